package io.leat.engine.oracle;

import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The nodes of a graph in order of rank, found from their patterns alone: repeatedly the smallest
 * name among the nodes whose upstream nodes are all taken.
 */
public final class Ranking {
  private Ranking() {}

  public static List<Node> of(Graph graph) {
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
    return taken;
  }

  /**
   * Whether {@code above} may publish what {@code below} reads; inputs that trigger nothing count
   * too.
   */
  public static boolean feeds(Node above, Node below) {
    return above.outputs().stream()
        .anyMatch(
            output ->
                below.inputs().stream()
                    .anyMatch(input -> input.pattern().overlaps(output.pattern())));
  }
}
