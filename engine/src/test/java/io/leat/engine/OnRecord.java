package io.leat.engine;

import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stands on a branch's log, all of it. */
final class OnRecord {
  private OnRecord() {}

  /** Every event, in order of offset. */
  static List<Event> events(EventLog log) {
    var events = new ArrayList<Event>();
    try (LogReader reader = log.read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        events.addAll(commit.events());
      }
    }
    return events;
  }

  static List<Event> events(Leat leat) {
    return events(leat.log());
  }

  /** Every value of a topic, in order of offset, as JSON. */
  static List<String> valuesOf(EventLog log, String topic) {
    return events(log).stream()
        .filter(event -> event.topic().equals(topic))
        .map(event -> new String(event.payload().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  static List<String> valuesOf(Leat leat, String topic) {
    return valuesOf(leat.log(), topic);
  }
}
