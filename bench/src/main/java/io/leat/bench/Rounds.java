package io.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * How often a duel is repeated. Both sides run in every round, the one that goes first in turn, so
 * that a machine that slows down slows both.
 *
 * @param warming rounds that count for nothing
 * @param counted rounds that count
 */
record Rounds(int warming, int counted) {

  /**
   * Runs a duel.
   *
   * @param folder where the sides get folders of their own
   */
  Result run(Duel duel, Path folder) throws IOException {
    double[] ours = new double[counted];
    double[] bare = new double[counted];
    for (int round = -warming; round < counted; round++) {
      boolean oursFirst = round % 2 == 0;
      double first = once(oursFirst ? duel.ours() : duel.bare(), folder) / duel.units();
      double second = once(oursFirst ? duel.bare() : duel.ours(), folder) / duel.units();
      if (round >= 0) {
        ours[round] = oursFirst ? first : second;
        bare[round] = oursFirst ? second : first;
      }
    }
    return new Result(duel, ours, bare);
  }

  private static double once(Side side, Path folder) throws IOException {
    Path own = Files.createTempDirectory(folder, "side-");
    try {
      return side.run(own);
    } finally {
      delete(own);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
