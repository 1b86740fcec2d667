package io.leat.engine;

import io.leat.log.CountingClock;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * All that the engine does not decide: the clock, and the threads that slow nodes run on. The only
 * place that touches them, so that a simulation can take its place.
 *
 * @param clock what the log's times come from, and what retries wait by
 * @param beside runs invocations of slow nodes, and what the log does with a segment that is full
 */
public record Machine(InstantSource clock, Executor beside) implements AutoCloseable {

  /** This computer: the system's clock, and a thread for each invocation that is under way. */
  public static Machine real() {
    ExecutorService threads =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "leat-beside");
              thread.setDaemon(true);
              return thread;
            });
    return new Machine(new CountingClock(InstantSource.system(), System::nanoTime), threads);
  }

  @Override
  public void close() {
    if (beside instanceof ExecutorService threads) {
      threads.shutdownNow();
    }
  }
}
