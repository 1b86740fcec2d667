package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Short words for the tests of this room. */
final class Logs {
  private Logs() {}

  static Payload text(String value) {
    return Payload.of(value.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Payload payload) {
    return new String(payload.bytes(), StandardCharsets.UTF_8);
  }

  /** A batch of roots on topic {@code t}. */
  static Batch roots(String... values) {
    Batch batch = Batch.create();
    for (String value : values) {
      batch.root("t", text(value), null, false);
    }
    return batch;
  }

  static long append(LogWriter writer, String... values) {
    return writer.append(roots(values), 0, Durability.PROCESS);
  }

  /** The next commit, which must be there. */
  static Commit next(LogReader reader) {
    return Objects.requireNonNull(reader.next());
  }

  static List<Commit> commits(EventLog log, long from) {
    List<Commit> commits = new ArrayList<>();
    try (LogReader reader = log.read(from)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        commits.add(commit);
      }
    }
    return commits;
  }

  static List<Event> events(EventLog log, long from) {
    return commits(log, from).stream().flatMap(commit -> commit.events().stream()).toList();
  }

  static List<String> valuesOf(EventLog log, long from) {
    return events(log, from).stream().map(event -> text(event.payload())).toList();
  }
}
