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
    for (Subscription s = event.topic.subscriptions; s != null; s = s.next) {
      if (s.station == station && s.triggers) {
        add(new Trigger.Input(s, event));
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
    if (only instanceof Trigger.Input input && input.subscription().complete) {
      InputSet set = settle(only, input.subscription().site(), 0, trace);
      return set == null ? List.of() : List.of(set);
    }
    if (several.size() > 1) {
      several.sort(Trigger.ORDER);
    }
    List<InputSet> sets = new ArrayList<>();
    for (Trigger trigger : triggers()) {
      for (Site site : trigger.sites(station)) {
        InputSet set = settle(trigger, site, sets.size(), trace);
        if (set != null) {
          sets.add(set);
        }
      }
    }
    return sets;
  }

  private @Nullable InputSet settle(Trigger trigger, Site site, int call, Trace trace) {
    InputSet set = site.settle(trigger, only != null);
    if (set == null) {
      trace.skipped(station, root, call, site);
    }
    return set;
  }
}
