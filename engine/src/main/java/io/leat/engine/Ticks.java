package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The topics that the clock feeds: appends their ticks when they are due, as roots whose value is
 * the time they were due. What was missed comes in order. Owned by the engine's thread.
 */
final class Ticks {
  /** Of a topic that never ticked. */
  static final long NEVER = Long.MIN_VALUE;

  /** Of the ticks of one topic that were missed, only so many come, the latest. */
  static final int MISSED_MAX = 1_000;

  /** The last millisecond of the year 9999: later ticks never are due, so no sum overflows. */
  private static final long LAST_MS = 253_402_300_799_999L;

  /** A topic, and when its next tick is due, ms since 1970. */
  private static final class Clocked {
    final String topic;
    final long everyMs;
    long nextMs;

    Clocked(String topic, long everyMs, long nextMs) {
      this.topic = topic;
      this.everyMs = everyMs;
      this.nextMs = nextMs;
    }
  }

  private record Tick(long dueMs, String topic) {}

  private final List<Clocked> topics = new ArrayList<>();
  private final InstantSource clock;

  /**
   * @param ticked by topic, when its last tick was due
   */
  Ticks(Graph graph, Map<String, Long> ticked, InstantSource clock) {
    this.clock = clock;
    for (Topic<?> topic : graph.topics()) {
      Duration every = topic.every();
      if (every != null) {
        String name = topic.pattern().toString();
        long last = Objects.requireNonNull(ticked.get(name));
        long from = last == NEVER ? nowMs() : last;
        long everyMs = every.toMillis();
        topics.add(new Clocked(name, everyMs, (Math.floorDiv(from, everyMs) + 1) * everyMs));
      }
    }
  }

  private long nowMs() {
    return Math.clamp(clock.millis(), -LAST_MS, LAST_MS);
  }

  /** When a tick was due, ms since 1970. */
  static long due(Value tick) {
    Instant due = tick.as(Type.INSTANT);
    return due == null ? NEVER : due.toEpochMilli();
  }

  /** When the next tick is due, ms since 1970; Long.MAX_VALUE if none ever is. */
  long nextMs() {
    return topics.stream().mapToLong(topic -> topic.nextMs).min().orElse(Long.MAX_VALUE);
  }

  /**
   * Appends, as one batch, every tick that is due: in order of time, then as the graph names the
   * topics. A clock that steps back only makes the next tick wait.
   *
   * @return how many there were
   */
  int append(LogWriter writer) {
    if (topics.isEmpty()) {
      return 0;
    }
    long nowMs = nowMs();
    List<Tick> due = new ArrayList<>();
    for (Clocked topic : topics) {
      long missed = Math.floorDiv(nowMs - topic.nextMs, topic.everyMs) + 1;
      topic.nextMs += Math.max(0, missed - MISSED_MAX) * topic.everyMs;
      for (; topic.nextMs <= nowMs; topic.nextMs += topic.everyMs) {
        due.add(new Tick(topic.nextMs, topic.topic));
      }
    }
    if (!due.isEmpty()) {
      due.sort(Comparator.comparingLong(Tick::dueMs));
      Batch batch = writer.batch();
      for (Tick tick : due) {
        Value value = Value.of(Type.INSTANT, Instant.ofEpochMilli(tick.dueMs));
        batch.root(tick.topic, LoggedValue.payload(value), null, false);
      }
      writer.append(batch, writer.settled(), Durability.PROCESS);
    }
    return due.size();
  }
}
