package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.HandOver;
import io.leat.log.LogException;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/**
 * How roots from outside get onto a branch: by this process where the branch is free, by the
 * process that holds it where one does.
 */
record Appending(Place place, Graph graph, Machine machine) {

  /** How long to wait for a holder that does not take hand-overs. */
  private static final long PATIENCE_MS = 5_000;

  private static final long REST_NANOS = 5_000_000;

  /**
   * Appends roots as one atomic batch, if the guard lets it, and returns the offset of the first.
   *
   * @throws LogException.Unavailable if the branch is held by a process that does not take appends
   */
  long append(List<Root> roots, Durability durability, Guard guard) {
    Door.check(graph, roots);
    long untilMs = machine.clock().millis() + PATIENCE_MS;
    LogWriter free;
    for (int attempt = 0; ; attempt++) {
      try {
        free = place.log().write();
        break;
      } catch (LogException.Unavailable refused) {
        OptionalLong first = handOver(roots, durability, guard);
        if (first.isPresent()) {
          return first.getAsLong();
        }
        if (!waitForHolder(attempt, untilMs)) {
          throw refused;
        }
      }
    }
    try (LogWriter writer = free) {
      return new Door(graph, writer, Options.set(graph, place.log(), roots))
          .append(roots, durability, guard);
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

  /**
   * A holder that does not listen is another append, which ends in a moment, or an engine that
   * starts: then it is worth trying again. False if it was for long enough, or nobody holds.
   */
  private boolean waitForHolder(int attempt, long untilMs) {
    String holder =
        place.store() instanceof ChronicleStore files ? files.holder(place.branch()) : null;
    if (holder == null) {
      return attempt == 0;
    }
    LockSupport.parkNanos(this, REST_NANOS);
    return !holder.equals("this process") && machine.clock().millis() < untilMs;
  }
}
