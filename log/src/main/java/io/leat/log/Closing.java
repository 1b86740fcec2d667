package io.leat.log;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Closes segments beside the writer, in order: a closed segment is forced and hashed. Used by one
 * thread.
 */
final class Closing {
  private final Executor executor;
  private FutureTask<Links.Link> last;
  private boolean any;

  /**
   * What happens first.
   *
   * @param start gives the link over all segments before the one that is written to now
   */
  Closing(Executor executor, Supplier<Links.Link> start) {
    this.executor = executor;
    this.last = new FutureTask<>(start::get);
  }

  /** The link over all segments that were closed. Waits for it. */
  Links.Link link() {
    last.run(); // no effect but on the start, which nobody may ever need
    try {
      return last.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LogException.Unavailable("interrupted while a segment was closed", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof LogException known
          ? known
          : new IllegalStateException(e.getCause());
    }
  }

  /** Waits until all segments are closed that are to be. */
  void await() {
    if (any) {
      var _ = link();
    }
  }

  /** Closes the next segment, {@code task} forces it and gives the link over it too. */
  void close(Supplier<Links.Link> task) {
    any = true;
    last = new FutureTask<>(task::get);
    executor.execute(last);
  }
}
