package io.leat.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Drives an engine on the thread that calls {@link #run}: works while there is work, then spins,
 * and sleeps until woken.
 */
final class Loop {
  private static final int SPINS = 1_000;
  private static final long NAP_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(50);

  private final Machine machine;
  private volatile boolean stopping;
  private volatile @Nullable Thread thread;

  Loop(Machine machine) {
    this.machine = machine;
  }

  /**
   * Runs until told to stop.
   *
   * @param untilSettled whether to return too once everything in the log is settled
   */
  void run(Engine engine, boolean untilSettled) {
    thread = Thread.currentThread();
    int idle = 0;
    while (!stopping) {
      int ticks = untilSettled ? 0 : engine.tick();
      if (ticks + engine.doWork() > 0) {
        idle = 0;
      } else if (untilSettled && engine.settled()) {
        return;
      } else {
        rest(untilSettled ? Long.MAX_VALUE : engine.nextTickMs(), engine, ++idle);
      }
    }
  }

  private void rest(long nextTickMs, Engine engine, int idle) {
    if (idle <= SPINS) {
      Thread.onSpinWait();
    } else {
      long dueMs = Math.min(nextTickMs, engine.nextAttemptMs()) - machine.clock().millis();
      long napNanos =
          Math.clamp(TimeUnit.MILLISECONDS.toNanos(Math.max(1, dueMs)), 1, NAP_NANOS_MAX);
      LockSupport.parkNanos(this, napNanos);
    }
  }

  /** Says that there may be work. Any thread. */
  void wakeUp() {
    LockSupport.unpark(thread);
  }

  /** Makes {@link #run} return soon. Any thread. */
  void stop() {
    stopping = true;
    wakeUp();
  }
}
