package io.leat.log;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * How somebody who follows a log waits while there is nothing to read. Mapped writes of other
 * processes raise no signal, so whoever waits looks again from time to time; how soon is the
 * choice, between a core kept busy and a delay. In the same process {@link #wakeUp} ends a wait.
 *
 * <p>Owned by the thread that waits, but for {@link #wakeUp}.
 */
public final class Idle {
  /** The longest wait of {@link #backingOff}: what an append by another process may be late by. */
  public static final Duration NAP_MAX = Duration.ofMillis(10);

  private static final int SPINS = 1_000;
  private static final int YIELDS = 100;
  private static final long NAP_NANOS_MIN = 50_000;

  private final int spins;
  private final int yields;
  private final long napNanosMin;
  private final long napNanosMax;
  private volatile @Nullable Thread waiting;
  private int rests;
  private long napNanos;

  private Idle(int spins, int yields, long napNanosMin, long napNanosMax) {
    this.spins = spins;
    this.yields = yields;
    this.napNanosMin = napNanosMin;
    this.napNanosMax = napNanosMax;
    this.napNanos = napNanosMin;
  }

  /** Looks again at once: the shortest delay, and a core kept busy. */
  public static Idle spinning() {
    return new Idle(Integer.MAX_VALUE, 0, 0, 0);
  }

  /** Lets others run, then looks again. */
  public static Idle yielding() {
    return new Idle(0, Integer.MAX_VALUE, 0, 0);
  }

  /** Sleeps before it looks again, or until woken. */
  public static Idle parking(Duration nap) {
    return new Idle(0, 0, nap.toNanos(), nap.toNanos());
  }

  /**
   * Spins for a moment, yields a little, then sleeps longer and longer, up to {@link #NAP_MAX}. A
   * reader that is busy has no delay, one that waits costs next to nothing.
   */
  public static Idle backingOff() {
    return new Idle(SPINS, YIELDS, NAP_NANOS_MIN, NAP_MAX.toNanos());
  }

  /** Waits once. */
  public void rest() {
    rest(Long.MAX_VALUE);
  }

  /** Waits once, at most so many nanoseconds. */
  @SuppressWarnings("ThreadPriorityCheck") // to let others run is what was asked for
  public void rest(long nanosMax) {
    Thread current = Thread.currentThread();
    if (!current.equals(waiting)) {
      waiting = current;
    }
    int before = rests;
    if (before < spins) {
      rests++;
      Thread.onSpinWait();
    } else if (before - spins < yields) {
      rests++;
      Thread.yield();
    } else {
      LockSupport.parkNanos(this, Math.min(napNanos, Math.max(1, nanosMax)));
      napNanos = Math.min(napNanosMax, 2 * napNanos);
    }
  }

  /** There was something to read: the next wait is a short one again. */
  public void reset() {
    rests = 0;
    napNanos = napNanosMin;
  }

  /** Ends the wait, or the next one. Any thread. */
  public void wakeUp() {
    LockSupport.unpark(waiting);
  }
}
