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
  private static final int MISSED_MAX = 1_000;

  private TimeLaws() {}

  static void check(List<Event> events, Blueprint blueprint, VirtualClock clock) {
    for (Timed time : blueprint.times()) {
      List<Long> ticks = ticks(events, time);
      for (int i = 0; i < ticks.size(); i++) {
        long due = ticks.get(i);
        boolean next =
            i == 0 || due == ticks.get(i - 1) + time.everyMs() || caughtUp(ticks, i, time);
        if (!next || due % time.everyMs() != 0 || due > clock.latestMs()) {
          throw new AssertionError(time + " ticked at " + due + ", tick " + i + " of " + ticks);
        }
      }
    }
  }

  /** Where so many were missed that not all came, the last thousand came. */
  private static boolean caughtUp(List<Long> ticks, int from, Timed time) {
    int last = from + MISSED_MAX - 1;
    return last < ticks.size()
        && ticks.get(from) > ticks.get(from - 1)
        && ticks.get(last) == ticks.get(from) + (MISSED_MAX - 1L) * time.everyMs();
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
