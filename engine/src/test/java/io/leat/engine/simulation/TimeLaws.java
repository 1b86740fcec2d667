package io.leat.engine.simulation;

import io.leat.engine.simulation.Blueprint.Timed;
import io.leat.log.Event;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What the ticks on a log fulfil at every moment: each once, in order, and none before its time.
 */
final class TimeLaws {
  private TimeLaws() {}

  static void check(List<Event> events, Blueprint blueprint, VirtualClock clock) {
    for (Timed time : blueprint.times()) {
      long last = -1;
      for (long due : ticks(events, time)) {
        boolean next = last < 0 || due == last + time.everyMs();
        if (!next || due % time.everyMs() != 0 || due > clock.latestMs()) {
          throw new AssertionError(time + " ticked at " + due + " after " + last);
        }
        last = due;
      }
    }
  }

  /** A topic that ever ticked has ticked up to now. */
  static void demandNothingMissed(List<Event> events, Blueprint blueprint, long nowMs) {
    for (Timed time : blueprint.times()) {
      List<Long> ticks = ticks(events, time);
      if (!ticks.isEmpty() && ticks.getLast() + time.everyMs() <= nowMs) {
        throw new AssertionError(
            time + " ticked at " + ticks.getLast() + " but not up to " + nowMs);
      }
    }
  }

  private static List<Long> ticks(List<Event> events, Timed time) {
    return events.stream()
        .filter(event -> event.topic().equals(time.topic()))
        .map(event -> value(event).toEpochMilli())
        .toList();
  }

  private static Instant value(Event event) {
    return Objects.requireNonNull(Value.encoded(event.payload().bytes()).as(Type.INSTANT));
  }
}
