package io.leat.engine;

import io.leat.log.Event;
import io.leat.nodes.value.Value;

/**
 * An event as the engine sees it: a value at a position. The position, not the offset, says what
 * comes before what; the offset is known once the commit that holds the event is written.
 */
final class Published implements Comparable<Published> {
  /** Rank of a root, which comes before all that it causes. */
  static final int ROOT_RANK = -1;

  final long root;
  final int rank;
  final int call;
  final int ordinal;
  final LiveTopic topic;
  final Value value;

  /** Absolute, or what stands for a place in the open batch until that is written. */
  long offset;

  Published(long root, int rank, int call, int ordinal, LiveTopic topic, Value value, long offset) {
    this.root = root;
    this.rank = rank;
    this.call = call;
    this.ordinal = ordinal;
    this.topic = topic;
    this.value = value;
    this.offset = offset;
  }

  /** An event of the log, which {@code topic} is to hold. */
  static Published of(Event event, int rank, LiveTopic topic) {
    return new Published(
        event.root(),
        rank,
        event.call(),
        event.ordinal(),
        topic,
        LoggedValue.of(event.payload()),
        event.offset());
  }

  static Published root(long offset, LiveTopic topic, Value value) {
    return new Published(offset, ROOT_RANK, 0, 0, topic, value, offset);
  }

  /** By position. */
  @Override
  public int compareTo(Published other) {
    int order = Long.compare(root, other.root);
    if (order == 0) {
      order = Integer.compare(rank, other.rank);
    }
    if (order == 0) {
      order = Integer.compare(call, other.call);
    }
    return order == 0 ? Integer.compare(ordinal, other.ordinal) : order;
  }
}
