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
      if (engine.doWork() > 0) {
        idle = 0;
      } else if (untilSettled && engine.settled()) {
        return;
      } else {
        rest(engine, ++idle);
      }
    }
  }

  private void rest(Engine engine, int idle) {
    if (idle <= SPINS) {
      Thread.onSpinWait();
    } else {
      long untilAttemptMs = engine.nextAttemptMs() - machine.clock().millis();
      long napNanos =
          Math.clamp(TimeUnit.MILLISECONDS.toNanos(Math.max(1, untilAttemptMs)), 1, NAP_NANOS_MAX);
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
