package io.leat.engine;

import io.leat.log.Name;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A topic at work: the channel of its events, and who reads them. One object per topic name. Owned
 * by the engine's thread.
 */
final class LiveTopic extends Channel {
  final Name name;

  /**
   * Null for a topic that only an earlier graph knew: it can be read, nothing is published to it.
   */
  final @Nullable Topic<?> declared;

  /**
   * Whether a root on it may wake nodes that do not subscribe to it: it is an option's, or tells of
   * state changes.
   */
  final boolean wakes;

  /** Channels of wildcard inputs that take in this topic's events. */
  private final Channel[] merged;

  /** Who reads it: the first, which leads to the {@link Subscription#next}; null if nobody does. */
  final @Nullable Subscription subscriptions;

  /** How many events it had. */
  long count;

  private boolean exists;

  LiveTopic(
      Name name,
      @Nullable Topic<?> declared,
      boolean wakes,
      Channel[] merged,
      @Nullable Subscription subscriptions) {
    this.name = name;
    this.declared = declared;
    this.wakes = wakes;
    this.merged = merged;
    this.subscriptions = subscriptions;
  }

  /** Takes in an event; the first one creates the topic. */
  @Override
  void add(Published event, long unfinished) {
    super.add(event, unfinished);
    for (Channel channel : merged) {
      channel.add(event, unfinished);
    }
    count++;
    if (!exists) {
      exists = true;
      for (Subscription s = subscriptions; s != null; s = s.next) {
        s.station.known().add(this, s);
      }
    }
  }

  /** Whether a product of this value would change nothing and is not to be published. */
  boolean unchangedBy(Value value) {
    if (declared == null || !declared.distinct()) {
      return false;
    }
    Published last = last();
    return last != null && last.value.equals(value);
  }

  /** Whether its last value as of a traversal's end is there and not null. */
  boolean holdsValue(long root) {
    Published last = lastThrough(root);
    return last != null && !last.value.isNull();
  }
}
