package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.events;
import static io.leat.log.Logs.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What reading by topic is, whatever the log is kept on. */
abstract class TopicContract extends GuardContract {

  static List<Event> eventsOf(EventLog log, long from, TopicFilter wanted) {
    List<Event> events = new ArrayList<>();
    try (EventReader reader = log.read(from, wanted)) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        events.add(event);
      }
    }
    return events;
  }

  @Test
  void readingByTopicFollowsTheWriter() {
    try (LogWriter writer = main().write();
        EventReader reader = main().read(0, TopicFilter.only("a"))) {
      assertThat(reader.next()).isNull();
      append(writer, "x");
      assertThat(reader.next()).isNull();
      for (int i = 0; i < 5; i++) {
        writer.append(keyed("k" + i, "a", "v" + i, "b", "w"), 0, Durability.PROCESS);
        Event event = java.util.Objects.requireNonNull(reader.next());
        assertThat(text(event.payload())).isEqualTo("v" + i);
        assertThat(reader.next()).isNull();
        append(writer, "y");
      }
    }
  }

  @Test
  void readingByTopicOutsideTheLogIsRefused() {
    assertThatThrownBy(() -> main().read(1, TopicFilter.only("a")))
        .isInstanceOf(LogException.Invalid.class);
    assertThatThrownBy(() -> main().read(-1, TopicFilter.only("a")))
        .isInstanceOf(LogException.Invalid.class);
  }

  @Test
  void readingByTopicIsReadingEverythingAndLeavingOutTheRest() {
    Random random = new Random(8);
    try (LogWriter writer = main().write()) {
      write(writer, random, 60);
    }
    for (int i = 1; i <= 4; i++) {
      String parent = i == 1 ? "main" : "f" + (i - 1);
      store.fork("f" + i, parent, random.nextLong(store.log(parent).end() + 1));
      try (LogWriter writer = store.log("f" + i).write()) {
        write(writer, random, 20);
      }
    }

    for (Branch branch : store.branches()) {
      EventLog log = store.log(branch.name());
      List<Event> all = events(log, 0);
      for (int i = 0; i < 20; i++) {
        long from = random.nextLong(log.end() + 1);
        String topic = "t" + random.nextInt(12);
        Predicate<String> some = name -> name.hashCode() % 3 == 0;
        assertThat(eventsOf(log, from, TopicFilter.only(topic)))
            .isEqualTo(chosen(all, from, topic::equals));
        assertThat(eventsOf(log, from, TopicFilter.of(some))).isEqualTo(chosen(all, from, some));
        checkSummaries(log, all, some, from);
        checkSummaries(log, all, topic::equals, Long.MAX_VALUE);
      }
    }
  }

  private static List<Event> chosen(List<Event> all, long from, Predicate<String> wanted) {
    return all.stream().filter(e -> e.offset() >= from && wanted.test(e.topic())).toList();
  }

  private static void checkSummaries(
      EventLog log, List<Event> all, Predicate<String> wanted, long cut) {
    Map<String, List<Event>> byTopic =
        all.stream()
            .filter(event -> event.root() < cut && wanted.test(event.topic()))
            .collect(Collectors.groupingBy(Event::topic));

    var summaries = log.topics(TopicFilter.of(wanted), cut);

    assertThat(summaries).hasSize(byTopic.size());
    for (TopicSummary summary : summaries) {
      List<Event> events = java.util.Objects.requireNonNull(byTopic.get(summary.topic()));
      Event last =
          events.stream()
              .max(
                  Comparator.comparingLong(Event::root)
                      .thenComparingInt(Event::call)
                      .thenComparingInt(Event::ordinal))
              .orElseThrow();
      assertThat(summary.count()).isEqualTo(events.size());
      assertThat(summary.last()).isEqualTo(last.offset());
    }
  }

  /** Batches of roots, and of products of earlier roots, on twelve topics, some rare. */
  private static void write(LogWriter writer, Random random, int batches) {
    int[] call = {0};
    for (int i = 0; i < batches; i++) {
      Batch batch = Batch.create();
      for (int j = random.nextInt(6); j >= 0; j--) {
        int topic = Math.min(random.nextInt(12), random.nextInt(12));
        if (random.nextBoolean() || writer.end() == 0) {
          batch.root("t" + topic, text("x".repeat(random.nextInt(60))), null, false);
        } else {
          long root = random.nextLong(writer.end());
          batch.product("t" + topic, text("p"), root, "n", call[0]++, 0, root);
        }
      }
      writer.append(batch, 0, Durability.PROCESS);
    }
  }
}
