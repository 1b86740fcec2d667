package io.leat.engine.oracle;

import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The nodes of a graph in order of rank, found from their patterns alone: repeatedly the smallest
 * name among the nodes whose upstream nodes are all taken.
 */
public final class Ranking {
  private final Graph graph;
  private final List<Node> nodes;
  private final Map<String, Set<String>> below = new HashMap<>();

  public Ranking(Graph graph) {
    this.graph = graph;
    this.nodes = ranked(graph);
  }

  private static List<Node> ranked(Graph graph) {
    var left = new ArrayList<>(graph.nodes());
    var taken = new ArrayList<Node>();
    while (!left.isEmpty()) {
      Node next =
          left.stream()
              .filter(node -> left.stream().noneMatch(other -> feeds(other, node)))
              .min(Comparator.comparing(Node::name, Utf8.ORDER))
              .orElseThrow(() -> new IllegalStateException("a cycle among " + left));
      left.remove(next);
      taken.add(next);
    }
    return List.copyOf(taken);
  }

  public Graph graph() {
    return graph;
  }

  /** Every node, in order of rank. */
  public List<Node> nodes() {
    return nodes;
  }

  /** The names of the nodes downstream of one; none if there is no such node. */
  public Set<String> below(String name) {
    return below.computeIfAbsent(name, this::findBelow);
  }

  private Set<String> findBelow(String name) {
    var reached = new ArrayList<Node>();
    var found = new HashSet<String>();
    for (Node node : nodes) {
      if (node.name().equals(name)) {
        reached.add(node);
      } else if (reached.stream().anyMatch(above -> feeds(above, node))) {
        reached.add(node);
        found.add(node.name());
      }
    }
    return found;
  }

  /**
   * Whether {@code above} may publish what {@code below} reads; inputs that trigger nothing count
   * too.
   */
  private static boolean feeds(Node above, Node below) {
    return above.outputs().stream()
        .anyMatch(
            output ->
                below.inputs().stream()
                    .anyMatch(input -> input.pattern().overlaps(output.pattern())));
  }
}
