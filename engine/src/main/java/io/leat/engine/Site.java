package io.leat.engine;

import io.leat.engine.EngineEvent.Reason;
import io.leat.nodes.Product;
import io.leat.nodes.value.Binding;
import org.jspecify.annotations.Nullable;

/**
 * A node at one binding: what its inputs read and its outputs publish to there. Owned by the
 * engine's thread.
 */
final class Site implements Comparable<Site> {
  /** Root of a node's first invocation before there was any. */
  static final long NEVER = -1;

  private static final Published[] NOTHING = {};

  final Station station;
  final Binding binding;

  /** By index of input. */
  final Channel[] inputs;

  /** By index of output; null where the product brings variables of its own. */
  final @Nullable LiveTopic[] outputs;

  /** The root of the first traversal in which the node was invoked here since it takes part. */
  long firstInvoked = NEVER;

  private @Nullable Published[] lastSet = NOTHING;
  private long lastSetRoot = NEVER;
  private Reason skipped = Reason.SAME;

  Site(Station station, Binding binding, Channel[] inputs, @Nullable LiveTopic[] outputs) {
    this.station = station;
    this.binding = binding;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  /**
   * The settled inputs at a trigger, or null if there is to be no invocation: {@link #skipped} says
   * why. A set that is returned counts as an invocation.
   *
   * @param only whether it is the one trigger of its node in its traversal
   */
  @Nullable InputSet settle(Trigger trigger, boolean only) {
    long root = trigger.event().root;
    @Nullable Published[] events = shown(trigger);
    boolean same = !only && again(root, events);
    if (same || lacksRequired(events)) {
      skipped = same ? Reason.SAME : Reason.REQUIRED;
      return null;
    }
    if (firstInvoked < station.since) {
      firstInvoked = root;
    }
    return new InputSet(this, trigger, events);
  }

  /** By index of input, the event that it shows at a trigger; null where absent. */
  @Nullable Published[] shown(Trigger trigger) {
    Published event = trigger.event();
    @Nullable Published[] events = new Published[station.triggering.length];
    for (int i = 0; i < events.length; i++) {
      // Where it stands, no event of its input is later.
      events[i] = i == trigger.input() ? event : shown(i, event);
    }
    return events;
  }

  private @Nullable Published shown(int input, Published trigger) {
    Channel channel = inputs[input];
    return station.triggering[input]
        ? channel.settledAt(trigger)
        : channel.lastThrough(trigger.root);
  }

  /** Why the last trigger led to no invocation. */
  Reason skipped() {
    return skipped;
  }

  /** Whether these are the events of the trigger before, in the same traversal. */
  private boolean again(long root, @Nullable Published[] events) {
    boolean same = lastSetRoot == root && holdsSame(events);
    lastSet = events;
    lastSetRoot = root;
    return same;
  }

  private boolean holdsSame(@Nullable Published[] events) {
    for (int i = 0; i < events.length; i++) {
      if (events[i] != lastSet[i]) {
        return false;
      }
    }
    return true;
  }

  private boolean lacksRequired(@Nullable Published[] events) {
    for (int i : station.required) {
      if (events[i] == null) {
        return true;
      }
    }
    return false;
  }

  /** This node's last product of an output here; null where there is none. */
  @Nullable Published own(int output) {
    LiveTopic topic = outputs[output];
    return topic == null ? null : topic.last();
  }

  /** Where a product of an invocation here goes. */
  LiveTopic topicOf(Product product) {
    LiveTopic fixed = outputs[product.output()];
    return fixed == null
        ? station.topicOf(product.output(), binding.and(product.binding()))
        : fixed;
  }

  @Override
  public int compareTo(Site other) {
    return binding.compareTo(other.binding);
  }
}
