package io.leat.testkit;

import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to. Begins with the year 2026. */
final class StoryClock implements InstantSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Makes it as late as this, unless it is later already. */
  void reach(Instant time) {
    now = time.isAfter(now) ? time : now;
  }
}
