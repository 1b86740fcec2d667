package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.HandOver;
import io.leat.log.LogException;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;

/**
 * How roots from outside get onto a branch: by this process where the branch is free, by the
 * process that holds it where one does.
 *
 * @param turn shared by all who append to the branch in this process
 */
record Appending(Place place, Graph graph, Lock turn) {

  /** How often to rest while a holder does not take hand-overs: five seconds and more. */
  private static final int RESTS_MAX = 1_000;

  private static final long REST_NANOS = 5_000_000;

  /**
   * Appends roots as one atomic batch, if the guard lets it, and returns the offset of the first. A
   * holder that does not listen is another append, which ends in a moment, or an engine that starts
   * or stops: that is waited for.
   *
   * @throws LogException.Unavailable if the branch is held by a process that does not take appends
   */
  long append(List<Root> roots, Durability durability, Guard guard) {
    Door.check(graph, roots);
    for (int rests = 0; ; rests++) {
      try {
        return appendHere(roots, durability, guard);
      } catch (LogException.Held held) {
        OptionalLong first = handOver(roots, durability, guard);
        if (first.isPresent()) {
          return first.getAsLong();
        }
        if (place.branchFolder() == null || rests == RESTS_MAX) {
          throw held;
        }
        LockSupport.parkNanos(this, REST_NANOS);
      }
    }
  }

  /** The threads of this process take turns, so that none is refused because of another. */
  private long appendHere(List<Root> roots, Durability durability, Guard guard) {
    turn.lock();
    try (LogWriter writer = place.log().write()) {
      return new Door(graph, writer, Options.set(graph, place.log(), roots))
          .append(roots, durability, guard);
    } finally {
      turn.unlock();
    }
  }

  /** Hands roots over to the process that holds the branch. Empty if nobody listens. */
  private OptionalLong handOver(List<Root> roots, Durability durability, Guard guard) {
    Path folder = place.branchFolder();
    if (folder == null) {
      return OptionalLong.empty();
    }
    Batch batch = guard.batch(roots, place.store().objects());
    roots.forEach(root -> batch.root(root.topic(), LoggedValue.payload(root.value()), null, false));
    return HandOver.offer(folder, batch, durability);
  }
}
