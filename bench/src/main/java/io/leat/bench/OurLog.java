package io.leat.bench;

import io.leat.log.Batch;
import io.leat.log.ChronicleStore;
import io.leat.log.Commit;
import io.leat.log.CountingClock;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventReader;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.log.Payload;
import io.leat.log.TopicFilter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The log of Leat, used as an embedding program uses it. */
final class OurLog implements AutoCloseable {
  private final ExecutorService beside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final ChronicleStore store;

  OurLog(Path folder) {
    var clock = new CountingClock(InstantSource.system(), System::nanoTime);
    store = ChronicleStore.open(folder, clock, beside);
  }

  /**
   * Appends {@code commits} batches, each of {@code group} events with the value, to the topics in
   * turn.
   *
   * @return nanoseconds
   */
  long write(byte[] value, int group, int commits, String... topics) {
    Payload payload = Payload.of(value);
    Batch batch = Batch.create();
    try (LogWriter writer = store.log(LogStore.MAIN).write()) {
      int topic = 0;
      long start = Stopwatch.nanos();
      for (int commit = 0; commit < commits; commit++) {
        batch.clear();
        for (int i = 0; i < group; i++) {
          batch.root(topics[topic], payload, null, false);
          topic = topic + 1 == topics.length ? 0 : topic + 1;
        }
        writer.append(batch, 0, Durability.PROCESS);
      }
      return Stopwatch.nanos() - start;
    }
  }

  /**
   * Reads everything, event by event.
   *
   * @param check what must have been read: the sum of the first bytes of all values
   * @return nanoseconds
   */
  long read(long check) {
    try (LogReader reader = store.log(LogStore.MAIN).read(0)) {
      long sum = 0;
      long start = Stopwatch.nanos();
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          sum += event.payload().at(0);
        }
      }
      long nanos = Stopwatch.nanos() - start;
      Check.same(check, sum);
      return nanos;
    }
  }

  /**
   * Reads the events of one topic.
   *
   * @param expected how many there are
   * @return nanoseconds
   */
  long read(String topic, int expected) {
    long start = Stopwatch.nanos();
    try (EventReader reader = store.log(LogStore.MAIN).read(0, TopicFilter.only(topic))) {
      int found = 0;
      while (reader.next() != null) {
        found++;
      }
      long nanos = Stopwatch.nanos() - start;
      Check.same(expected, found);
      return nanos;
    }
  }

  /**
   * Opens a reader at {@code seeks} offsets below {@code end} and reads what is there.
   *
   * @return nanoseconds
   */
  long seek(int end, int seeks) {
    SplittableRandom random = new SplittableRandom(1);
    long start = Stopwatch.nanos();
    for (int seek = 0; seek < seeks; seek++) {
      long offset = random.nextInt(end);
      try (LogReader reader = store.log(LogStore.MAIN).read(offset)) {
        Check.same(offset, Objects.requireNonNull(reader.next()).first());
      }
    }
    return Stopwatch.nanos() - start;
  }

  /** Appends single events that are on the disk before the call returns. */
  Forced forced(byte[] value, String topic) {
    return new Forced(store.log(LogStore.MAIN).write(), Payload.of(value), topic);
  }

  /** A writer that many threads share. */
  record Forced(LogWriter writer, Payload payload, String topic) implements AutoCloseable {

    void append() {
      Batch batch = Batch.create();
      batch.root(topic, payload, null, false);
      writer.append(batch, 0, Durability.DISK);
    }

    @Override
    public void close() {
      writer.close();
    }
  }

  LogStore store() {
    return store;
  }

  @Override
  public void close() {
    store.close();
    beside.close();
  }
}
