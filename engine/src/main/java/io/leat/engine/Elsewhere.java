package io.leat.engine;

import io.leat.engine.Eras.Era;
import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.EventLog;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Which outcomes of a branch were made on another line, or before the graph that handled their root
 * took over: those of roots below a fork that lay behind it and were carried over, those that a
 * replay took over as recorded, and those that another graph's engine left with its unfinished
 * roots.
 */
final class Elsewhere {
  private final Extents extents;
  private final Eras eras;

  /** Where this branch, and those that it was forked from, left another. */
  private final List<Long> forks;

  Elsewhere(EventLog log, Eras eras) {
    this.extents = new Extents(log, UnaryOperator.identity());
    this.eras = eras;
    this.forks =
        log.ancestry().stream()
            .map(Branch::fork)
            .filter(Objects::nonNull)
            .map(Branch.Fork::offset)
            .toList();
  }

  /**
   * Whether an invocation was made elsewhere, as far as the log can tell.
   *
   * @param products what it published; may be empty
   */
  boolean made(Event root, String node, List<Event> products) {
    if (root.origin() != null && extents.at(root.offset()).mayInherit(node)) {
      return true;
    }
    Era era = eras.handling(root.offset());
    if (era != null && madeBefore(era, root, products)) {
      return true;
    }
    long written =
        !products.isEmpty() ? products.getFirst().offset() : era == null ? 0 : era.compiled();
    return forks.stream().anyMatch(fork -> root.offset() < fork && written >= fork);
  }

  private boolean madeBefore(Era era, Event root, List<Event> products) {
    boolean known = !products.isEmpty() && products.getFirst().offset() > era.compiled();
    return era.compiled() != eras.all().getFirst().compiled()
        && root.offset() < era.compiled()
        && !known;
  }
}
