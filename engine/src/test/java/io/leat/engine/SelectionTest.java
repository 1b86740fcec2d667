package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.leat.engine.oracle.Json;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.Durability;
import io.leat.log.Faults;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Of history, only a part is executed again; the rest stays as it is recorded. */
class SelectionTest {
  private static final int ROOTS = 10_000;
  private static final int CUT = 9_000;

  /** A counter on one topic; a sum on another, and what doubles it. */
  private static Graph graph(int version, int factor) {
    GraphBuilder graph = Graph.builder();
    graph.topic("paid/{id}");
    graph.topic("seen/{id}");
    sum(graph.node("total").version("" + version), "paid/{id}", "total/{id}", factor);
    sum(graph.node("visits").version("1"), "seen/{id}", "visits/{id}", 1);
    NodeBuilder twice = graph.node("twice").version("1");
    Input<JsonNode> total = twice.input("total", "total/{id}");
    Output<JsonNode> out = twice.output("out", "twice/{id}");
    twice.run(call -> call.publish(out, IntNode.valueOf(2 * call.get(total).asInt())));
    return graph.build();
  }

  private static void sum(NodeBuilder node, String from, String to, int factor) {
    Input<JsonNode> in = node.input("in", from);
    Output<JsonNode> out = node.output("out", to);
    node.own()
        .run(
            call ->
                call.publish(
                    out,
                    IntNode.valueOf(
                        factor * call.get(in).asInt()
                            + call.own(out).map(JsonNode::asInt).orElse(0))));
  }

  private static Leat history(Graph graph) {
    return history(graph, new MemoryStore(new VirtualClock()));
  }

  private static Leat history(Graph graph, MemoryStore store) {
    Leat leat =
        Leat.over(store, graph, Path.of(""), new Machine(new VirtualClock(), Runnable::run));
    for (int i = 0; i < ROOTS; i += 1_000) {
      List<Root> batch = new ArrayList<>();
      for (int j = i; j < i + 1_000; j++) {
        String topic = (j % 2 == 0 ? "paid/" : "seen/") + j % 20;
        batch.add(new Root(topic, Json.value("" + j % 7)));
      }
      leat.append(batch, Durability.PROCESS);
    }
    leat.run();
    return leat;
  }

  /** How often each node ran in a replay. */
  private static Map<String, Integer> ran(Leat main, Revision revision, String onto, Graph graph) {
    Map<String, Integer> ran = new TreeMap<>();
    try (Run run =
        main.branches()
            .startReplay(
                revision,
                onto,
                graph,
                event -> {
                  if (event instanceof EngineEvent.Invoked invoked) {
                    ran.merge(invoked.node(), 1, Integer::sum);
                  }
                })) {
      Report _ = run.toTheEnd();
    }
    return ran;
  }

  private static Map<String, Integer> differing(Leat leat, String a, String b) {
    Map<String, Integer> differing = new TreeMap<>();
    leat.branches().diff(a, b, found -> differing.merge("" + found.node(), 1, Integer::sum));
    return differing;
  }

  private static long lastPaid(Leat leat) {
    return leat.get("paid/8").orElseThrow().offset();
  }

  @Test
  void onlyTheConeOfAnEditedRootRunsAndNothingElseDiffers() {
    try (Leat main = history(graph(1, 1))) {
      long root = CUT + 4;
      Revision edited =
          Revision.from(CUT).changed(Set.of(), Map.of(root, Json.value("1000")), List.of());

      var whole = ran(main, edited, "whole", main.graph());
      var part = ran(main, edited.selecting(Selection.only("total")), "part", main.graph());

      assertThat(whole).containsOnlyKeys("total", "twice", "visits");
      assertThat(part).isEqualTo(Map.of("total", 500, "twice", 500));
      assertThat(differing(main, "whole", "part")).isEmpty();
      assertThat(differing(main, "main", "part"))
          .isEqualTo(Map.of("null", 1, "total", 50, "twice", 50));
    }
  }

  @Test
  void otherCodeRunsInTheConeAndTheRestIsTakenOverThoughItsCodeIsGoneToo() {
    try (Leat main = history(graph(1, 1))) {
      long end = main.log().end();

      var ran =
          ran(main, Revision.from(CUT).selecting(Selection.only("twice")), "part", graph(2, 9));

      assertThat(ran).isEqualTo(Map.of("twice", 500));
      assertThat(differing(main, "main", "part")).isEmpty();
      Leat part = main.on("part").with(graph(2, 9));
      assertThat(part.why().turn("total", lastPaid(part)).invocations())
          .allSatisfy(invocation -> assertThat(invocation.code()).isEqualTo("1"));
      assertThat(part.reexecution().run(0, Long.MAX_VALUE, 1, _ -> {}, _ -> {}).differing())
          .isZero();
      assertThat(main.log().end()).isEqualTo(end);
    }
  }

  @Test
  void whatOneCodeMadeIsDoneAgainAndWhatOtherCodeMadeStays() {
    try (Leat main = history(graph(1, 1))) {
      Leat later = main.with(graph(2, 9));
      later.append(List.of(new Root("paid/0", Json.value("5"))), Durability.PROCESS);
      later.run();

      var again = Revision.from(CUT).selecting(new Selection(Set.of(), "1", Set.of()));
      var nothing = again.selecting(new Selection(Set.of(), "no such code", Set.of()));

      assertThat(ran(later, again, "repaired", graph(2, 9)))
          .isEqualTo(Map.of("total", 501, "twice", 501, "visits", 500));
      assertThatThrownBy(() -> ran(later, nothing, "not", graph(2, 9)))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("no such code");
    }
  }

  @Test
  void aSelectionThatLeavesOutWhatIsChangedIsRefused() {
    try (Leat main = history(graph(1, 1))) {
      Revision edited =
          Revision.from(CUT)
              .changed(Set.of(), Map.of(CUT + 4L, Json.value("1000")), List.of())
              .selecting(Selection.only("visits"));

      assertThatThrownBy(() -> ran(main, edited, "not", main.graph()))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("node total reads paid/4, which is to be different")
          .hasMessageContaining("select it too");
      assertThatThrownBy(
              () ->
                  ran(
                      main,
                      Revision.from(CUT).selecting(Selection.only("totl")),
                      "not",
                      main.graph()))
          .hasMessageContaining("there is no node totl; did you mean total?");
      assertThat(main.branches().list()).hasSize(1);
    }
  }

  @Test
  void aRecordedNodeIsAskedAnewOnlyIfThatIsSaid() {
    var asked = new AtomicInteger();
    GraphBuilder graph = Graph.builder();
    graph.topic("x");
    NodeBuilder dice = graph.node("dice").version("1").kind(Kind.RECORDED);
    Input<JsonNode> in = dice.input("in", "x");
    Output<JsonNode> out = dice.output("out", "dice");
    dice.run(
        call -> call.publish(out, IntNode.valueOf(call.get(in).asInt() + asked.incrementAndGet())));
    try (Leat main = Leat.inMemory(graph.build())) {
      main.append(List.of(new Root("x", Json.value("1"))), Durability.PROCESS);
      main.run();

      var same = ran(main, Revision.from(0), "same", main.graph());
      var anew =
          ran(
              main,
              Revision.from(0).selecting(new Selection(Set.of(), "", Set.of("dice"))),
              "anew",
              main.graph());

      assertThat(same).isEmpty();
      assertThat(anew).isEqualTo(Map.of("dice", 1));
      assertThat(differing(main, "main", "same")).isEmpty();
      assertThat(differing(main, "main", "anew")).isEqualTo(Map.of("dice", 1));
    }
  }

  @Test
  void whatWasTakenOverWhenTheProcessDiedIsTakenOverOnce() {
    Revision part = Revision.from(5_000).selecting(Selection.only("total"));
    for (int writes = 8; writes < 15; writes += 3) {
      var store = new MemoryStore(new VirtualClock());
      try (Leat main = history(graph(1, 1), store)) {
        store.faults(Death.atWrite(writes, true));
        assertThatThrownBy(() -> ran(main, part, "part", main.graph())).isInstanceOf(Death.class);
        store.faults(Faults.NONE);
        store.crash(unforced -> unforced);

        var rest = ran(main, part, "part", main.graph());

        assertThat(rest).doesNotContainKey("visits");
        assertThat(rest.getOrDefault("total", 0)).isLessThan(2_500);
        assertThat(differing(main, "main", "part")).isEmpty();
        assertThat(ran(main, part, "part", main.graph())).isEmpty();
        main.append(List.of(new Root("paid/1", Json.value("1"))), Durability.PROCESS);
        assertThatThrownBy(() -> ran(main, part, "part", main.graph()))
            .hasMessageContaining("has this replay already");
      }
    }
  }

  /** All roots lie before all products. */
  @Test
  void whatEarlierRootsCausedStaysThoughItLiesBehindTheCut() {
    try (Leat main = Leat.inMemory(graph(1, 1))) {
      List<Root> batch = new ArrayList<>();
      for (int i = 0; i < 1_000; i++) {
        batch.add(new Root("paid/" + i % 10, Json.value("1")));
      }
      main.append(batch, Durability.PROCESS);
      main.run();

      var ran = ran(main, Revision.from(500), "again", main.graph());

      assertThat(ran).isEqualTo(Map.of("total", 500, "twice", 500));
      assertThat(differing(main, "main", "again")).isEmpty();
    }
  }
}
