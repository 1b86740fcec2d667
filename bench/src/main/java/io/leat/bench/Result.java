package io.leat.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What came of a duel: one number for each round.
 *
 * @param oursNanos time of a unit of work
 * @param bareNanos the same, of the other side
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Result(Duel duel, double[] oursNanos, double[] bareNanos) {

  /** What stands above such lines. */
  static String heading(String other) {
    return String.format(
        Locale.ROOT,
        "%-24s %14s %14s %7s %15s %7s",
        "",
        "ours, ns",
        other + ", ns",
        "ratio",
        "from … to",
        "limit");
  }

  /** How much of the other side's speed is reached: the median of all rounds. */
  double ratio() {
    return middle(ratios());
  }

  boolean met() {
    return ratio() >= duel.atLeast();
  }

  /** One line of a table. */
  @Override
  public String toString() {
    double[] ratios = ratios();
    return String.format(
        Locale.ROOT,
        "%-24s %,14.1f %,14.1f %7.2f %6.2f … %6.2f %7s  %s",
        duel.name(),
        middle(oursNanos),
        middle(bareNanos),
        middle(ratios),
        ratios[0],
        ratios[ratios.length - 1],
        duel.atLeast() == 0 ? "" : String.format(Locale.ROOT, "%.2f", duel.atLeast()),
        met() ? "" : "MISSED");
  }

  /** Round by round, so that what disturbs both sides of a round counts for neither; sorted. */
  private double[] ratios() {
    double[] ratios = new double[oursNanos.length];
    Arrays.setAll(ratios, round -> bareNanos[round] / oursNanos[round]);
    Arrays.sort(ratios);
    return ratios;
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
