package io.leat.bench;

import io.leat.log.LogStore;
import java.util.List;

/** Forking takes the same time whatever the log's length. */
final class Forks {
  private static final int GROUP = 10_000;
  private static final byte[] VALUE = Appending.value(1);

  private Forks() {}

  static List<Duel> duels(Scale scale) {
    int forks = scale.of(20);
    return List.of(
        new Duel(
            "fork",
            "fork a log of 10 000 000 events; what stands for bare is one of 1 000",
            forks,
            0.67,
            fork(scale.of(1_000), GROUP, forks),
            fork(1, 1_000, forks)));
  }

  private static Side fork(int commits, int group, int forks) {
    return folder -> {
      try (OurLog log = new OurLog(folder)) {
        log.write(VALUE, group, commits, Appending.TOPIC);
        long start = Stopwatch.nanos();
        for (int fork = 0; fork < forks; fork++) {
          log.store().fork("fork" + fork, LogStore.MAIN, (long) commits * group / 2);
        }
        return Stopwatch.nanos() - start;
      }
    };
  }
}
