package io.leat.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a long work end in order when the process is interrupted (Ctrl-C, SIGTERM): the JVM ends,
 * with 130 or 143, once the work has been told to stop and this has been closed. Open it first, so
 * that it is closed last.
 */
final class CleanStop implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 30;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::stopAndWait, "leat-stop");
  private Runnable stop = () -> {};
  private boolean stopping;

  CleanStop() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Says how the work is stopped.
   *
   * @param stop makes the work end soon; called by another thread, once
   */
  synchronized void by(Runnable stop) {
    this.stop = stop;
    if (stopping) {
      stop.run();
    }
  }

  /** Whether the process was interrupted. */
  synchronized boolean stopping() {
    return stopping;
  }

  private void stopAndWait() {
    synchronized (this) {
      stopping = true;
      stop.run();
    }
    try {
      boolean _ = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Says that the work has ended, and all that was to be printed is. */
  @Override
  public synchronized void close() {
    ended.countDown();
    if (!stopping) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM has just begun to end: there is nothing left that the hook would wait for.
        stopping = true;
      }
    }
  }
}
