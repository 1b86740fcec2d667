package io.leat.engine;

import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks a running engine for its traffic once a second and leaves it in a file. Runs on a thread of
 * its own, so that it can tell too what the engine's thread is stuck at.
 */
final class Meter implements Runnable, AutoCloseable {
  private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TrafficFile file;
  private final InstantSource clock;
  private final Trace trace;
  private final Runnable wakeUp;

  private volatile boolean asked;
  private volatile @Nullable Traffic answer;
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  private Trace.@Nullable InHand stuckAt;
  private long stuckSinceMs;

  Meter(TrafficFile file, InstantSource clock, Trace trace, Runnable wakeUp) {
    this.file = file;
    this.clock = clock;
    this.trace = trace;
    this.wakeUp = wakeUp;
    file.delete();
  }

  /** Answers if asked. On the engine's thread, between two pieces of work. */
  void answer(Engine engine) {
    if (asked) {
      answer = engine.traffic(clock.millis());
      asked = false;
    }
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the same answer, not an equal one
  public void run() {
    thread = Thread.currentThread();
    Traffic before = null;
    while (!closed) {
      asked = true;
      wakeUp.run();
      LockSupport.parkNanos(EVERY_NANOS);
      Traffic now = answer;
      if (now != null && !closed) {
        Traffic rated = before == null || before == now ? now : now.since(before);
        write(rated.at(clock.millis(), asked ? busy(rated) : null));
        before = now;
      }
    }
    file.delete();
  }

  /** What the engine's thread is at, if it was at the same when last asked. */
  private Traffic.@Nullable Busy busy(Traffic now) {
    Trace.InHand inHand = trace.inHand();
    long nowMs = clock.millis();
    if (inHand == null || !inHand.equals(stuckAt)) {
      stuckAt = inHand;
      stuckSinceMs = nowMs;
      return null;
    }
    long forMs = nowMs - stuckSinceMs;
    return new Traffic.Busy(now.nodes().get(inHand.rank()).name(), inHand.root(), forMs);
  }

  /** What cannot be written is not seen; the engine goes on. */
  private void write(Traffic traffic) {
    try {
      file.write(traffic);
    } catch (IOException _) {
      file.delete();
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    file.delete();
  }
}
