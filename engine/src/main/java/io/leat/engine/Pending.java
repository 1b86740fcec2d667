package io.leat.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What waits for a node at one root. */
final class Pending {
  final Station station;
  final long root;

  /** The one trigger, as there mostly is; null if there is none, or there are several. */
  private @Nullable Trigger only;

  /** All of them, if there are several. */
  private List<Trigger> several = List.of();

  /** Nothing waits yet. */
  Pending(Station station, long root) {
    this.station = station;
    this.root = root;
  }

  /** What was added, as it came. */
  List<Trigger> triggers() {
    return only == null ? several : List.of(only);
  }

  void add(Trigger trigger) {
    if (only != null) {
      several = new ArrayList<>(4);
      several.add(only);
      several.add(trigger);
      only = null;
    } else if (several.isEmpty()) {
      only = trigger;
    } else {
      several.add(trigger);
    }
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
    for (Trigger trigger : triggers()) {
      if (trigger.input() >= 0) {
        byInput[trigger.input()]++;
      }
    }
  }

  /**
   * Every input set that the node is to be invoked on in this traversal, in order; may be empty.
   * Only once everything upstream has finished the root, so that no further trigger can come, and
   * in order of root, and once.
   *
   * @param trace told of what calls for no invocation after all
   */
  List<InputSet> sets(Trace trace) {
    List<InputSet> sets = new ArrayList<>(only == null ? several.size() : 1);
    if (only != null) {
      settle(only, sets, trace);
    } else if (!several.isEmpty()) {
      several.sort(Trigger.ORDER);
      for (Trigger trigger : several) {
        settle(trigger, sets, trace);
      }
    }
    return sets;
  }

  private void settle(Trigger trigger, List<InputSet> sets, Trace trace) {
    for (Site site : trigger.sites(station)) {
      InputSet set = site.settle(trigger, only != null);
      if (set != null) {
        sets.add(set);
      } else {
        trace.skipped(station, root, sets.size(), site);
      }
    }
  }
}
