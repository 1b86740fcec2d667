package io.leat.engine;

import static io.leat.engine.OnRecord.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.Merge.Side;
import io.leat.engine.oracle.Json;
import io.leat.log.Branch;
import io.leat.log.Durability;
import io.leat.log.LogException;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Output;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A fork's inputs come back by a merge, a fork's history by a promotion. */
class BranchesTest {
  private final List<String> delivered = new ArrayList<>();

  private static Graph graph() {
    return new ShowGraph(0).outside("x", "y").counter("count", "x").node("both", "x", "y").build();
  }

  private Graph posting() {
    var graph = Graph.builder();
    graph.topic("x");
    var node = graph.node("post").version("1").kind(Kind.EFFECT);
    node.input("x", "x");
    Output<String> sent = node.output("sent", "sent", Type.STRING);
    node.run(
        call -> {
          delivered.add(call.key(0));
          call.publish(sent, call.key(0));
        });
    return graph.build();
  }

  private static void append(Leat leat, String topic, String... values) {
    for (String value : values) {
      leat.append(List.of(new Root(topic, Json.value(value))), Durability.PROCESS);
    }
  }

  @Test
  void aMergeBringsTheForksOwnInputsOnceAndTheirProductsAreComputed() {
    try (Leat main = Leat.inMemory(graph())) {
      append(main, "x", "1");
      main.run();
      main.branches().fork("late", main.log().end());
      append(main.on("late"), "x", "7", "8");
      main.on("late").run();

      assertThat(main.branches().planMerge("late").roots()).hasSize(2);
      assertThat(main.branches().merge("late", _ -> null).roots()).hasSize(2);
      main.run();
      assertThat(main.branches().merge("late", _ -> null).roots()).isEmpty();

      assertThat(valuesOf(main, "x")).containsExactly("1", "7", "8");
      assertThat(valuesOf(main, "count")).containsExactly("1", "2", "3");
      append(main.on("late"), "x", "9");
      assertThat(main.branches().merge("late", _ -> null).roots()).hasSize(1);
    }
  }

  @Test
  void aTopicThatIsRootedOnBothSidesIsDecidedAndTheDecisionIsRemembered() {
    try (Leat main = Leat.inMemory(graph())) {
      main.branches().fork("late", 0);
      append(main, "x", "1");
      append(main, "y", "1");
      append(main.on("late"), "x", "2");
      append(main.on("late"), "y", "2");
      long end = main.log().end();

      assertThatThrownBy(() -> main.branches().merge("late", _ -> null))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("x is rooted on both sides")
          .hasMessageContaining("y is rooted on both sides");
      assertThat(main.log().end()).isEqualTo(end);
      main.branches().merge("late", c -> c.topic().equals("x") ? Side.OURS : Side.THEIRS);

      assertThat(valuesOf(main, "x")).containsExactly("1");
      assertThat(valuesOf(main, "y")).containsExactly("1", "2");
      assertThat(valuesOf(main, Graph.STATE_CHANGES).getLast())
          .contains("\"change\":\"merged\"")
          .contains("\"choice\":\"ours\"");
      assertThat(main.branches().planMerge("late").roots()).isEmpty();
    }
  }

  @Test
  void aPromotionMovesTheNameAndForksOfTheOldLineGoOn() {
    try (Leat main = Leat.inMemory(graph())) {
      append(main, "x", "1", "2");
      main.run();
      main.branches().fork("child", 1);
      main.branches().fork("next", 0);
      append(main.on("next"), "x", "9");

      assertThat(main.branches().promote("next", "old")).isEqualTo(2);
      main.run();

      assertThat(valuesOf(main, "x")).containsExactly("9", "1", "2");
      assertThat(valuesOf(main, "count")).containsExactly("1", "2", "3");
      assertThat(valuesOf(main.on("old"), "count")).containsExactly("1", "2");
      append(main.on("child"), "x", "5");
      main.on("child").run();
      assertThat(valuesOf(main.on("child"), "x").getLast()).isEqualTo("5");
      assertThat(main.branches().list())
          .extracting(Branch::name)
          .containsExactly("main", "child", "old");
    }
  }

  @Test
  void whatWasDeliveredStaysDeliveredAndWhatWasNotIsDeliveredOnce() {
    try (Leat main = Leat.inMemory(posting())) {
      append(main, "x", "1");
      main.run();
      main.branches().replay(0, "next", main.graph(), List.of(), null);
      append(main, "x", "2");
      main.run();
      append(main, "x", "3");
      assertThat(delivered).hasSize(2);

      main.branches().promote("next", "old");
      main.run();
      assertThat(delivered).hasSize(3).doesNotHaveDuplicates();
      assertThat(valuesOf(main, "sent")).hasSize(3);

      append(main, "x", "4");
      main.run();
      main.on("old").run();
      assertThat(delivered).hasSize(4).doesNotHaveDuplicates();
    }
  }

  @Test
  void aBranchThatSomebodyWritesIsNotPromotedAndNotMergedInto() {
    try (Leat main = Leat.inMemory(graph())) {
      main.branches().fork("late", 0);
      append(main.on("late"), "x", "1");

      try (Run _ = main.start(List.of(), null)) {
        assertThatThrownBy(() -> main.branches().merge("late", _ -> null))
            .isInstanceOf(LogException.Unavailable.class);
        assertThatThrownBy(() -> main.branches().promote("late", "old"))
            .isInstanceOf(LogException.Unavailable.class);
      }
      assertThat(main.branches().list()).hasSize(2);
    }
  }

  @Test
  void aPromotionThatIsRefusedForANameIsNotOnRecord() {
    try (Leat main = Leat.inMemory(graph())) {
      append(main, "x", "1");
      for (String name : List.of("a", "b")) {
        main.branches().fork(name, 1);
      }
      Leat a = main.on("a");

      assertThatThrownBy(() -> main.branches().promote("a", "../old"))
          .hasMessageContaining("\"../old\" is no name for a branch");
      assertThatThrownBy(() -> main.branches().promote("a", "b"))
          .hasMessageContaining("there is a branch b already");
      assertThatThrownBy(() -> main.branches().promote("nope", "old"))
          .hasMessageContaining("there is no branch nope");
      assertThatThrownBy(() -> a.branches().promote("main", "old"))
          .hasMessageContaining("no branch would be called main");

      for (Leat told : List.of(main, a, main.on("b"))) {
        assertThat(valuesOf(told, Graph.STATE_CHANGES)).noneMatch(c -> c.contains("promoted"));
      }
    }
  }

  @Test
  void forksOfForksMergeStepByStepOrAtOnce() {
    try (Leat main = Leat.inMemory(graph())) {
      main.branches().fork("a", 0);
      append(main.on("a"), "x", "1");
      main.on("a").branches().fork("b", main.on("a").log().end());
      append(main.on("b"), "x", "2");
      main.on("b").branches().fork("c", main.on("b").log().end());
      append(main.on("c"), "x", "3");

      main.on("b").branches().merge("c", _ -> null);
      main.branches().merge("b", _ -> null);
      main.branches().merge("a", _ -> null);
      main.branches().merge("c", _ -> null);

      assertThat(valuesOf(main, "x")).containsExactly("1", "2", "3");
      assertThatThrownBy(() -> main.branches().delete("a")).hasMessageContaining("forked from a");
    }
  }

  @Test
  void whatIsDoneToBranchesIsRecordedWithWhomItWasDoneFor() {
    try (Leat leat = Leat.inMemory(graph())) {
      leat.branches().fork("of-nobody", 0);
      Leat main = leat.by("anna");
      main.branches().fork("late", 0, "for a look");
      append(main.on("late"), "x", "1");
      main.branches().merge("late", _ -> null);
      main.run();
      main.branches().replay(0, "again", main.graph(), List.of(), null);
      main.branches().promote("again", "old");

      for (Leat told : List.of(main.on("late"), main, main.on("old"))) {
        assertThat(valuesOf(told, Graph.STATE_CHANGES))
            .filteredOn(change -> change.matches(".*\"(forked|merged|promoted)\".*"))
            .isNotEmpty()
            .allMatch(change -> change.contains("\"by\":\"anna\""));
      }
      assertThat(leat.branches().list())
          .extracting(branch -> leat.branches().kinship(branch).by())
          .containsExactly("anna", "anna", null, null);
    }
  }
}
