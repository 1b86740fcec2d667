package io.leat.examples.quakes;

import java.time.Instant;

/** What is told of one earthquake. */
record Shock(String id, double mag, String place, Instant time) {

  static Shock of(Quake quake) {
    return new Shock(quake.id(), quake.mag(), quake.place(), Instant.ofEpochMilli(quake.time()));
  }

  /** The stronger of two; the first if they are equal. */
  static Shock stronger(Shock first, Shock second) {
    return second.mag > first.mag ? second : first;
  }
}
