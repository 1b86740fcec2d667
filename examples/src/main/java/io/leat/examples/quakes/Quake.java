package io.leat.examples.quakes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A seismic event as the survey reports it.
 *
 * @param time ms since 1970
 * @param type what shook the ground, such as {@code earthquake} or {@code quarry blast}
 * @param mag negative for the smallest
 * @param place such as {@code 22km NNE of Hualian, Taiwan}
 * @param depth km below sea level; negative above it
 */
record Quake(String id, long time, String type, double mag, String place, double depth) {

  boolean isEarthquake() {
    return type.equals("earthquake");
  }

  /** The day in UTC. */
  LocalDate date() {
    return LocalDate.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  /** What follows the last comma of the place, as a segment of a topic name. */
  String region() {
    String name = place.substring(place.lastIndexOf(',') + 1);
    String segment = name.replaceAll("[^\\p{L}\\p{Nd}]+", "-").replaceAll("^-|-$", "");
    return segment.isEmpty() ? "unknown" : segment;
  }
}
