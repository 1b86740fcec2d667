package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.HandOver;
import io.leat.log.LogException;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
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
   * Appends roots as one atomic batch and returns the offset of the first.
   *
   * @throws LogException.Unavailable if the branch is held by a process that does not take appends
   */
  long append(List<Root> roots, Durability durability) {
    Door.check(graph, roots);
    long untilMs = machine.clock().millis() + PATIENCE_MS;
    LogWriter free;
    for (int attempt = 0; ; attempt++) {
      try {
        free = place.log().write();
        break;
      } catch (LogException.Unavailable refused) {
        OptionalLong first = handOver(roots, durability);
        if (first.isPresent()) {
          return first.getAsLong();
        }
        if (!waitForHolder(attempt, untilMs)) {
          throw refused;
        }
      }
    }
    try (LogWriter writer = free) {
      Set<String> options = Door.optionTopics(graph);
      return new Door(graph, writer, current(options, roots)).append(roots, durability);
    }
  }

  /** Hands roots over to the process that holds the branch. Empty if nobody listens. */
  private OptionalLong handOver(List<Root> roots, Durability durability) {
    Path folder = place.branchFolder();
    if (folder == null) {
      return OptionalLong.empty();
    }
    Batch batch = Batch.create(place.store().objects());
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

  /** The last values of the options that are to be set. */
  private Map<String, Value> current(Set<String> options, List<Root> roots) {
    Map<String, Value> values = new HashMap<>();
    if (roots.stream().anyMatch(root -> options.contains(root.topic()))) {
      CurrentValues all = CurrentValues.at(place.log(), Long.MAX_VALUE);
      for (String option : options) {
        CurrentValues.Current current = all.get(option);
        if (current != null) {
          values.put(option, LoggedValue.of(current.last().payload()));
        }
      }
    }
    return values;
  }
}
