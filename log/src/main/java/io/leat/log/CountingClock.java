package io.leat.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Another clock's time for less: that clock is asked once a millisecond, and a counter of
 * nanoseconds tells what has passed since. So a step of the clock is followed within a millisecond.
 * Thread-safe if both are.
 */
public final class CountingClock implements InstantSource {
  private static final long LOOK_NANOS = 1_000_000;

  /** What the clock said, and what the counter said just before. */
  private record Look(long nanos, Instant time) {}

  private final InstantSource clock;
  private final LongSupplier nanos;
  private volatile Look last;

  /**
   * @param nanos a counter that goes on whatever the clock does, such as {@link System#nanoTime}
   */
  public CountingClock(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.last = look(nanos.getAsLong());
  }

  @Override
  public Instant instant() {
    long now = nanos.getAsLong();
    Look look = last;
    long passed = now - look.nanos;
    if (passed < 0 || passed >= LOOK_NANOS) {
      look = look(now);
      last = look;
      passed = 0;
    }
    return look.time.plusNanos(passed);
  }

  private Look look(long now) {
    return new Look(now, clock.instant());
  }
}
