package io.leat.engine;

import io.leat.nodes.Topic;
import io.leat.nodes.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A topic at work: its events, and who reads them. One object per topic name. Owned by the engine's
 * thread.
 */
final class LiveTopic {
  final String name;

  /**
   * Null for a topic that only an earlier graph knew: it can be read, nothing is published to it.
   */
  final @Nullable Topic<?> declared;

  final Channel channel;

  /** Channels of wildcard inputs that take in this topic's events. */
  final List<Channel> merged;

  /** In order of node rank, then of declaration. */
  final List<Subscription> subscriptions;

  /** How many events it had. */
  long count;

  private boolean exists;

  LiveTopic(
      String name,
      @Nullable Topic<?> declared,
      Channel channel,
      List<Channel> merged,
      List<Subscription> subscriptions) {
    this.name = name;
    this.declared = declared;
    this.channel = channel;
    this.merged = merged;
    this.subscriptions = subscriptions;
  }

  /** Takes in an event; the first one creates the topic. */
  void add(Published event, long unfinished) {
    channel.add(event, unfinished);
    for (Channel channel : merged) {
      channel.add(event, unfinished);
    }
    count++;
    if (!exists) {
      exists = true;
      for (Subscription subscription : subscriptions) {
        subscription.station().known().add(this, subscription);
      }
    }
  }

  /** Whether a product of this value would change nothing and is not to be published. */
  boolean unchangedBy(Value value) {
    if (declared == null || !declared.distinct()) {
      return false;
    }
    Published last = channel.last();
    return last != null && last.value.equals(value);
  }

  /** Whether its last value as of a traversal's end is there and not null. */
  boolean holdsValue(long root) {
    Published last = channel.lastThrough(root);
    return last != null && !last.value.isNull();
  }
}
