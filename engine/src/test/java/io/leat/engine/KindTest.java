package io.leat.engine;

import static io.leat.engine.OnRecord.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.log.Faults;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Kind;
import io.leat.nodes.Output;
import io.leat.nodes.value.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * Recorded nodes answer once; effects are delivered at least once, with a key, and never on forks.
 */
class KindTest {
  private final List<String> ran = new ArrayList<>();

  /** A node that another reads. It fails while it is told to, on the second of its calls. */
  private Graph graph(Kind kind, Function<Output<Long>, Code> code) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x");
    var node = graph.node("asks").version("1").kind(kind);
    node.input("x", "x");
    node.run(code.apply(node.output("answer", "answer", Type.INTEGER)));
    var reader = graph.node("reads").version("1");
    reader.input("answer", "answer");
    Output<Long> seen = reader.output("seen", "seen", Type.INTEGER);
    reader.run(call -> call.publish(seen, 1L));
    return graph.build();
  }

  private Graph dice(Kind kind) {
    return graph(
        kind,
        answer ->
            call -> {
              ran.add(kind == Kind.EFFECT ? call.key(0) : "asks");
              call.publish(answer, (long) ran.size());
            });
  }

  private static Leat ran(Graph graph, String... values) {
    Leat leat = Leat.inMemory(graph);
    for (String value : values) {
      leat.append(List.of(new Root("x", Json.value(value))), Durability.PROCESS);
    }
    leat.run();
    return leat;
  }

  @Test
  void whatARecordedNodeAnsweredHoldsOnAForkTooWhereItIsHandedTheSame() {
    try (Leat main = ran(dice(Kind.RECORDED), "1", "2")) {
      main.branches().replay(0, "again", main.graph(), List.of(), null);

      assertThat(ran).hasSize(2);
      assertThat(valuesOf(main.on("again"), "answer")).containsExactly("1", "2");
      assertThat(valuesOf(main.on("again"), "state-changes.log"))
          .filteredOn(change -> change.contains("invocation recorded"))
          .hasSize(2);
    }
  }

  @Test
  void anAnswerHoldsForTheNodeThatHasAnotherNameNow() {
    try (Leat main = ran(dice(Kind.RECORDED), "1", "2")) {
      Graph renamed = main.graph().renamed(Map.of("asks", "inquires"));

      main.branches().replay(0, "again", renamed, List.of(), null);

      assertThat(ran).hasSize(2);
      assertThat(valuesOf(main.on("again"), "answer")).containsExactly("1", "2");
    }
  }

  @Test
  void otherCodeAnswersAnew() {
    try (Leat main = ran(dice(Kind.RECORDED), "1")) {
      Graph other = main.graph().replace("asks", call -> ran.add("other"));

      main.branches().replay(0, "other", other, List.of(), null);

      assertThat(ran).containsExactly("asks", "other");
      assertThat(valuesOf(main.on("other"), "answer")).isEmpty();
    }
  }

  @Test
  void anEmptyAnswerIsRecordedAndAFailureIsAskedAgainOnAFork() {
    Graph graph =
        graph(
            Kind.RECORDED,
            answer ->
                call -> {
                  ran.add("asks");
                  if (ran.size() == 2) {
                    throw new IllegalStateException("not now");
                  }
                });
    try (Leat main = ran(graph, "1", "2")) {
      main.run();
      assertThat(ran).hasSize(2);

      main.branches().replay(0, "again", graph, List.of(), null);

      assertThat(ran).hasSize(3);
    }
  }

  @Test
  void aRecordedAnswerSurvivesACrashAndOneThatWasNotWrittenIsAskedAgain() {
    Stage stage = new Stage(dice(Kind.RECORDED));
    stage.append("x", "1").settle().crash().settle();
    assertThat(ran).hasSize(1);

    stage.append("x", "2").turn();
    stage.tasks().run(1, new SplittableRandom(1));
    stage.crash().settle();

    assertThat(ran).hasSize(3);
    assertThat(stage.values("answer")).containsExactly("1", "3");
  }

  @Test
  void anEffectIsCalledWithTheSameKeyUntilItsReceiptIsWritten() {
    Stage stage = new Stage(dice(Kind.EFFECT));
    stage.append("x", "1").turn();
    stage.turn().tasks().run(1, new SplittableRandom(1));

    stage.crash().settle().append("x", "2").settle();

    assertThat(ran.subList(0, 2)).containsOnly(ran.getFirst());
    assertThat(ran.getFirst()).matches("[0-9]+\\.asks\\.0\\.0");
    assertThat(ran).hasSize(3);
    assertThat(stage.values("answer")).containsExactly("2", "3");
    assertThat(stage.values("state-changes.log"))
        .filteredOn(change -> change.contains("effect delivered"))
        .hasSize(2);
  }

  @Test
  void whatAnEffectIsHandedIsOnTheDiskBeforeItIsCalled() {
    Stage stage = new Stage(dice(Kind.EFFECT));
    stage.append("x", "1");
    var forces = new ArrayList<Integer>();
    stage
        .store()
        .faults(
            new Faults() {
              @Override
              public void beforeForce(String branch) {
                forces.add(ran.size());
              }
            });

    stage.settle();

    assertThat(forces).containsExactly(0);
    assertThat(ran).hasSize(1);
    stage.losePower();
    assertThat(stage.values("x")).containsExactly("1");
  }

  @Test
  void effectsAreClosedOnForksWhereWhatWasDeliveredStaysDelivered() {
    try (Leat main = ran(dice(Kind.EFFECT), "1")) {
      main.branches().fork("late", main.log().end());
      Leat fork = main.on("late");
      fork.append("x", Json.value("7"));
      fork.run();
      main.branches().replay(0, "again", main.graph(), List.of(), null);

      assertThat(ran).hasSize(1);
      assertThat(valuesOf(main.on("again"), "answer")).containsExactly("1");
      assertThat(valuesOf(fork, "answer")).containsExactly("1");
      assertThat(valuesOf(fork, "state-changes.log").toString()).contains("effect closed");
    }
  }

  @Test
  void aNewEffectIsNotWokenByTheGraphThatBringsIt() {
    Stage stage = new Stage(new ShowGraph(0).outside("x").build());
    stage.append("x", "1").settle();

    stage.restart(dice(Kind.EFFECT)).settle();
    assertThat(ran).isEmpty();

    stage.append("x", "2").settle();
    assertThat(ran).hasSize(1);
  }
}
