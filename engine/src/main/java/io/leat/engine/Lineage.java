package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Where the roots of a branch were first appended: there, on a line that it was forked from, or
 * where they were carried over from.
 *
 * @param lines the branch, its parent, and so on
 */
record Lineage(List<Branch> lines) {

  static Lineage of(LogStore store, String branch) {
    return new Lineage(store.log(branch).ancestry());
  }

  Branch branch() {
    return lines.getFirst();
  }

  /** A root of this branch, to be appended to another. */
  Carried carried(Event root) {
    return new Carried(root, origin(root.offset(), null), origin(root));
  }

  /** Whether a root came from a line that this branch was forked from. */
  boolean carriedFromParents(Event root) {
    return root.origin() != null
        && lines.stream().skip(1).anyMatch(line -> line.line().equals(root.origin().line()));
  }

  /**
   * Both branches share every event below this offset.
   *
   * @throws Invalid if they have no line in common
   */
  long sharedBelow(Lineage other) {
    OptionalLong common = commonBelow(other);
    if (common.isPresent()) {
      return common.getAsLong();
    }
    throw new Invalid(
        "branches "
            + branch().name()
            + " and "
            + other.branch().name()
            + " have no history in common");
  }

  /** As {@link #sharedBelow}; empty if they have no line in common. */
  OptionalLong commonBelow(Lineage other) {
    Map<String, Long> limits = limits();
    for (Map.Entry<String, Long> line : other.limits().entrySet()) {
      Long limit = limits.get(line.getKey());
      if (limit != null) {
        return OptionalLong.of(Math.min(limit, line.getValue()));
      }
    }
    return OptionalLong.empty();
  }

  /**
   * Tells the roots of a log from an offset on, in order; what the engine says of itself is none.
   */
  static void tellRoots(EventLog log, long from, Consumer<Event> told) {
    try (LogReader reader = log.read(from)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES)) {
            told.accept(event);
          }
        }
      }
    }
  }

  /** By line, the offset below which this branch has what it holds; the branch's own first. */
  Map<String, Long> limits() {
    Map<String, Long> limits = new LinkedHashMap<>();
    long limit = Long.MAX_VALUE;
    for (Branch line : lines) {
      limits.put(line.line(), limit);
      limit = line.fork() == null ? limit : Math.min(limit, line.fork().offset());
    }
    return limits;
  }

  Origin origin(Event root) {
    return origin(root.offset(), root.origin());
  }

  /**
   * @param carried what the root itself says of it
   */
  Origin origin(long root, @Nullable Origin carried) {
    if (carried != null) {
      return carried;
    }
    for (Branch line : lines) {
      if (line.fork() == null || root >= line.fork().offset()) {
        return new Origin(line.line(), root);
      }
    }
    throw new IllegalStateException("no line of " + lines + " has offset " + root);
  }

  /** The branch that is a line now; null if there is none any more. */
  static @Nullable Branch named(LogStore store, String line) {
    return store.branches().stream()
        .filter(branch -> branch.line().equals(line))
        .findFirst()
        .orElse(null);
  }
}
