package io.leat.bench;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.log.Durability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a root of the chain costs an engine that has run for a while, by how many events it has seen
 * and by how many topics it knows. Both sides are we: the other one is small.
 */
final class Growth {
  private Growth() {}

  static List<Duel> duels(Scale scale) {
    int many = scale.of(10_000_000);
    int few = scale.of(100_000);
    int keys = scale.of(250_000);
    int roots = scale.of(100_000);
    return List.of(
        new Duel(
            "growth-events",
            "a root of the chain after 10⁷ events; bare: we again, after 10⁵",
            roots,
            1 / 1.5,
            folder -> settleMore(folder, Chain.KEYS, many / 4, roots),
            folder -> settleMore(folder, Chain.KEYS, few / 4, roots)),
        new Duel(
            "growth-topics",
            "a root of the chain over 10⁶ topics; bare: we again, over 10³",
            keys,
            1 / 1.5,
            folder -> settleMore(folder, keys, keys, keys),
            folder -> settleMore(folder, 250, keys, keys)),
        new Duel(
            "growth-log",
            "the same by a loop on our log, without an engine",
            keys,
            0,
            folder -> onLog(new SumsOnLog(folder, keys), keys),
            folder -> onLog(new SumsOnLog(folder, 250), keys)),
        new Duel(
            "growth-state",
            "the same, with the last value of each topic in a hash map",
            keys,
            0,
            folder -> onLog(new StateOnLog(folder, keys), keys),
            folder -> onLog(new StateOnLog(folder, 250), keys)));
  }

  /** Runs some roots, then measures others, which are on the log before the clock starts. */
  private static long settleMore(Path folder, int keys, int before, int measured) {
    try (Leat leat = Leat.open(folder, Chain.graph());
        Run run = leat.start(List.of(), null)) {
      settle(run, keys, before);
      append(run, keys, before, measured);
      long start = System.nanoTime();
      while (run.doWork() > 0) {}
      long nanos = System.nanoTime() - start;
      Check.same(3L * (before + measured), run.toTheEnd().published());
      return nanos;
    }
  }

  private static long onLog(ChainOnLog chain, int roots) {
    try (ChainOnLog loop = chain) {
      loop.append(roots);
      long _ = loop.run(roots);
      loop.append(roots);
      return loop.run(roots);
    }
  }

  /** Puts roots of the chain through the engine, a thousand groups at a time. */
  static void settle(Run run, int keys, int roots) {
    int piece = 1_000 * Chain.GROUP;
    for (int done = 0; done < roots; done += piece) {
      append(run, keys, done, Math.min(piece, roots - done));
      while (run.doWork() > 0) {}
    }
  }

  /** Appends roots in groups, to one key after the other. */
  private static void append(Run run, int keys, int first, int roots) {
    for (int done = 0; done < roots; done += Chain.GROUP) {
      List<Root> group = new ArrayList<>(Chain.GROUP);
      for (int i = 0; i < Math.min(Chain.GROUP, roots - done); i++) {
        group.add(Chain.root(first + done + i, keys));
      }
      var _ = run.append(group, Durability.PROCESS);
    }
  }
}
