package io.leat.engine.simulation;

import io.leat.engine.simulation.Subject.Identity;
import io.leat.engine.simulation.Subject.Ran;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What was computed, against what the log held when the engine was started: a recorded outcome is
 * never computed again (laws 3 and 5), and neither is what a recorded outcome implies to have been
 * finished.
 */
final class Ledger {
  private final List<Ran> ran = new ArrayList<>();
  private final Map<Identity, Integer> ranSinceStart = new HashMap<>();
  private final Set<String> effects = new HashSet<>();
  private final boolean closed;
  private boolean anyDice;
  private Finished finished = new Finished();
  private long settled;

  /**
   * @param closed whether no effect may run
   */
  Ledger(boolean closed) {
    this.closed = closed;
  }

  /** Whether a call was made since the engine was started. */
  boolean ranSinceStart(Identity call) {
    return ranSinceStart.containsKey(call);
  }

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
    for (Ran call : ran) {
      demand(
          call.root() < end || !effects.contains(call.node()),
          id(call),
          "was an effect of a root that was lost");
    }
    ran.removeIf(call -> call.root() >= end || mayRunOtherwise(call));
  }

  /** What is lost of nodes that are not pure is not computed again as it was. */
  private boolean mayRunOtherwise(Ran call) {
    return anyDice && !effects.contains(call.node()) && !finished.covers(id(call));
  }

  private static Identity id(Ran call) {
    return new Identity(call.root(), call.node(), call.call());
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
    Identity identity = id(call);
    demand(!closed || !effects.contains(call.node()), identity, "is an effect and ran on a fork");
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
    effects.clear();
    for (Node node : graph.nodes()) {
      anyDice |= node.kind() != Kind.PURE;
      if (node.kind() == Kind.EFFECT) {
        effects.add(node.name());
      }
    }
    return call -> ran(call, Objects.requireNonNull(graph.node(call.node())).attempts());
  }

  private static void demand(boolean holds, Identity identity, String otherwise) {
    if (!holds) {
      throw new AssertionError(
          "%d.%s.%d %s".formatted(identity.root(), identity.node(), identity.call(), otherwise));
    }
  }
}
