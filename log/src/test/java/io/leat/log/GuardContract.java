package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.text;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What makes appends repeatable and guarded, whatever the log is kept on. */
abstract class GuardContract extends EventLogContract {

  /** A batch of roots, topic and value by turns, under a key. */
  static Batch keyed(String id, String... topicsAndValues) {
    List<String> topics = everySecond(0, topicsAndValues);
    List<Payload> values = everySecond(1, topicsAndValues).stream().map(Logs::text).toList();
    Batch batch = Batch.under(BatchKey.of(id, topics, values), new MemoryObjects());
    for (int i = 0; i < topics.size(); i++) {
      batch.root(topics.get(i), values.get(i), null, false);
    }
    return batch;
  }

  private static List<String> everySecond(int from, String... all) {
    return java.util.stream.IntStream.range(0, all.length)
        .filter(i -> i % 2 == from)
        .mapToObj(i -> all[i])
        .toList();
  }

  private static long write(LogWriter writer, Batch batch) {
    return writer.append(batch, 0, Durability.DISK);
  }

  @Test
  void theSameBatchUnderAKeyIsWrittenOnce() {
    try (LogWriter writer = main().write()) {
      append(writer, "before");
      assertThat(write(writer, keyed("k", "a", "1", "b", "2"))).isEqualTo(1);
      append(writer, "between");

      assertThat(write(writer, keyed("k", "a", "1", "b", "2"))).isEqualTo(1);
    }
    try (LogWriter writer = main().write()) {
      assertThat(write(writer, keyed("k", "a", "1", "b", "2"))).isEqualTo(1);
    }

    assertThat(valuesOf(main(), 0)).containsExactly("before", "1", "2", "between");
  }

  @Test
  void anotherBatchUnderTheKeyIsRefused() {
    try (LogWriter writer = main().write()) {
      write(writer, keyed("k", "a", "1", "b", "2"));

      for (Batch other :
          List.of(
              keyed("k", "a", "1"),
              keyed("k", "b", "2"),
              keyed("k", "c", "3", "b", "2"),
              keyed("k", "a", "1", "b", "3"),
              keyed("k", "b", "2", "a", "1"))) {
        assertThatThrownBy(() -> write(writer, other))
            .isInstanceOf(LogException.Invalid.class)
            .hasMessageContaining("key \"k\" of topic ")
            .hasMessageContaining("offset 0");
      }
      assertThat(main().end()).isEqualTo(2);
    }
  }

  @Test
  void aKeyIsUniquePerTopic() {
    try (LogWriter writer = main().write()) {
      assertThat(write(writer, keyed("k", "a", "1"))).isZero();
      assertThat(write(writer, keyed("k", "b", "2"))).isEqualTo(1);
      assertThat(write(writer, keyed("l", "a", "1"))).isEqualTo(2);
      assertThat(write(writer, keyed("k", "a", "1"))).isZero();
      assertThat(write(writer, keyed("k", "b", "2"))).isEqualTo(1);
    }
  }

  @Test
  void forksMayUseAKeyAnew() {
    try (LogWriter writer = main().write()) {
      write(writer, keyed("k", "a", "1"));
    }
    store.fork("f", "main", 1);

    try (LogWriter writer = store.log("f").write()) {
      assertThat(write(writer, keyed("k", "a", "other"))).isEqualTo(1);
      assertThat(write(writer, keyed("k", "a", "other"))).isEqualTo(1);
    }
    try (LogWriter writer = main().write()) {
      assertThat(write(writer, keyed("k", "a", "1"))).isZero();
    }
  }

  @Test
  void aKeyIsAnyText() {
    List<String> ids = List.of("ü€😀", " ", "a\nb", "x".repeat(1_000));
    try (LogWriter writer = main().write()) {
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < ids.size(); i++) {
          assertThat(write(writer, keyed(ids.get(i), "a", "v" + i))).isEqualTo(i);
        }
      }
    }
    for (String id : List.of("", "x".repeat(1_001), "\ud800")) {
      assertThatThrownBy(() -> keyed(id, "a", "1")).isInstanceOf(LogException.Invalid.class);
    }
  }

  @Test
  void anAppendMayExpectWhereItsTopicEnds() {
    try (LogWriter writer = main().write()) {
      append(writer, "0", "1");
      assertThat(write(writer, expecting("a", -1))).isEqualTo(2);
      append(writer, "3");
      assertThat(write(writer, expecting("a", 2))).isEqualTo(4);

      for (long wrong : List.of(-1L, 2L, 3L, 5L)) {
        assertThatThrownBy(() -> write(writer, expecting("a", wrong)))
            .isInstanceOf(LogException.Invalid.class)
            .hasMessageContaining("topic a of branch main ends at offset 4")
            .hasMessageContaining(wrong < 0 ? "no event" : "offset " + wrong);
      }
      assertThatThrownBy(() -> write(writer, expecting("b", 0)))
          .hasMessageContaining("topic b of branch main ends at no event, not at offset 0");
      assertThat(main().end()).isEqualTo(5);
    }
  }

  @Test
  void aForkGoesOnWhereItsTopicEndedAtTheFork() {
    try (LogWriter writer = main().write()) {
      write(writer, expecting("a", -1));
      write(writer, expecting("a", 0));
    }
    store.fork("f", "main", 1);

    try (LogWriter writer = store.log("f").write()) {
      assertThat(write(writer, expecting("a", 0))).isEqualTo(1);
      assertThat(write(writer, expecting("a", 1))).isEqualTo(2);
    }
  }

  @Test
  void aRepeatIsNotAskedWhatItExpected() {
    try (LogWriter writer = main().write()) {
      Batch batch = keyed("k", "a", "1");
      batch.expect("a", -1);
      assertThat(write(writer, batch)).isZero();
      assertThat(write(writer, batch)).isZero();
    }
  }

  private static Batch expecting(String topic, long last) {
    Batch batch = Batch.create();
    batch.root(topic, text("x"), null, false);
    batch.expect(topic, last);
    return batch;
  }
}
