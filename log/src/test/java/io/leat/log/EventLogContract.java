package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.commits;
import static io.leat.log.Logs.events;
import static io.leat.log.Logs.next;
import static io.leat.log.Logs.roots;
import static io.leat.log.Logs.text;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a log is, whatever it is kept on. */
abstract class EventLogContract extends BranchContract {

  @Test
  void newWorkspaceShowsAnEmptyMain() {
    assertThat(store.branches()).extracting(Branch::name).containsExactly("main");
    assertThat(main().end()).isZero();
    assertThat(main().settled()).isZero();
    assertThat(valuesOf(main(), 0)).isEmpty();
    assertThat(main().offsetAt(clock.instant())).isZero();
  }

  @Test
  void eventsComeBackAsTheyWereWritten() {
    Batch batch = Batch.create();
    int root = batch.root("order/1", text("a"), null, false);
    batch.root("größe", text(""), new Origin("4711", 42), true);
    batch.product("sum/1", text("b"), Batch.here(root), "sum", 3, 7, Batch.here(root));
    long first;
    try (LogWriter writer = main().write()) {
      first = writer.append(batch, 1, Durability.DISK);
      batch.clear();
      batch.product("sum/2", text("c"), 1, "sum", 0, 300, 2);
      writer.append(batch, 2, Durability.PROCESS);
    }

    List<Commit> commits = commits(main(), 0);

    long time = clock.instant().toEpochMilli() * 1000;
    Event a = new Event(0, "order/1", text("a"), 0, null, 0, 0, -1, time, null, false);
    Event e =
        new Event(1, "größe", text(""), 1, null, 0, 0, -1, time, new Origin("4711", 42), true);
    Event b = new Event(2, "sum/1", text("b"), 0, "sum", 3, 7, 0, time, null, false);
    Event c = new Event(3, "sum/2", text("c"), 1, "sum", 0, 300, 2, time, null, false);
    assertThat(first).isZero();
    assertThat(commits)
        .containsExactly(
            new Commit(0, time, 1, 1, List.of(a, e, b)), new Commit(3, time, 1, 2, List.of(c)));
  }

  @Test
  void offsetsAreDenseAcrossWriters() {
    List<String> expected = new ArrayList<>();
    for (int run = 1; run <= 3; run++) {
      try (LogWriter writer = main().write()) {
        assertThat(writer.run()).isEqualTo(run);
        assertThat(writer.end()).isEqualTo(expected.size());
        assertThat(append(writer, "x" + run, "y" + run)).isEqualTo(expected.size());
        expected.addAll(List.of("x" + run, "y" + run));
      }
    }

    assertThat(valuesOf(main(), 0)).isEqualTo(expected);
    assertThat(events(main(), 0)).extracting(Event::offset).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
    assertThat(commits(main(), 0)).extracting(Commit::run).containsExactly(1L, 2L, 3L);
    assertThat(main().end()).isEqualTo(6);
  }

  @Test
  void readerStartsInTheMiddleOfACommit() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b", "c");
      append(writer, "d");
    }

    for (int from = 0; from <= 4; from++) {
      assertThat(valuesOf(main(), from)).isEqualTo(List.of("a", "b", "c", "d").subList(from, 4));
    }
    assertThat(commits(main(), 1).getFirst().first()).isEqualTo(1);
  }

  @Test
  void readerFollowsTheWriter() {
    try (LogWriter writer = main().write();
        LogReader reader = main().read(0)) {
      assertThat(reader.next()).isNull();
      for (int i = 0; i < 10; i++) {
        append(writer, "v" + i);

        assertThat(next(reader).events())
            .extracting(e -> text(e.payload()))
            .containsExactly("v" + i);
        assertThat(reader.next()).isNull();
      }
    }
  }

  @Test
  void readerPassesOverWhatItIsTold() {
    store.fork("fork", LogStore.MAIN, twoCommits(main()) - 1);
    EventLog fork = store.log("fork");
    long end = twoCommits(fork);
    try (LogReader reader = fork.read(0);
        LogWriter writer = fork.write()) {
      assertThat(next(reader).events()).extracting(Event::offset).containsExactly(0L, 1L);
      reader.skipTo(end);

      assertThat(reader.next()).isNull();
      append(writer, "next");
      append(writer, "after");
      assertThat(next(reader).first()).isEqualTo(end);
      reader.skipTo(end);
      assertThat(next(reader).first()).isEqualTo(end + 1);
    }
  }

  private static long twoCommits(EventLog log) {
    try (LogWriter writer = log.write()) {
      append(writer, "a", "b");
      append(writer, "c", "d");
      return writer.end();
    }
  }

  @Test
  void readerOutsideTheLogIsRefused() {
    try (LogWriter writer = main().write()) {
      append(writer, "a");
    }

    assertThatThrownBy(() -> main().read(2))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("offset 2");
    assertThatThrownBy(() -> main().read(-1)).isInstanceOf(LogException.Invalid.class);
  }

  @Test
  void secondWriterIsRefusedUntilTheFirstIsClosed() {
    LogWriter first = main().write();

    assertThatThrownBy(() -> main().write())
        .isInstanceOf(LogException.Unavailable.class)
        .hasMessageContaining("branch main");
    first.close();
    main().write().close();
  }

  @Test
  void interruptedThreadAppendsAsAnyOther() {
    LogWriter writer = main().write();
    Thread.currentThread().interrupt();

    long _ = writer.append(roots("a"), 0, Durability.DISK);
    writer.force();
    writer.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(valuesOf(main(), 0)).containsExactly("a");
  }

  @Test
  void closedWriterWritesNothing() {
    LogWriter writer = main().write();
    writer.close();
    writer.close();

    assertThatThrownBy(() -> append(writer, "a")).isInstanceOf(LogException.Unavailable.class);
    assertThat(main().end()).isZero();
  }

  @Test
  void commitWithoutEventsSaysWhatIsSettled() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b");
      assertThat(writer.append(Batch.create(), 2, Durability.PROCESS)).isEqualTo(2);
      assertThat(writer.settled()).isEqualTo(2);
    }

    assertThat(main().settled()).isEqualTo(2);
    assertThat(main().end()).isEqualTo(2);
    assertThat(commits(main(), 2)).extracting(Commit::settled).containsExactly(2L);
  }

  @Test
  void settledNeverGoesBack() {
    try (LogWriter writer = main().write()) {
      writer.append(roots("a", "b"), 2, Durability.PROCESS);
      writer.append(roots("c"), 1, Durability.PROCESS);
    }
    try (LogWriter writer = main().write()) {
      append(writer, "d");
    }

    assertThat(commits(main(), 0)).extracting(Commit::settled).containsExactly(2L, 2L, 2L);
  }

  @Test
  void settledPastTheEndIsRefused() {
    try (LogWriter writer = main().write()) {
      assertThatThrownBy(() -> writer.append(roots("a"), 2, Durability.PROCESS))
          .isInstanceOf(LogException.Invalid.class);
      assertThat(append(writer, "a")).isZero();
    }
  }

  @Test
  void causeOfTheFutureIsRefused() {
    try (LogWriter writer = main().write()) {
      Batch batch = Batch.create();
      batch.product("t", text("a"), 0, "n", 0, 0, 0);

      assertThatThrownBy(() -> writer.append(batch, 0, Durability.PROCESS))
          .isInstanceOf(LogException.Invalid.class)
          .hasMessageContaining("offset 0");
      assertThat(main().end()).isZero();
    }
  }

  @Test
  void timeNeverRunsBackwards() {
    long start = clock.instant().toEpochMilli() * 1000;
    try (LogWriter writer = main().write()) {
      append(writer, "a");
      clock.move(Duration.ofDays(-2));
      append(writer, "b");
    }
    try (LogWriter writer = main().write()) {
      append(writer, "c");
      clock.move(Duration.ofDays(4));
      append(writer, "d");
    }

    assertThat(events(main(), 0))
        .extracting(Event::timeMicros)
        .containsExactly(start, start, start, start + Duration.ofDays(2).toMillis() * 1000);
  }

  @Test
  void timeFindsItsOffset() {
    try (LogWriter writer = main().write()) {
      for (int i = 0; i < 5; i++) {
        append(writer, "a" + i, "b" + i);
        clock.move(Duration.ofSeconds(10));
      }
    }
    store.fork("f", "main", 5);
    try (LogWriter writer = store.log("f").write()) {
      append(writer, "c");
    }
    var start = clock.instant().minusSeconds(50);

    for (EventLog log : List.of(main(), store.log("f"))) {
      assertThat(log.offsetAt(start.minusSeconds(1))).isZero();
      assertThat(log.offsetAt(start)).isZero();
      assertThat(log.offsetAt(start.plusNanos(1))).isEqualTo(2);
      assertThat(log.offsetAt(start.plusSeconds(20))).isEqualTo(4);
    }
    assertThat(main().offsetAt(start.plusSeconds(41))).isEqualTo(10);
    assertThat(store.log("f").offsetAt(start.plusSeconds(41))).isEqualTo(5);
    assertThat(store.log("f").offsetAt(start.plusSeconds(51))).isEqualTo(6);
  }

  @Test
  void anotherViewOfTheStoreSeesTheSame() {
    try (LogWriter writer = main().write();
        LogStore other = open()) {
      append(writer, "a");
      store.fork("f", "main", 1);

      assertThat(valuesOf(other.log("main"), 0)).containsExactly("a");
      assertThat(other.log("f").end()).isEqualTo(1);
      append(writer, "b");
      assertThat(other.log("main").end()).isEqualTo(2);
    }
  }

  @Test
  void batchAboveTheLargestDocumentIsRefusedWhole() {
    Payload large = Payload.of(new byte[Document.BYTES_MAX / 2]);
    Batch batch = Batch.create();
    batch.root("t", large, null, false);

    assertThatThrownBy(() -> batch.root("t", large, null, false))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining(Integer.toString(Document.BYTES_MAX));
  }

  @Test
  void batchOf64MebibytesIsOneCommit() {
    byte[] bytes = new byte[64 << 20];
    new Random(1).nextBytes(bytes);
    Batch batch = Batch.create();
    batch.root("t", Payload.of(bytes), null, false);
    try (LogWriter writer = main().write()) {
      append(writer, "before");
      writer.append(batch, 0, Durability.PROCESS);
      append(writer, "after");
    }

    List<Event> events = events(main(), 0);

    assertThat(events).hasSize(3);
    assertThat(events.get(1).payload()).isEqualTo(Payload.of(bytes));
    assertThat(text(events.get(2).payload())).isEqualTo("after");
  }

  @Test
  void manyThreadsMayAppend() throws InterruptedException {
    try (LogWriter writer = main().write()) {
      List<Thread> threads =
          IntStream.range(0, 4)
              .mapToObj(t -> Thread.ofPlatform().unstarted(() -> appendAll(writer, "t" + t + "-")))
              .toList();
      threads.forEach(Thread::start);
      for (Thread thread : threads) {
        thread.join();
      }
    }

    List<String> values = valuesOf(main(), 0);
    assertThat(values).hasSize(400);
    for (int t = 0; t < 4; t++) {
      String prefix = "t" + t + "-";
      assertThat(values.stream().filter(v -> v.startsWith(prefix)))
          .containsExactlyElementsOf(IntStream.range(0, 100).mapToObj(i -> prefix + i).toList());
    }
  }

  private static void appendAll(LogWriter writer, String prefix) {
    for (int i = 0; i < 100; i++) {
      writer.append(roots(prefix + i), 0, i % 10 == 0 ? Durability.DISK : Durability.PROCESS);
    }
  }
}
