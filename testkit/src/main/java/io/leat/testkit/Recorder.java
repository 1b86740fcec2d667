package io.leat.testkit;

import io.leat.engine.EngineEvent;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes down each invocation of a story with what it published. */
final class Recorder implements Consumer<EngineEvent> {

  private record Root(int number, String topic) {}

  private final Map<Long, Root> roots = new HashMap<>();
  private final Map<String, EngineEvent.Invoked> calls = new LinkedHashMap<>();
  private final Map<String, List<Product>> published = new HashMap<>();
  private final Answers answers;
  private List<Node> nodes = List.of();

  /**
   * @param answers what nodes publish that are not run
   */
  Recorder(Answers answers) {
    this.answers = answers;
  }

  @Override
  public void accept(EngineEvent step) {
    switch (step) {
      case EngineEvent.Taken root when !root.topic().equals(Graph.STATE_CHANGES) ->
          roots.putIfAbsent(root.root(), new Root(roots.size(), root.topic()));
      case EngineEvent.Invoked call -> calls.put(call.handed().invocation(), call);
      default -> {}
    }
  }

  /**
   * The same graph, whose nodes are heard when they publish. Those that are not pure are not run.
   */
  Graph around(Graph graph) {
    nodes = graph.nodes();
    return Surrounded.graph(
        graph,
        (node, runner, handed) -> {
          List<Product> products =
              node.kind() == Kind.PURE ? runner.run(handed) : answer(node, handed.invocation());
          published.put(handed.invocation(), products);
          return products;
        });
  }

  private List<Product> answer(Node node, String invocation) {
    EngineEvent.Invoked call = calls.get(invocation);
    Root root = call == null ? null : roots.get(call.root());
    return call == null || root == null ? List.of() : answers.of(root.number, node, call.call());
  }

  /** In the order in which they were called; those without a root that counts are left out. */
  List<Invocation> invocations() {
    List<Invocation> invocations = new ArrayList<>();
    for (EngineEvent.Invoked call : calls.values()) {
      Root root = roots.get(call.root());
      for (int rank = 0; root != null && rank < nodes.size(); rank++) {
        Node node = nodes.get(rank);
        if (node.name().equals(call.node())) {
          List<Product> products = published.get(call.handed().invocation());
          invocations.add(
              new Invocation(
                  root.number, root.topic, rank, node, call.call(), call.handed(), products));
        }
      }
    }
    return invocations;
  }
}
