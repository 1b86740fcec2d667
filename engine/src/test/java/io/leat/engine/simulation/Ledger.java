package io.leat.engine.simulation;

import io.leat.engine.simulation.Subject.Identity;
import io.leat.engine.simulation.Subject.Ran;
import io.leat.nodes.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * What was computed, against what the log held when the engine was started: a recorded outcome is
 * never computed again (laws 3 and 5), and neither is what a recorded outcome implies to have been
 * finished.
 */
final class Ledger {
  private final List<Ran> ran = new ArrayList<>();
  private final Map<Identity, Integer> ranSinceStart = new HashMap<>();
  private Finished finished = new Finished();
  private long settled;

  /**
   * The engine is about to be started.
   *
   * @param finished what the log shows to be finished
   * @param settled every root below it is
   * @param end where the log ends
   */
  void starts(Finished finished, long settled, long end) {
    this.finished = finished;
    this.settled = settled;
    ranSinceStart.clear();
    ran.removeIf(call -> call.root() >= end);
  }

  /** Another graph: what ran and was not recorded would run otherwise now. */
  void forget() {
    ran.clear();
  }

  /**
   * Node code was called.
   *
   * @param attempts how often it may be
   */
  private void ran(Ran call, int attempts) {
    var identity = new Identity(call.root(), call.node(), call.call());
    int attempt = ranSinceStart.merge(identity, 1, Integer::sum);
    demand(attempt <= attempts, identity, "ran for the " + attempt + ". time since the start");
    demand(call.root() >= settled, identity, "ran below settled root " + settled);
    demand(!finished.covers(identity), identity, "ran although the log shows that it is finished");
    ran.add(call);
  }

  /** Every call that can be compared with what the rule demands. */
  List<Ran> all() {
    return ran;
  }

  /** Demands that what ran since the start was at roots from an offset on. */
  void demandNothingBelow(long offset) {
    for (Identity call : ranSinceStart.keySet()) {
      demand(call.root() >= offset, call, "ran although everything was settled before the start");
    }
  }

  /** Tells of calls of a graph's nodes. */
  Consumer<Ran> of(Graph graph) {
    return call -> ran(call, Objects.requireNonNull(graph.node(call.node())).attempts());
  }

  private static void demand(boolean holds, Identity identity, String otherwise) {
    if (!holds) {
      throw new AssertionError(
          "%d.%s.%d %s".formatted(identity.root(), identity.node(), identity.call(), otherwise));
    }
  }
}
