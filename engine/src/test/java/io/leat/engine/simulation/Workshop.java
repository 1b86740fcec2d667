package io.leat.engine.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.leat.engine.simulation.Blueprint.In;
import io.leat.engine.simulation.Blueprint.Out;
import io.leat.engine.simulation.Blueprint.Plan;
import io.leat.engine.simulation.Blueprint.Setting;
import io.leat.nodes.Body;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.Mode;
import io.leat.nodes.Node;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Type;
import java.time.Duration;
import java.util.ArrayList;

/** Builds a graph from its plan. */
final class Workshop {
  private static final Duration BACKOFF = Duration.ofMillis(700);

  private Workshop() {}

  /** The graph, with nodes that fail now and then before they succeed. */
  static Graph build(Blueprint blueprint, Health health, Diary diary) {
    Graph once = steady(blueprint, health, diary);
    return declared(blueprint)
        .nodes(once.nodes().stream().map(node -> tried(node, blueprint, diary)).toList())
        .build();
  }

  /** The same graph, with nodes that succeed or fail at the first attempt. */
  static Graph steady(Blueprint blueprint, Health health, Diary diary) {
    GraphBuilder graph = declared(blueprint);
    blueprint.nodes().forEach(plan -> add(graph, plan, health, diary));
    return graph.build();
  }

  private static GraphBuilder declared(Blueprint blueprint) {
    GraphBuilder graph = Graph.builder();
    blueprint.outside().forEach(graph::topic);
    blueprint.times().forEach(t -> graph.time(t.topic(), Duration.ofMillis(t.everyMs())));
    for (Plan plan : blueprint.nodes()) {
      for (Out out : plan.outputs()) {
        if (out.distinct()) {
          graph.distinct(out.pattern(), Type.ANY);
        } else {
          graph.topic(out.pattern());
        }
      }
    }
    return graph;
  }

  /** As a command would be that is tried several times; what is not pure is written down. */
  private static Node tried(Node node, Blueprint blueprint, Diary diary) {
    int attempts = blueprint.plan(node.name()).attempts();
    Body flaky = attempts == 1 ? node.body() : new Flaky(node.body(), attempts);
    return new Node(
        node.name(),
        node.inputs(),
        node.outputs(),
        node.options(),
        node.variables(),
        node.own(),
        node.context(),
        node.kind(),
        node.code(),
        node.kind() == Kind.PURE ? flaky : diary.of(flaky),
        attempts,
        BACKOFF,
        node.onFailure());
  }

  private static void add(GraphBuilder graph, Plan plan, Health health, Diary diary) {
    NodeBuilder node = graph.node(plan.name()).version(Integer.toString(plan.version()));
    if (plan.stops()) {
      node.onFailure(OnFailure.STOP);
    }
    var inputs = new ArrayList<Input<JsonNode>>();
    for (In in : plan.inputs()) {
      var modes = new ArrayList<Mode>();
      if (!in.trigger()) {
        modes.add(Mode.LOOKUP);
      }
      if (in.required()) {
        modes.add(Mode.REQUIRED);
      }
      inputs.add(node.input(in.name(), in.pattern(), modes.toArray(Mode[]::new)));
    }
    var outputs = new ArrayList<Output<JsonNode>>();
    for (Out out : plan.outputs()) {
      outputs.add(node.output(out.name(), out.pattern()));
    }
    var options = new ArrayList<Option<JsonNode>>();
    for (Setting option : plan.options()) {
      Mode[] modes = option.trigger() ? new Mode[0] : new Mode[] {Mode.LOOKUP};
      options.add(node.option(option.name(), Type.ANY, IntNode.valueOf(option.fallback()), modes));
    }
    if (plan.own()) {
      node.own();
    }
    if (plan.context()) {
      node.context();
    }
    node.kind(plan.kind());
    if (plan.timeoutMs() > 0) {
      node.timeout(Duration.ofMillis(plan.timeoutMs()));
    }
    var code = new Scrambler(plan, health, diary, inputs, outputs, options);
    if (plan.jobs() > 0) {
      node.beside(plan.jobs(), code);
    } else {
      node.run(code);
    }
  }
}
