package io.leat.bench;

import io.leat.log.Batch;
import io.leat.log.ChronicleStore;
import io.leat.log.Commit;
import io.leat.log.CountingClock;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.log.Name;
import io.leat.log.Payload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What {@link Chain} computes, as a loop over our log: it reads the same roots and writes the same
 * products with node, root and cause as the engine would, as many a commit, but there is no engine
 * and there are no nodes. What the engine takes beyond this is its own.
 */
final class ChainOnLog implements AutoCloseable {
  /** As many as the engine takes into a commit. */
  private static final int ROOTS_PER_COMMIT = 256;

  private static final int PREFIX = "in/".length();

  private final ExecutorService beside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final ChronicleStore store;
  private final LogWriter writer;
  private final Batch batch = Batch.create();

  private final Name scale = Name.of("scale");
  private final Name sum = Name.of("sum");
  private final Name flag = Name.of("flag");
  private final int keys;
  private final Name[] scaled;
  private final Name[] sums;
  private final Name[] flags;
  private final long[] totals;

  /** Where the roots begin that were appended last. */
  private long first;

  ChainOnLog(Path folder, int keys) {
    this.keys = keys;
    scaled = new Name[keys];
    sums = new Name[keys];
    flags = new Name[keys];
    totals = new long[keys];
    var clock = new CountingClock(InstantSource.system(), System::nanoTime);
    store = ChronicleStore.open(folder, clock, beside);
    writer = store.log(LogStore.MAIN).write();
    for (int key = 0; key < keys; key++) {
      scaled[key] = Name.of("scaled/" + key);
      sums[key] = Name.of("sum/" + key);
      flags[key] = Name.of("flag/" + key);
    }
  }

  /** Appends roots, to one key after the other. */
  void append(int roots) {
    first = writer.end();
    for (int number = 0; number < roots; ) {
      for (int i = 0; i < Chain.GROUP && number < roots; i++, number++) {
        root(batch, number);
      }
      commit(0);
    }
  }

  private void root(Batch batch, int number) {
    batch.root("in/" + number % keys, payload(number % 100), null, false);
  }

  /**
   * Reads each root that was appended last and writes what it causes.
   *
   * @return nanoseconds
   */
  long run(int roots) {
    try (LogReader reader = store.log(LogStore.MAIN).read(first)) {
      long start = System.nanoTime();
      for (int done = 0; done < roots; ) {
        Commit commit = Objects.requireNonNull(reader.next(), "roots are missing");
        for (Event root : commit.events()) {
          products(root);
          done++;
          if (done % ROOTS_PER_COMMIT == 0) {
            commit(root.offset() + 1);
          }
        }
      }
      commit(0);
      return System.nanoTime() - start;
    }
  }

  /** Appends roots one by one, each after another thread has written what the last one causes. */
  Latencies hops(int hops) {
    Thread other = Thread.ofPlatform().unstarted(() -> answer(hops));
    other.start();
    Batch asked = Batch.create();
    try (LogReader reader = store.log(LogStore.MAIN).read(0)) {
      return Latencies.of(
          hops,
          hop -> {
            asked.clear();
            root(asked, hop);
            writer.append(asked, 0, Durability.PROCESS);
            Hop.awaitProduct(reader);
          });
    }
  }

  private void answer(int hops) {
    try (LogReader reader = store.log(LogStore.MAIN).read(0)) {
      for (int done = 0; done < hops; ) {
        Commit commit = reader.next();
        if (commit == null) {
          Thread.onSpinWait();
        } else if (commit.events().getFirst().isRoot()) {
          products(commit.events().getFirst());
          commit(commit.end());
          done++;
        }
      }
    }
  }

  private void products(Event root) {
    int key = Integer.parseInt(root.topic(), PREFIX, root.topic().length(), 10);
    long of = root.offset();
    long tripled = 3 * number(root.payload());
    totals[key] += tripled;
    long flagged = totals[key] >= Chain.LIMIT ? 1 : 0;
    int first = batch.product(scaled[key], payload(tripled), of, scale, 0, 0, of);
    int second = batch.product(sums[key], payload(totals[key]), of, sum, 0, 0, Batch.here(first));
    batch.product(flags[key], payload(flagged), of, flag, 0, 0, Batch.here(second));
  }

  private void commit(long settled) {
    writer.append(batch, settled, Durability.PROCESS);
    batch.clear();
  }

  private static Payload payload(long number) {
    return Payload.of(Long.toString(number).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static long number(Payload payload) {
    long number = 0;
    for (int i = 0; i < payload.length(); i++) {
      number = 10 * number + payload.at(i) - '0';
    }
    return number;
  }

  @Override
  public void close() {
    writer.close();
    store.close();
    beside.close();
  }
}
