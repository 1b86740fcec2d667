package io.leat.state;

import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.TopicFilter;
import io.leat.log.TopicSummary;
import java.util.Collection;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Topics as they stand at one cut between traversals: how many events each had, and its last value,
 * which is read when it is asked for. Owned by one thread.
 */
public final class CurrentValues {

  /**
   * A topic as it stands.
   *
   * @param count number of events, at least 1
   * @param lastOffset offset of the last event by position
   */
  public record Current(String topic, long count, long lastOffset) {}

  private final EventLog log;
  private final TreeMap<String, Current> topics = new TreeMap<>(Utf8.ORDER);

  private CurrentValues(EventLog log) {
    this.log = log;
  }

  /**
   * The wanted topics that have events, as of a cut: of every root below {@code cut} and everything
   * it caused, nothing of any root at or above it.
   *
   * @param cut 0 to the end of the log, or Long.MAX_VALUE for everything there is
   */
  public static CurrentValues of(EventLog log, TopicFilter wanted, long cut) {
    CurrentValues values = new CurrentValues(log);
    for (TopicSummary summary : log.topics(wanted, cut)) {
      values.topics.put(
          summary.topic(), new Current(summary.topic(), summary.count(), summary.last()));
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

  /** The last event of a topic. */
  public Event last(Current topic) {
    try (LogReader reader = log.read(topic.lastOffset)) {
      Commit commit = Objects.requireNonNull(reader.next());
      while (commit.events().isEmpty()) {
        commit = Objects.requireNonNull(reader.next());
      }
      return commit.events().getFirst();
    }
  }
}
