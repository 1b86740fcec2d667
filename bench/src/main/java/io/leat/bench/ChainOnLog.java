package io.leat.bench;

import io.leat.engine.Root;
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
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/**
 * What {@link Chain} computes, as a loop over our log: it reads the same roots and writes the same
 * products with node, root and cause as the engine would, as many a commit, but there is no engine.
 * What the engine takes beyond this is its own.
 */
abstract class ChainOnLog implements AutoCloseable {
  /** As many as the engine takes into a commit. */
  private static final int ROOTS_PER_COMMIT = 256;

  private static final int PREFIX = "in/".length();

  private final ExecutorService beside =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
  private final IntFunction<Root> roots;
  private final ChronicleStore store;
  private final LogWriter writer;
  private final Batch batch = Batch.create();
  private final Name scale = Name.of("scale");
  private final Name sum = Name.of("sum");
  private final Name flag = Name.of("flag");

  /** Where the roots begin that were appended last. */
  private long first;

  /**
   * A loop that has appended nothing yet.
   *
   * @param roots by number
   */
  ChainOnLog(Path folder, IntFunction<Root> roots) {
    this.roots = roots;
    var clock = new CountingClock(InstantSource.system(), System::nanoTime);
    store = ChronicleStore.open(folder, clock, beside);
    writer = store.log(LogStore.MAIN).write();
  }

  /** Computes what a root causes, and hands it to {@link #write}. */
  abstract void products(Event root);

  /** The key of a root of the chain. */
  static int key(Event root) {
    return Integer.parseInt(root.topic(), PREFIX, root.topic().length(), 10);
  }

  /** Appends roots, to one key after the other. */
  void append(int count) {
    first = writer.end();
    for (int number = 0; number < count; ) {
      for (int i = 0; i < Chain.GROUP && number < count; i++, number++) {
        root(batch, number);
      }
      commit(0);
    }
  }

  private void root(Batch batch, int number) {
    Root root = roots.apply(number);
    batch.root(root.topic(), Payload.of(root.value().bytes()), null, false);
  }

  /**
   * Reads each root that was appended last and writes what it causes.
   *
   * @return nanoseconds
   */
  long run(int count) {
    try (LogReader reader = store.log(LogStore.MAIN).read(first)) {
      long start = System.nanoTime();
      for (int done = 0; done < count; ) {
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

  /** Adds the three products of a root to the commit under way. */
  void write(long root, Names at, Payload scaled, Payload total, Payload flagged) {
    int first = batch.product(at.scaled, scaled, root, scale, 0, 0, root);
    int second = batch.product(at.sum, total, root, sum, 0, 0, Batch.here(first));
    batch.product(at.flag, flagged, root, flag, 0, 0, Batch.here(second));
  }

  private void commit(long settled) {
    writer.append(batch, settled, Durability.PROCESS);
    batch.clear();
  }

  @Override
  public void close() {
    writer.close();
    store.close();
    beside.close();
  }

  /** The topics of a key. */
  record Names(Name scaled, Name sum, Name flag) {
    static Names of(int key) {
      return new Names(Name.of("scaled/" + key), Name.of("sum/" + key), Name.of("flag/" + key));
    }

    /** By key. */
    static Names[] all(int keys) {
      Names[] all = new Names[keys];
      Arrays.setAll(all, Names::of);
      return all;
    }
  }

  /** Whole numbers as the log has them. */
  static final class Digits {
    private Digits() {}

    static Payload of(long number) {
      return Payload.of(Long.toString(number).getBytes(StandardCharsets.ISO_8859_1));
    }

    static long read(Payload payload) {
      long number = 0;
      for (int i = 0; i < payload.length(); i++) {
        number = 10 * number + payload.at(i) - '0';
      }
      return number;
    }
  }
}
