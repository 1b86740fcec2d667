package io.leat.examples.quakes;

/**
 * What is told of many earthquakes.
 *
 * @param meanDepth km, to 10 m
 * @param depthSum metres, whole so that the sum does not depend on the order
 */
record Summary(long count, Shock strongest, double meanDepth, long depthSum) {

  static Summary of(Quake quake) {
    return of(1, Shock.of(quake), metres(quake));
  }

  /** This and one more. */
  Summary and(Quake quake) {
    Shock stronger = Shock.stronger(strongest, Shock.of(quake));
    return of(count + 1, stronger, depthSum + metres(quake));
  }

  private static Summary of(long count, Shock strongest, long depthSum) {
    return new Summary(count, strongest, Math.round(depthSum / 10.0 / count) / 100.0, depthSum);
  }

  private static long metres(Quake quake) {
    return Math.round(quake.depth() * 1_000);
  }
}
