package io.leat.engine;

import org.jspecify.annotations.Nullable;

/** The events that one invocation is handed. */
final class InputSet {
  private final Site site;
  private final Trigger trigger;
  private final @Nullable Published[] events;

  /**
   * @param trigger the first that called for this set
   * @param events by index of input, null where absent; never changed
   */
  InputSet(Site site, Trigger trigger, @Nullable Published[] events) {
    this.site = site;
    this.trigger = trigger;
    this.events = events;
  }

  Site site() {
    return site;
  }

  Trigger trigger() {
    return trigger;
  }

  long root() {
    return trigger.event().root;
  }

  /** The event of an input; null where absent. */
  @Nullable Published event(int input) {
    return events[input];
  }

  /** Number of inputs. */
  int size() {
    return events.length;
  }
}
