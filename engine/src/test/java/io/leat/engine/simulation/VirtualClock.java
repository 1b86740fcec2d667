package io.leat.engine.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Time that passes when it is told to. */
public final class VirtualClock implements InstantSource {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private Instant latest = now;

  @Override
  public Instant instant() {
    return now;
  }

  /**
   * Time passes.
   *
   * @param time may be negative: a clock that somebody sets back
   */
  public void pass(Duration time) {
    now = now.plus(time);
    latest = now.isAfter(latest) ? now : latest;
  }

  /** The latest that it ever was, ms since 1970. */
  long latestMs() {
    return latest.toEpochMilli();
  }
}
