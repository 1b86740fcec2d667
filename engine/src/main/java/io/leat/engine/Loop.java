package io.leat.engine;

import io.leat.log.Idle;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Drives an engine on the thread that calls {@link #run}: works while there is work, then waits
 * until there may be some.
 */
final class Loop {
  private final Machine machine;
  private final Idle idle;
  private @Nullable Meter meter;
  private volatile boolean stopping;
  private volatile @Nullable Throwable broken;

  Loop(Machine machine, Idle idle) {
    this.machine = machine;
    this.idle = idle;
  }

  /** Lets somebody ask between two pieces of work. */
  void metered(Meter meter) {
    this.meter = meter;
  }

  /**
   * Runs until told to stop.
   *
   * @throws IllegalStateException if something that runs beside has ended by itself; an error, as
   *     it is
   * @param untilSettled whether to return too once everything in the log is settled
   */
  void run(Engine engine, boolean untilSettled) {
    while (!stopping) {
      checkWhole();
      if (meter != null) {
        meter.answer(engine);
      }
      int ticks = untilSettled ? 0 : engine.tick();
      if (ticks + engine.doWork() > 0) {
        idle.reset();
      } else if (untilSettled && engine.settled()) {
        return;
      } else {
        long tickMs = untilSettled ? Long.MAX_VALUE : engine.nextTickMs();
        long dueMs = Math.min(tickMs, engine.nextDueMs()) - machine.clock().millis();
        idle.rest(TimeUnit.MILLISECONDS.toNanos(Math.max(1, dueMs)));
      }
    }
  }

  /**
   * A task without which {@link #run} cannot go on, for a thread of its own: if it breaks, so does
   * the run.
   */
  Runnable needed(Runnable task) {
    return () -> {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        broken = e;
        wakeUp();
      }
    };
  }

  private void checkWhole() {
    if (broken instanceof Error error) {
      throw error;
    }
    if (broken != null) {
      throw new IllegalStateException("what runs beside the engine has ended", broken);
    }
  }

  /** Says that there may be work. Any thread. */
  void wakeUp() {
    idle.wakeUp();
  }

  /** Makes {@link #run} return soon. Any thread. */
  void stop() {
    stopping = true;
    wakeUp();
  }
}
