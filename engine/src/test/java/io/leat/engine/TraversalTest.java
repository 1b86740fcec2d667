package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.simulation.Subject;
import io.leat.engine.simulation.Subject.Input;
import io.leat.log.Durability;
import io.leat.log.LogException;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What nodes see, and what they do not. */
class TraversalTest {

  private static ShowGraph diamond(int jobs) {
    return new ShowGraph(jobs)
        .outside("x")
        .node("left", "x")
        .node("right", "x")
        .node("join", "left", "right");
  }

  /** A batch looks for no name that it was given as one, so no two may stand for one text. */
  @Test
  void aTopicThatIsCalledAsANodeHasItsName() {
    Plan plan = new Plan(diamond(0).build());
    for (Station station : plan.stations) {
      assertThat(plan.topics.named(station.node.name()).name).isSameAs(station.name);
    }
  }

  @Test
  void aDiamondNeverMixesVersions() {
    for (long seed = 0; seed < 50; seed++) {
      Stage stage = new Stage(diamond(3).build());
      for (int i = 0; i < 6; i++) {
        stage.append("x", Integer.toString(i)).turn();
      }

      stage.settle(seed);

      var expected = new ArrayList<String>();
      for (int i = 0; i < 6; i++) {
        expected.add("\"join(left(%d) right(%d))\"".formatted(i, i));
      }
      assertThat(stage.values("join")).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void nodesBesideTheThreadAndOnItEndInTheSameCanonicalForm() {
    Stage onIt = new Stage(diamond(0).counter("count", "join").build());
    Stage beside = new Stage(diamond(2).counter("count", "join").build());

    for (Stage stage : List.of(onIt, beside)) {
      stage.append("x", "1").append("x", "2").turn().append("x", "3").settle(3);
    }

    assertThat(beside.canonicalForm()).isEqualTo(onIt.canonicalForm());
  }

  @Test
  void aFailureKeepsThePreviousValueAndItsSiblingsFlow() {
    Graph graph =
        new ShowGraph(0)
            .outside("x")
            .node("picky", "picky", OnFailure.SKIP, "picky(2)"::equals, "x")
            .node("sibling", "x")
            .node("below", "picky", "sibling")
            .build();
    Stage stage = new Stage(graph);

    stage.append("x", "1").append("x", "2").settle();

    assertThat(stage.values("below"))
        .containsExactly("\"below(picky(1) sibling(1))\"", "\"below(picky(1) sibling(2))\"");
    assertThat(stage.values(Graph.STATE_CHANGES))
        .filteredOn(change -> change.contains("\"invocation failed\""))
        .singleElement()
        .asString()
        .contains("\"node\":\"picky\"", "does not like picky(2)");
  }

  @Test
  void aNodeThatStopsTheEngineIsTriedAgainByTheNextStart() {
    var ill = new AtomicBoolean(true);
    Graph graph =
        new ShowGraph(0)
            .outside("x")
            .node("first", "x")
            .node("needy", "needy", OnFailure.STOP, _ -> ill.get(), "first")
            .node("last", "needy")
            .build();
    Stage stage = new Stage(graph);
    stage.append("x", "1");

    assertThatThrownBy(stage::settle).isInstanceOf(Subject.Stopped.class);
    assertThat(stage.values("first")).as("what was done is on the log").hasSize(1);
    assertThat(stage.ran()).hasSize(2);

    ill.set(false);
    stage.crash().settle();
    assertThat(stage.values("last")).containsExactly("\"last(needy(first(1)))\"");
    assertThat(stage.ran()).noneMatch(call -> call.contains("first"));
  }

  @Test
  void badInputIsRefusedAndNothingIsWritten() {
    Stage stage = new Stage(diamond(0).build()).append("x", "1").settle();
    long end = stage.log().end();
    var good = new Input("x", Value.parse("2"));

    for (String topic : List.of("y", "join", Graph.STATE_CHANGES, "x/1", "")) {
      var bad = new Input(topic, Value.parse("2"));
      assertThatThrownBy(() -> stage.engine().append(List.of(good, bad), Durability.DISK))
          .as(topic)
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("event 2 of 2");
    }

    assertThat(stage.log().end()).isEqualTo(end);
  }

  @Test
  void aSecondEngineOnTheBranchIsRefused() {
    Stage stage = new Stage(diamond(0).build());

    assertThatThrownBy(() -> stage.log().write()).isInstanceOf(LogException.Unavailable.class);
  }

  @Test
  void aNodeThatIsNewIsWokenOncePerKnownBinding() {
    Stage stage = new Stage(new ShowGraph(0).outside("x/{id}").build());
    stage.append("x/b", "1").append("x/a", "2").append("x/c", "3").append("x/c", "null").settle();

    stage
        .restart(
            new ShowGraph(0)
                .outside("x/{id}")
                .node("new", "new/{id}", OnFailure.SKIP, _ -> false, "x/{id}")
                .build())
        .settle();

    assertThat(stage.values("new/a")).containsExactly("\"new(2)\"");
    assertThat(stage.values("new/b")).containsExactly("\"new(1)\"");
    assertThat(stage.values("new/c")).isEmpty();
  }

  @Test
  void aNodeThatIsRemovedLeavesItsProductsReadable() {
    Stage stage = new Stage(diamond(0).build()).append("x", "1").settle();

    stage
        .restart(new ShowGraph(0).outside("x").node("left", "x").build())
        .append("x", "2")
        .settle();

    assertThat(stage.values("join")).containsExactly("\"join(left(1) right(1))\"");
    assertThat(stage.values("left")).hasSize(2);
  }

  /** Seed 1578 of the simulation found that the graph of today was asked for the past. */
  @Test
  void anOptionInvokesANodeWhereItWasInvokedUnderTheGraphOfThen() {
    var stage = new Stage(readsWithOption("x/{k}"));
    stage.append("y/b", "1").append("x/a", "1").settle().restart(readsWithOption("x/{k}", "y/{k}"));
    stage.settle().ran();

    long set = stage.log().end();
    stage.append("n.o", "1").settle();

    assertThat(stage.ran()).containsExactly(set + ".n.0");
  }

  private static Graph readsWithOption(String... patterns) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    graph.topic("y/{k}");
    NodeBuilder node = graph.node("n").version("1");
    for (String pattern : patterns) {
      node.input(pattern.substring(0, 1), pattern);
    }
    node.option("o", Type.INTEGER, 0L);
    node.run(_ -> {});
    return graph.build();
  }
}
