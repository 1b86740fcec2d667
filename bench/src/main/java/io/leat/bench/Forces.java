package io.leat.bench;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Appending until it is on the disk. */
final class Forces {
  private static final int THREADS = 16;

  private Forces() {}

  static List<Duel> duels(Scale scale) {
    int forces = scale.of(200);
    return List.of(
        new Duel(
            "force",
            "append single events, each on the disk before the next; bare: fsync of its file",
            forces,
            0,
            ours(1, forces),
            bare(1, forces)),
        new Duel(
            "force-shared",
            "the same by 16 threads at once",
            forces / THREADS * THREADS + THREADS,
            0,
            ours(THREADS, forces / THREADS + 1),
            bare(THREADS, forces / THREADS + 1)));
  }

  private static Side ours(int threads, int forces) {
    return folder -> {
      try (OurLog log = new OurLog(folder);
          OurLog.Forced forced = log.forced(Appending.VALUE, Appending.TOPIC)) {
        return together(threads, () -> repeat(forces, forced::append));
      }
    };
  }

  private static Side bare(int threads, int forces) {
    return folder -> {
      try (BareQueue queue = new BareQueue(folder);
          BareQueue.Forced forced = queue.forced(Appending.VALUE)) {
        return together(threads, () -> repeat(forces, forced::append));
      }
    };
  }

  private static void repeat(int times, Runnable work) {
    for (int i = 0; i < times; i++) {
      work.run();
    }
  }

  /** Wall time in any case: what is measured is waiting. */
  private static long together(int threads, Runnable work) {
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      long start = System.nanoTime();
      List<? extends Future<?>> all =
          java.util.stream.IntStream.range(0, threads).mapToObj(i -> pool.submit(work)).toList();
      for (Future<?> one : all) {
        one.get();
      }
      return System.nanoTime() - start;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
