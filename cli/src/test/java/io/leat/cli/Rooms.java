package io.leat.cli;

import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;

/** A graph for tests: judges the temperature of rooms, and fails at 13. */
public final class Rooms {

  private Rooms() {}

  public static Graph graph() {
    return graph(OnFailure.SKIP);
  }

  /** The same with a node that stops the engine when it fails. */
  public static final class Strict {

    private Strict() {}

    public static Graph graph() {
      return Rooms.graph(OnFailure.STOP);
    }
  }

  /** The same with a node that counts the verdicts. */
  public static final class Larger {

    private Larger() {}

    public static Graph graph() {
      var graph = Rooms.graph().with();
      NodeBuilder count = graph.node("count").own();
      count.input("verdict", "verdict/*");
      Output<Long> total = count.output("count", "count", Type.INTEGER);
      count.run(call -> call.publish(total, call.own(total).orElse(0L) + 1));
      return graph.build();
    }
  }

  /** The same with a node that other options must be set for. */
  public static final class Demanding {

    private Demanding() {}

    public static Graph graph() {
      var graph = Graph.builder();
      Topic<Double> readings = graph.topic("reading/{room}", Type.NUMBER);
      NodeBuilder judge = graph.node("judge");
      judge.input("reading", readings);
      judge.option("limit", Type.NUMBER);
      judge.option("label", Type.STRING);
      judge.run(_ -> {});
      return graph.build();
    }
  }

  private static Graph graph(OnFailure onFailure) {
    var graph = Graph.builder();
    Type<Double> celsius =
        Type.NUMBER.where("celsius", "at least -273.15", degrees -> degrees >= -273.15);
    Topic<Double> readings = graph.topic("reading/{room}", celsius);
    graph.topic("order/{id}", Type.OBJECT);
    NodeBuilder judge = graph.node("judge").onFailure(onFailure);
    Input<Double> reading = judge.input("reading", readings);
    Option<Double> limit = judge.option("limit", celsius, 25.0);
    Output<String> verdict = judge.output("verdict", "verdict/{room}", Type.STRING);
    judge.run(
        call -> {
          Double degrees = java.util.Objects.requireNonNull(call.get(reading));
          if (degrees == 13) {
            throw new IllegalStateException("13 is unlucky");
          }
          call.publish(verdict, degrees > call.get(limit) ? "too warm" : "fine");
        });
    return graph.build();
  }
}
