package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replay with another graph, whose options nobody has set yet. */
class ReplayOptionsTest {

  /** Adds what its option says, which has no default. */
  private static Graph adding() {
    var graph = Graph.builder();
    NodeBuilder add = graph.node("add");
    Input<Long> x = add.input("x", graph.topic("x", Type.INTEGER));
    Option<Long> more = add.option("more", Type.INTEGER);
    Output<Long> sum = add.output("sum", "sum", Type.INTEGER);
    add.run(call -> call.publish(sum, call.get(x) + call.get(more)));
    return graph.build();
  }

  private static Graph plain() {
    var graph = Graph.builder();
    var _ = graph.topic("x", Type.INTEGER);
    return graph.build();
  }

  private static Leat history() {
    Leat leat = Leat.inMemory(plain());
    leat.append(List.of(new Root("x", Json.value("1"))), Durability.PROCESS);
    leat.run();
    leat.append(List.of(new Root("x", Json.value("2"))), Durability.PROCESS);
    leat.run();
    return leat;
  }

  @Test
  void isRefusedBeforeAnythingIsWrittenWithoutThem() {
    try (Leat leat = history()) {
      assertThatThrownBy(() -> leat.branches().replay(0, "added", adding(), List.of(), null))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("option add.more has no value and no default");

      assertThat(leat.branches().list()).hasSize(1);
    }
  }

  @Test
  void takesThemFromWhoeverAsksForIt() {
    try (Leat leat = history()) {
      var set = List.of(new Root("add.more", Json.value("10")));

      leat.branches().replay(0, "added", adding(), set, null);
      leat.branches().replay(leat.get("x").orElseThrow().offset(), "later", adding(), set, null);

      assertThat(OnRecord.valuesOf(leat.on("added"), "sum")).containsExactly("11", "12");
      assertThat(OnRecord.valuesOf(leat.on("later"), "sum")).endsWith("12");
    }
  }

  @Test
  void takesThemFromBelowTheFork() {
    try (Leat leat = history()) {
      Leat with = leat.with(adding());
      var set = List.of(new Root("add.more", Json.value("5")));
      with.append(set, Durability.PROCESS);
      with.run();
      with.append(List.of(new Root("x", Json.value("3"))), Durability.PROCESS);
      with.run();
      long last =
          OnRecord.events(with).stream()
              .filter(e -> e.topic().equals("x"))
              .toList()
              .getLast()
              .offset();

      leat.branches().replay(last, "again", adding(), List.of(), null);

      assertThat(OnRecord.valuesOf(leat.on("again"), "sum")).endsWith("8");
    }
  }
}
