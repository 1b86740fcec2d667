package io.leat.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class GraphValueTest {

  /** {@code in -> fetch -> clean -> (left, right) -> join; side -> lone}. */
  private static Graph graph() {
    GraphBuilder g = Graph.builder();
    g.topic("in/{id}");
    g.topic("side");
    node(g, "fetch", "raw/{id}", "in/{id}");
    node(g, "clean", "tidy/{id}", "raw/{id}");
    node(g, "left", "l/{id}", "tidy/{id}");
    node(g, "right", "r/{id}", "tidy/*");
    node(g, "join", "joined/{id}", "l/{id}", "r/{id}");
    node(g, "lone", "alone", "side");
    return g.build();
  }

  private static void node(GraphBuilder g, String name, String out, String... ins) {
    NodeBuilder n = g.node(name);
    for (int i = 0; i < ins.length; i++) {
      n.input("in" + i, ins[i]);
    }
    n.output("out", out);
    if (name.equals("right")) {
      n.input("key", "side", Mode.LOOKUP);
      n.input("id", "in/{id}");
    }
    n.version("1").run(_ -> {});
  }

  private static List<String> names(List<Node> nodes) {
    return nodes.stream().map(Node::name).toList();
  }

  @Test
  void upstreamAndDownstreamAreFoundForNodesAndTopics() {
    Graph graph = graph();

    assertThat(names(graph.upstreamOf("left"))).containsExactly("fetch", "clean");
    assertThat(names(graph.downstreamOf("clean"))).containsExactly("left", "right", "join");
    assertThat(names(graph.downstreamOf("side"))).containsExactly("lone", "right", "join");
    assertThat(names(graph.upstreamOf("tidy/{id}"))).containsExactly("fetch", "clean");
    assertThat(names(graph.downstreamOf("tidy/7"))).containsExactly("left", "right", "join");
    assertThat(graph.upstreamOf("in/{id}")).isEmpty();
    assertThatThrownBy(() -> graph.upstreamOf("clan"))
        .hasMessage("no node and no topic 'clan'; did you mean clean?");
  }

  @Test
  void betweenIsEveryWay() {
    Graph graph = graph();

    assertThat(names(graph.between("clean", "join")))
        .containsExactly("clean", "left", "right", "join");
    assertThat(names(graph.between("fetch", "clean"))).containsExactly("fetch", "clean");
    assertThat(graph.between("join", "clean")).isEmpty();
    assertThat(names(graph.between("lone", "lone"))).containsExactly("lone");
  }

  @Test
  void aConeIsFedFromOutside() {
    Graph cone = graph().cone("left");

    assertThat(names(cone.nodes())).containsExactly("left", "join");
    assertThat(cone.source("tidy/7")).isNull();
    cone.checkRoot("tidy/7", Value.parse("1"));
    cone.checkRoot("r/7", Value.parse("1"));
    assertThat(cone.topic("raw/7")).isNull();
  }

  @Test
  void nodesAreTakenOutAndPutIn() {
    Graph graph = graph();
    Graph without = graph.without("join", "lone");
    GraphBuilder g = without.with();
    node(g, "join", "joined/{id}", "l/{id}", "r/{id}");
    node(g, "lone", "alone", "side");

    assertThat(names(without.nodes())).containsExactly("fetch", "clean", "left", "right");
    assertThat(g.build()).isEqualTo(graph);
    assertThat(names(graph.nodes())).hasSize(6);
    assertThatThrownBy(() -> graph.without("jion"))
        .hasMessage("no node 'jion'; did you mean join?");
  }

  @Test
  void aStubStandsInForANode() throws Exception {
    Output<com.fasterxml.jackson.databind.JsonNode> out = Output.named("out", Type.ANY);
    Graph stubbed = graph().replace("fetch", call -> call.publish(out, Value.parse("42").json()));

    Node fetch = Objects.requireNonNull(stubbed.node("fetch"));
    try (Runner runner = fetch.body().open(fetch, Path.of("."))) {
      assertThat(runner.run(Given.inputs(fetch, Binding.of("id", "a"), Value.NULL)))
          .containsExactly(new Product(0, Value.parse("42"), Binding.EMPTY));
    }
    assertThat(stubbed.changesSince(graph())).hasToString("[node fetch changed: code]");
  }

  @Test
  void nodesAndTopicsAreRenamed() {
    Graph renamed = graph().renamed(Map.of("fetch", "load", "raw/{id}", "rough/{id}"));

    assertThat(names(renamed.upstreamOf("clean"))).containsExactly("load");
    assertThat(renamed.topic("raw/1")).isNull();
    assertThat(renamed.renamed(Map.of("load", "fetch", "rough/{id}", "raw/{id}")))
        .isEqualTo(graph());
    assertThatThrownBy(() -> graph().renamed(Map.of("a", "b")))
        .hasMessage("no node and no topic 'a' to rename");
    assertThatThrownBy(() -> graph().renamed(Map.of("left", "right")))
        .hasMessageContaining("given twice");
  }

  @Test
  void whatIsRenamedIsNotRemovedAndAddedAndItsReadersAreNotChanged() {
    Graph renamed = graph().renamed(Map.of("fetch", "load", "raw/{id}", "rough/{id}"));
    Graph more = renamed.renamed(Map.of("load", "get")).replace("get", _ -> {});

    assertThat(renamed.changesSince(graph()).stream().map(GraphChange::toString))
        .containsExactly("topic rough/{id} renamed from raw/{id}", "node load renamed from fetch");
    assertThat(more.changesSince(graph()).stream().map(GraphChange::toString))
        .containsExactly(
            "topic rough/{id} renamed from raw/{id}",
            "node get renamed from fetch and changed: code");
    assertThat(renamed.without("lone").renames())
        .isEqualTo(Map.of("fetch", "load", "raw/{id}", "rough/{id}"));
    assertThat(
            Graph.described(renamed.describe()).changesSince(Graph.described(graph().describe())))
        .hasSize(2);
  }

  @Test
  void aRenameIsReadOnlyWhereTheEarlierGraphHasTheNameAndIsNoPartOfTheIdentity() {
    Graph renamed = graph().renamed(Map.of("fetch", "load"));
    GraphBuilder without = graph().without("fetch").with();
    node(without, "load", "raw/{id}", "in/{id}");
    Graph unsaid = without.build();

    assertThat(unsaid.identity()).isEqualTo(renamed.identity());
    assertThat(unsaid.changesSince(graph())).hasToString("[node fetch removed, node load added]");
    assertThat(renamed.changesSince(unsaid)).isEmpty();
  }

  @Test
  void aNodeIsRenamedWithoutTheTopicThatHasItsName() {
    GraphBuilder before = Graph.builder();
    before.topic("in");
    node(before, "sum", "sum", "in");
    GraphBuilder after = Graph.builder();
    after.topic("in");
    node(after, "total", "sum", "in");
    after.renamed("sum", "total");

    assertThat(after.build().changesSince(before.build()))
        .hasToString("[node total renamed from sum]");
  }

  @Test
  void renamesThatSayNothingAreRefused() {
    GraphBuilder g = graph().with();
    g.renamed("old", "loen").renamed("fetch", "clean").renamed("a", "join").renamed("b", "join");
    g.renamed("a", "join");

    assertThatThrownBy(g::build)
        .hasMessage(
            """
            renamed a: is renamed twice; say its name in this graph alone
            renamed b: is said to be join now, as another name is; keep one of them
            renamed fetch: is said to be clean now, but is in this graph still; leave one out
            renamed old: is said to be 'loen' now, which is no node and no topic of this graph; did\
             you mean lone?\
            """
                .replace("\\\n", ""));
  }

  @Test
  void theDifferenceOfTwoGraphsIsTold() {
    GraphBuilder g = graph().without("lone").with();
    NodeBuilder audit = g.node("audit");
    audit.input("in", "side");
    audit.option("small", Type.NUMBER.where("small", "below 3", x -> x < 3), 1.0);
    audit.run(_ -> {});

    assertThat(g.build().changesSince(graph()).stream().map(GraphChange::toString))
        .containsExactly(
            "type small added", "topic alone removed", "node audit added", "node lone removed");
    assertThat(graph().changesSince(graph())).isEmpty();
  }
}
