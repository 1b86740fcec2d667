package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import java.util.List;
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

  /** The branch that this one was forked from; null if it is no fork, or that one was deleted. */
  @Nullable Branch parent(LogStore store) {
    Branch.Fork fork = branch().fork();
    return fork == null
        ? null
        : store.branches().stream()
            .filter(other -> other.line().equals(fork.line()))
            .findFirst()
            .orElse(null);
  }
}
