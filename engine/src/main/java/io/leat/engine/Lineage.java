package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Where the roots of a branch were first appended: there, on a line that it was forked from, or
 * where they were carried over from.
 */
record Lineage(LogStore store, Branch branch) {

  static Lineage of(LogStore store, String branch) {
    return new Lineage(store, store.log(branch).branch());
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
    Branch line = branch;
    for (Branch.Fork fork = line.fork(); fork != null && root < fork.offset(); fork = line.fork()) {
      line = byLine(fork.line());
    }
    return new Origin(line.line(), root);
  }

  /** The branch that this one was forked from; null if it is no fork. */
  @Nullable Branch parent() {
    return branch.fork() == null ? null : byLine(branch.fork().line());
  }

  private Branch byLine(String line) {
    return store.branches().stream()
        .filter(other -> other.line().equals(line))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no branch has the line " + line));
  }
}
