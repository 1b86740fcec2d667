package io.leat.testkit;

import io.leat.nodes.Failed;
import io.leat.nodes.Graph;
import java.util.HashSet;
import java.util.Set;

/** The nodes that fail at present because the story says so. */
final class Outages {
  private final Set<String> failing = new HashSet<>();

  void begin(String node) {
    failing.add(node);
  }

  void end(String node) {
    failing.remove(node);
  }

  /** The same graph, of which each node fails as long as it is to. */
  Graph around(Graph graph) {
    return Surrounded.graph(
        graph,
        (node, runner, handed) -> {
          if (failing.contains(node.name())) {
            throw new Failed("the story says that it fails");
          }
          return runner.run(handed);
        });
  }
}
