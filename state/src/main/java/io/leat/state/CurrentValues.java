package io.leat.state;

import io.leat.log.Event;
import io.leat.log.EventLog;
import java.util.Collection;
import java.util.Comparator;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every topic's last value at one cut between traversals, and how many events it had. Built by
 * reading; owned by one thread.
 */
public final class CurrentValues {

  /**
   * A topic as it stands.
   *
   * @param count number of events, at least 1
   * @param last the last by position
   */
  public record Current(String topic, long count, Event last) {}

  private final TreeMap<String, Current> topics = new TreeMap<>(Utf8.ORDER);

  private CurrentValues() {}

  /**
   * Reads the log up to a cut: every root below {@code cut} and everything it caused, nothing of
   * any root at or above it.
   *
   * @param cut 0 to the end of the log, or Long.MAX_VALUE for everything there is
   */
  public static CurrentValues at(EventLog log, long cut) {
    CurrentValues values = new CurrentValues();
    try (var reader = log.read(0)) {
      for (var commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.root() < cut) {
            values.accept(event);
          }
        }
      }
    }
    return values;
  }

  public @Nullable Current get(String topic) {
    return topics.get(topic);
  }

  /** In order of topic name (UTF-8). */
  public Collection<Current> all() {
    return topics.values();
  }

  private void accept(Event event) {
    topics.merge(
        event.topic(),
        new Current(event.topic(), 1, event),
        (old, one) -> new Current(old.topic(), old.count() + 1, later(old.last(), event)));
  }

  /**
   * A topic has one source, whose events all have the same rank: root, call and ordinal tell their
   * order.
   */
  private static Event later(Event a, Event b) {
    return BY_POSITION.compare(a, b) > 0 ? a : b;
  }

  private static final Comparator<Event> BY_POSITION =
      Comparator.comparingLong(Event::root)
          .thenComparingInt(Event::call)
          .thenComparingInt(Event::ordinal);
}
