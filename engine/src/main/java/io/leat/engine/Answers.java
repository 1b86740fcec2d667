package io.leat.engine;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that have ended, on their way from any thread to the engine's. Adding one takes no
 * memory: there may be none left, and an answer that was lost would be waited for without end.
 */
final class Answers {

  /** The latest; each leads to the one before it by {@link Attempt#next}. */
  private final AtomicReference<@Nullable Attempt> latest = new AtomicReference<>();

  /** Any thread; each attempt once. */
  void add(Attempt attempt) {
    Attempt before;
    do {
      before = latest.get();
      attempt.next = before;
    } while (!latest.compareAndSet(before, attempt));
  }

  /**
   * Takes all that are there. One thread.
   *
   * @return the first that was added, which leads to the others in order by {@link Attempt#next};
   *     null if there is none
   */
  @Nullable Attempt take() {
    Attempt first = null;
    for (Attempt at = latest.getAndSet(null); at != null; ) {
      Attempt before = at.next;
      at.next = first;
      first = at;
      at = before;
    }
    return first;
  }
}
