package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Graphs whose nodes publish what they see: {@code name(input=value …)}, so that a story can be
 * read off the last product.
 */
final class ShowGraph {
  private final GraphBuilder graph = Graph.builder();
  private final int jobs;

  /**
   * @param jobs of each node beside the engine; 0 to run on its thread
   */
  ShowGraph(int jobs) {
    this.jobs = jobs;
  }

  ShowGraph outside(String... topics) {
    for (String topic : topics) {
      graph.topic(topic);
    }
    return this;
  }

  /** A node of this name that publishes to a topic of this name what it sees on others. */
  ShowGraph node(String name, String... topics) {
    return node(name, name, OnFailure.SKIP, _ -> false, topics);
  }

  /**
   * @param fails on which sights it fails
   */
  ShowGraph node(
      String name, String output, OnFailure onFailure, Predicate<String> fails, String... topics) {
    NodeBuilder node = graph.node(name).version("1").onFailure(onFailure);
    var inputs = new ArrayList<Input<JsonNode>>();
    for (String topic : topics) {
      inputs.add(node.input("i" + inputs.size(), topic));
    }
    run(node, show(name, inputs, node.output("out", output), fails));
    return this;
  }

  /** A node that counts the events of a topic. */
  ShowGraph counter(String name, String topic) {
    NodeBuilder node = graph.node(name).version("1").own();
    node.input("in", topic);
    Output<JsonNode> out = node.output("out", name);
    run(
        node,
        call ->
            call.publish(out, IntNode.valueOf(1 + call.own(out).map(JsonNode::asInt).orElse(0))));
    return this;
  }

  Graph build() {
    return graph.build();
  }

  private void run(NodeBuilder node, Code code) {
    if (jobs > 0) {
      node.beside(jobs, code);
    } else {
      node.run(code);
    }
  }

  private static Code show(
      String name, List<Input<JsonNode>> inputs, Output<JsonNode> out, Predicate<String> fails) {
    return call -> {
      var seen = new ArrayList<String>();
      for (Input<JsonNode> input : inputs) {
        seen.add(call.present(input) ? text(call.get(input)) : "?");
      }
      String sight = name + "(" + String.join(" ", seen) + ")";
      if (fails.test(sight)) {
        throw new IllegalStateException("does not like " + sight);
      }
      call.publish(out, TextNode.valueOf(sight));
    };
  }

  private static String text(@Nullable JsonNode value) {
    return value == null ? "null" : value.asText();
  }
}
