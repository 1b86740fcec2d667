package io.leat.log;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes where it is told, backwards too. */
final class ManualClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  void move(Duration by) {
    now = now.plus(by);
  }
}
