package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.leat.engine.Difference.Change;
import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Type;
import io.leat.state.TraversalReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In what two branches differ. */
class DiffTest {
  /** More than are held at once, so that they are read again. */
  private static final int MANY = 25_000;

  private static Graph graph() {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    NodeBuilder node = graph.node("big").version("1");
    Input<JsonNode> in = node.input("in", "x/{k}");
    Option<Long> limit = node.option("limit", Type.INTEGER, 5L);
    Output<JsonNode> out = node.output("out", "big/{k}");
    node.run(
        call -> {
          if (call.get(in).asInt() >= call.get(limit)) {
            call.publish(out, call.get(in));
            call.publish(out, IntNode.valueOf(0));
          }
        });
    return graph.build();
  }

  private static Leat run(int roots) {
    Leat leat = Leat.inMemory(graph());
    List<Root> batch = new ArrayList<>();
    for (int i = 0; i < roots; i++) {
      batch.add(new Root("x/" + i % 3, Json.value(Integer.toString(i % 10))));
    }
    leat.append(batch, Durability.PROCESS);
    leat.run();
    return leat;
  }

  private static void replay(Leat leat, long from, String onto, String limit) {
    Root setting = new Root("big.limit", Json.value(limit));
    leat.branches().replay(from, onto, leat.graph(), List.of(setting), null);
  }

  private static List<Difference> diff(Leat leat, String a, String b) {
    List<Difference> found = new ArrayList<>();
    assertThat(leat.branches().diff(a, b, found::add)).isEqualTo(found.size());
    return found;
  }

  private static List<Difference> diffStates(Leat leat, String a, String b) {
    List<Difference> found = new ArrayList<>();
    assertThat(leat.branches().diffStates(a, b, found::add)).isEqualTo(found.size());
    return found;
  }

  @Test
  void everyProductThatAnOptionBringsOrTakesIsTold() {
    try (Leat leat = run(10)) {
      replay(leat, 0, "more", "4");
      replay(leat, 8, "fewer", "9");

      assertThat(diff(leat, "main", "more"))
          .filteredOn(difference -> difference.node() != null)
          .hasSize(2)
          .allMatch(difference -> difference.change() == Change.ADDED);
      assertThat(diff(leat, "main", "fewer"))
          .filteredOn(difference -> difference.node() != null)
          .hasSize(2)
          .allMatch(difference -> difference.change() == Change.MISSING);
      assertThat(diff(leat, "more", "more")).isEmpty();
    }
  }

  @Test
  void traversalsComeInOrderThoughAllRootsLieBeforeWhatTheyCaused() {
    try (Leat leat = run(MANY);
        TraversalReader reader = TraversalReader.of(leat.log())) {
      long expected = 0;
      for (var next = reader.next(); next != null && expected < MANY; next = reader.next()) {
        assertThat(next.root().offset()).isEqualTo(expected);
        assertThat(next.products()).hasSize(expected % 10 < 5 ? 0 : 2);
        expected++;
      }
      assertThat(expected).isEqualTo(MANY);
    }
  }

  @Test
  void longBranchesAreComparedRootByRoot() {
    try (Leat leat = run(MANY)) {
      replay(leat, 0, "fork", "4");

      assertThat(diff(leat, "main", "fork").stream().filter(d -> d.node() != null))
          .hasSize(2 * MANY / 10);
    }
  }

  @Test
  void statesDifferWhereTheLastValuesDo() {
    try (Leat leat = run(10)) {
      leat.append("x/0", Json.value("5"));
      leat.run();
      replay(leat, 0, "fork", "9");

      assertThat(diffStates(leat, "main", "fork"))
          .extracting(Difference::topic, Difference::change)
          .containsExactly(
              tuple("big.limit", Change.ADDED),
              tuple("big/1", Change.MISSING),
              tuple("big/2", Change.MISSING));
      assertThat(diffStates(leat, "main", "main")).isEmpty();
    }
  }

  @Test
  void statesDifferWhereOnlyOneBranchHasANewNode() {
    try (Leat main = run(10)) {
      main.branches().fork("fork", main.log().end());
      GraphBuilder more = Graph.builder();
      more.topic("x/{k}");
      NodeBuilder node = more.node("copy").version("1");
      Input<JsonNode> in = node.input("in", "x/{k}");
      Output<JsonNode> out = node.output("out", "copy/{k}");
      node.run(call -> call.publish(out, call.get(in)));
      main.on("fork").with(more.build()).run();

      assertThat(diffStates(main, "main", "fork"))
          .extracting(Difference::topic, Difference::change)
          .containsExactly(
              tuple("copy/0", Change.ADDED),
              tuple("copy/1", Change.ADDED),
              tuple("copy/2", Change.ADDED));
    }
  }
}
