package io.leat.log;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Closes segments beside the writer: a closed segment is hashed, and forced. Used by one thread.
 */
final class Closing {
  /** The writer waits with the next segment while so many closed ones are not on the disk. */
  static final int UNFORCED_MAX = 4;

  private final Executor executor;
  private final Deque<Future<?>> forces = new ArrayDeque<>();
  private FutureTask<Links.Link> hash;

  /**
   * What happens first.
   *
   * @param start gives the link to go on from; need not cover all segments
   */
  Closing(Executor executor, Supplier<Links.Link> start) {
    this.executor = executor;
    this.hash = new FutureTask<>(start::get);
  }

  /** The link over all segments that were closed, or that it started from. Waits for it. */
  Links.Link link() {
    hash.run(); // unless a thread has taken it; nobody takes the start, which may never be needed
    return outcome(hash);
  }

  /**
   * Closes the next segment.
   *
   * @param hash gives the link over it too
   * @param force returns when it is on the disk
   */
  void close(Supplier<Links.Link> hash, Runnable force) {
    while (forces.size() >= UNFORCED_MAX) {
      outcome(forces.remove());
    }
    this.hash = new FutureTask<>(hash::get);
    FutureTask<?> forced = new FutureTask<>(force, null);
    forces.add(forced);
    executor.execute(this.hash);
    executor.execute(forced);
  }

  /** Waits until all segments are closed that are to be. */
  void await() {
    while (!forces.isEmpty()) {
      outcome(forces.remove());
      link();
    }
  }

  /** Waits for a task to end, however often the thread is interrupted meanwhile. */
  static void await(Future<?> task) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        interrupted = true;
      } catch (ExecutionException e) {
        break; // for those who ask for the outcome
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  static <T> T outcome(Future<T> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogException.Unavailable("interrupted while a segment was closed", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LogException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }
}
