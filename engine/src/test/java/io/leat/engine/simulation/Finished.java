package io.leat.engine.simulation;

import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.Subject.Identity;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which invocations a log shows to be finished: those up to their node's last recorded outcome, and
 * those at roots at which a node downstream has an outcome, under the graph that ran then.
 */
final class Finished {
  private static final Comparator<Identity> ORDER =
      Comparator.comparingLong(Identity::root).thenComparingInt(Identity::call);

  /**
   * The last outcome of each node while one graph ran.
   *
   * @param graph null for what a fork carried over before a graph was compiled on it
   */
  private record Reign(@Nullable Graph graph, Map<String, Identity> last) {}

  private final List<Reign> reigns;

  Finished() {
    this(new ArrayList<>());
  }

  private Finished(List<Reign> reigns) {
    this.reigns = reigns;
  }

  /** From now on another graph runs. */
  void compiled(Graph graph) {
    reigns.add(new Reign(graph, new HashMap<>()));
  }

  /** An outcome is recorded. */
  void recorded(Identity outcome) {
    if (reigns.isEmpty()) {
      reigns.add(new Reign(null, new HashMap<>()));
    }
    reigns
        .getLast()
        .last()
        .merge(outcome.node(), outcome, (a, b) -> ORDER.compare(a, b) > 0 ? a : b);
  }

  /** What is known now, whatever is recorded later. */
  Finished soFar() {
    var copy = new ArrayList<Reign>();
    reigns.forEach(reign -> copy.add(new Reign(reign.graph(), Map.copyOf(reign.last()))));
    return new Finished(copy);
  }

  boolean covers(Identity call) {
    return reigns.stream().anyMatch(reign -> covers(reign, call));
  }

  private static boolean covers(Reign reign, Identity call) {
    Identity own = reign.last().get(call.node());
    if (own != null && ORDER.compare(call, own) <= 0) {
      return true;
    }
    Graph graph = reign.graph();
    return graph != null && hasOutcomeBelow(reign, graph, call);
  }

  private static boolean hasOutcomeBelow(Reign reign, Graph graph, Identity call) {
    return below(graph, call.node()).stream()
        .map(node -> reign.last().get(node.name()))
        .anyMatch(outcome -> outcome != null && outcome.root() >= call.root());
  }

  private static List<Node> below(Graph graph, String name) {
    var reached = new ArrayList<Node>();
    var below = new ArrayList<Node>();
    for (Node node : Ranking.of(graph)) {
      if (node.name().equals(name)) {
        reached.add(node);
      } else if (reached.stream().anyMatch(above -> Ranking.feeds(above, node))) {
        reached.add(node);
        below.add(node);
      }
    }
    return below;
  }
}
