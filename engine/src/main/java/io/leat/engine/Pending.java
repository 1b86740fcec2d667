package io.leat.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * What waits for a node at one root. A node that finishes each root at once has one of these, which
 * begins again with each.
 */
final class Pending {
  final Station station;
  private long root = -1;
  private final List<Trigger> triggers = new ArrayList<>(4);
  private final List<InputSet> sets = new ArrayList<>(4);

  Pending(Station station) {
    this.station = station;
  }

  /** Nothing waits at this root yet. */
  Pending begin(long root) {
    this.root = root;
    triggers.clear();
    sets.clear();
    return this;
  }

  long root() {
    return root;
  }

  /** What was added, as it came. */
  List<Trigger> triggers() {
    return triggers;
  }

  void add(Trigger trigger) {
    triggers.add(trigger);
  }

  /** Adds what a root wakes the node by itself with. */
  void wake(Published root, Plan plan) {
    Waking.by(
        root,
        plan,
        (woken, trigger) -> {
          if (woken == station) {
            add(trigger);
          }
        });
  }

  /** Adds what an event triggers the node by. */
  void arrive(Published event) {
    for (Subscription subscription : event.topic.subscriptions) {
      if (subscription.station == station && subscription.triggers) {
        add(new Trigger.Input(subscription, event));
      }
    }
  }

  /** Adds up what triggers, by index of input. */
  void count(long[] byInput) {
    for (Trigger trigger : triggers) {
      if (trigger.input() >= 0) {
        byInput[trigger.input()]++;
      }
    }
  }

  /**
   * Every input set that the node is to be invoked on in this traversal, in order; may be empty.
   * Only once everything upstream has finished the root, so that no further trigger can come, and
   * in order of root, and once. The list is good until this begins again.
   *
   * @param trace told of what calls for no invocation after all
   */
  List<InputSet> sets(Trace trace) {
    if (triggers.size() > 1) {
      triggers.sort(Trigger.ORDER);
    }
    for (Trigger trigger : triggers) {
      for (Site site : trigger.sites(station)) {
        InputSet set = site.settle(trigger);
        if (set != null) {
          sets.add(set);
        } else {
          trace.skipped(station, root, sets.size(), site);
        }
      }
    }
    return sets;
  }
}
