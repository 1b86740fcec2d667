package io.leat.nodes;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GraphTest {

  record Quake(String id, double mag, @Nullable String place) {}

  record Alert(String text) {}

  private static final Type<Quake> QUAKE = Type.of("quake", Quake.class);
  private static final Type<Alert> ALERT = Type.of("alert", Alert.class);
  private static final Type<Double> MAGNITUDE =
      Type.NUMBER.where("magnitude", "between -2 and 10", m -> m >= -2 && m <= 10);

  private static final Code NOTHING = _ -> {};

  private static Graph quakes() {
    GraphBuilder g = Graph.builder();
    Topic<Quake> quakes = g.topic("quake/{id}", QUAKE);
    Topic<Alert> alerts = g.distinct("alert/{id}", ALERT);
    NodeBuilder n = g.node("classify");
    Input<Quake> quake = n.input("quake", quakes, Mode.REQUIRED);
    Option<Double> threshold = n.option("threshold", MAGNITUDE, 4.5);
    Output<Alert> alert = n.output("alert", alerts);
    n.run(
        call -> {
          if (call.get(quake).mag() >= call.get(threshold)) {
            call.publish(
                alert, new Alert("%s at %s".formatted(call.get(quake).mag(), call.binding("id"))));
          }
        });
    NodeBuilder strongest = g.node("strongest");
    strongest.input("alert", alerts, "alert/*");
    strongest.output("top", "strongest", ALERT);
    strongest.own().version("1").run(NOTHING);
    return g.build();
  }

  /** The problems of a graph that a test has made wrong. */
  private static List<String> problems(Consumer<GraphBuilder> wrong) {
    GraphBuilder g = Graph.builder();
    wrong.accept(g);
    try {
      g.build();
      return List.of();
    } catch (Invalid e) {
      return e.problems();
    }
  }

  private static NodeBuilder node(GraphBuilder g, String name, String reads, String publishes) {
    NodeBuilder n = g.node(name);
    n.input("in", reads);
    n.output("out", publishes);
    return n.run(NOTHING);
  }

  @Test
  void handlesReadAndPublishWithoutCasts() throws Exception {
    Node classify = quakes().nodes().getFirst();
    Value quake = Value.parse("{\"id\":\"ci37\",\"mag\":6.4,\"other\":[]}");

    List<Product> products;
    try (Runner runner = classify.body().open(classify, Path.of("."))) {
      products = runner.run(Given.inputs(classify, Binding.of("id", "ci37"), quake));
    }

    assertThat(products)
        .containsExactly(new Product(0, Value.parse("{\"text\":\"6.4 at ci37\"}"), Binding.EMPTY));
  }

  @Test
  void topicsAreFoundByName() {
    Graph graph = quakes();

    assertThat(graph.topics().stream().map(topic -> topic.pattern().toString()))
        .containsExactly("alert/{id}", "quake/{id}", "strongest");
    assertThat(requireNonNull(graph.topic("quake/ci37")).type()).isEqualTo(QUAKE);
    assertThat(requireNonNull(graph.topic("classify.threshold")).type()).isEqualTo(MAGNITUDE);
    assertThat(graph.topic(Graph.STATE_CHANGES)).isNotNull();
    assertThat(graph.topic("quake")).isNull();
    assertThat(requireNonNull(graph.source("alert/ci37")).name()).isEqualTo("classify");
    assertThat(graph.source("quake/ci37")).isNull();
  }

  @Test
  void rootsAreCheckedAtTheDoor() {
    Graph graph = quakes();
    Value quake = Value.parse("{\"id\":\"ci37\",\"mag\":6.4}");

    graph.checkRoot("quake/ci37", quake);
    graph.checkRoot("classify.threshold", Value.parse("4.0"));

    assertThatThrownBy(() -> graph.checkRoot("quakes/ci37", quake))
        .hasMessage("unknown topic 'quakes/ci37'; did you mean quake/{id}?");
    assertThatThrownBy(() -> graph.checkRoot("quake/..", quake)).hasMessageContaining("'.'");
    assertThatThrownBy(() -> graph.checkRoot("alert/ci37", quake))
        .hasMessage(
            "topic alert/ci37 is a product of node classify; append to what it reads: quake/{id}");
    assertThatThrownBy(() -> graph.checkRoot(Graph.STATE_CHANGES, quake))
        .hasMessageContaining("engine alone");
    assertThatThrownBy(() -> graph.checkRoot("quake/ci37", Value.parse("{\"id\":\"ci37\"}")))
        .hasMessage(
            "topic quake/ci37: the value {\"id\":\"ci37\"} is not of type quake: expected an object"
                + " for Quake: mag is missing");
    assertThatThrownBy(() -> graph.checkRoot("classify.threshold", Value.parse("12")))
        .hasMessage(
            "option classify.threshold: the value 12 is not of type magnitude: expected between -2"
                + " and 10");
    assertThatThrownBy(() -> graph.checkRoot("classify.threshold", Value.parse("\"x\"")))
        .hasMessage(
            "option classify.threshold: the value \"x\" is not of type number: expected a number"
                + " (type magnitude descends from it)");
  }

  @Test
  void rankIsTheSmallestNameAmongTheReady() {
    GraphBuilder g = Graph.builder();
    g.topic("x");
    node(g, "d", "x", "1");
    node(g, "c", "3", "2");
    node(g, "b", "1", "3");
    node(g, "a", "2", "4");
    node(g, "e", "x", "5");

    assertThat(g.build().nodes().stream().map(Node::name)).containsExactly("d", "b", "c", "a", "e");
  }

  @Test
  void descriptionsComeBack() {
    GraphBuilder g = Graph.builder();
    var schema = Value.parse("{\"maximum\":10}").json();
    var list = Type.list(Type.NUMBER.where("small", schema));
    g.topic("a/{x}", list);
    g.type(Type.STRING.where("unused", Value.parse("{\"maxLength\":3}").json()));
    NodeBuilder n = g.node("n");
    n.input("one", "a/{x}", Mode.LOOKUP);
    n.input("two", "b/{x}", Mode.REQUIRED);
    n.option("o", list, List.of(1.0), Mode.LOOKUP);
    n.option("p", Type.STRING);
    n.output("out", "c/{x}");
    n.own().context().onFailure(OnFailure.STOP).run(NOTHING);
    g.topic("b/{x}");
    Graph graph = g.build();

    Graph described = Graph.described(Value.encoded(Value.of(graph.describe()).bytes()).json());

    assertThat(described.describe()).isEqualTo(graph.describe());
    assertThat(described.identity()).isEqualTo(graph.identity()).matches("[0-9a-f]{64}");
    assertThat(described).isEqualTo(graph);
    assertThat(Graph.described(quakes().describe())).isEqualTo(quakes());
    assertThatThrownBy(
            () ->
                described
                    .nodes()
                    .getFirst()
                    .body()
                    .open(described.nodes().getFirst(), Path.of(".")))
        .hasMessageContaining("no code");
  }

  @Test
  void identityFollowsWhatTheGraphSays() {
    Graph one = withDefault(4.5);

    assertThat(withDefault(4.50)).isEqualTo(one);
    assertThat(withDefault(4.0).identity()).isNotEqualTo(one.identity());
  }

  private static Graph withDefault(double threshold) {
    GraphBuilder g = Graph.builder();
    g.topic("x");
    NodeBuilder n = node(g, "n", "x", "y");
    n.option("threshold", Type.NUMBER, threshold);
    return g.build();
  }

  @Test
  void allProblemsAreToldAtOnce() {
    List<String> problems =
        problems(
            g -> {
              g.topic("order/{id}");
              g.topic("bad name");
              node(g, "a", "oder/{id}", "b/{id}");
              node(g, "a", "order/{id}", "b/x");
              g.node("idle");
            });

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "topic 'bad name' contains ' '; allowed are letters, digits and - _ . :" + " @ +",
            "node a, input in: reads 'oder/{id}', which is no topic of this graph; did you mean"
                + " order/{id}?",
            "node a: the name is given twice; give each node a name of its own",
            "node a, output out: publishes to b/x, but node a does too (b/{id}); a topic has one"
                + " source",
            "node idle: does nothing; say what it runs",
            "node idle: has no inputs, so nothing would ever invoke it");
  }

  @Test
  void cyclesAreCalledCycles() {
    assertThat(
            problems(
                g -> {
                  g.topic("x");
                  node(g, "c", "1", "2").input("x", "x");
                  node(g, "b", "2", "3");
                  node(g, "a", "3", "1");
                  node(g, "after", "3", "4");
                  node(g, "self", "s", "s");
                }))
        .containsExactly(
            "node a: cycle: a -> c -> b -> a; break it by reading one of these topics elsewhere",
            "node self: cycle: self -> self; its own last product a node sees by own (own: true,"
                + " @Own)");
  }

  @Test
  void lookedUpInputsCloseCyclesToo() {
    assertThat(
            problems(
                g -> {
                  g.topic("x");
                  NodeBuilder n = g.node("n");
                  n.input("x", "x");
                  n.input("y", "y", Mode.LOOKUP);
                  n.output("out", "y");
                  n.run(NOTHING);
                }))
        .singleElement()
        .asString()
        .contains("cycle: n -> n");
  }

  @Test
  void aTopicHasOneSource() {
    assertThat(
            problems(
                g -> {
                  g.topic("x");
                  node(g, "a", "x", "out/{id}");
                  node(g, "b", "x", "out/1");
                }))
        .containsExactly(
            "node b, output out: publishes to out/1, but node a does too (out/{id}); a topic has"
                + " one source");
  }

  @Test
  void unboundVariablesAreNamed() {
    assertThat(
            problems(
                g -> {
                  g.topic("order/{id}");
                  g.topic("shop/{region}");
                  g.topic("fx");
                  NodeBuilder n = g.node("join");
                  n.input("order", "order/{id}");
                  n.input("shop", "shop/{region}");
                  n.input("fx", "fx");
                  n.run(NOTHING);
                }))
        .containsExactly(
            "node join, input fx: triggers, but leaves id, region unbound, which no other input has"
                + " together; say trigger: false or add such an input");
  }

  @Test
  void variablesThatOneOtherInputBindsAreFine() {
    assertThat(
            problems(
                g -> {
                  g.topic("order/{id}");
                  g.topic("fx");
                  NodeBuilder n = g.node("join");
                  n.input("order", "order/{id}");
                  n.input("fx", "fx");
                  n.output("out", "priced/{id}/{currency}");
                  n.run(NOTHING);
                }))
        .isEmpty();
  }

  @Test
  void typesAreCheckedBeforeAnythingStarts() {
    List<String> problems =
        problems(
            g -> {
              g.topic("n/{id}", Type.NUMBER);
              g.topic("m/{id}", MAGNITUDE);
              NodeBuilder n = g.node("n");
              n.input("ok", "m/{id}", Type.NUMBER);
              n.input("narrower", "n/{id}", MAGNITUDE);
              n.input("other", "n/{id}", Type.STRING);
              n.output("wider", "m/{id}/x", Type.NUMBER);
              n.option("threshold", MAGNITUDE, 12.0);
              n.run(NOTHING);
              g.topic("m/{id}/{y}", MAGNITUDE);
              g.topic("m/1/2", Type.STRING);
              g.topic("k", Type.NUMBER.where("magnitude", "anything", _ -> true));
            });

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "node n, option threshold: the default 12 is not of type magnitude: expected between -2"
                + " and 10",
            "topic m/1/2: overlaps topic m/{id}/{y}, which is declared otherwise (magnitude, not"
                + " string); some topic would be of both",
            "topic k: type 'magnitude' is declared in two ways; give one of them another name",
            "node n, output wider: publishes values of type number, but topic m/{id}/{y} is of type"
                + " magnitude; make them one",
            "node n, input narrower: reads values of type magnitude, but topic n/{id} is of type"
                + " number; make them one",
            "node n, input other: reads values of type string, but topic n/{id} is of type number;"
                + " make them one");
  }

  @Test
  void whatCannotBeATopicIsRefused() {
    List<String> problems =
        problems(
            g -> {
              g.topic("x");
              g.topic("x");
              g.topic("n.o");
              g.topic("a/*");
              g.topic("{any}");
              g.topic(Graph.STATE_CHANGES);
              g.topic("part/1");
              NodeBuilder n = node(g, "n", "x", "part/{id}");
              n.option("o", Type.STRING, "");
              n.option("in", Type.STRING, "");
              n.output("out", "z");
              n.input("all", "*");
              NodeBuilder lookup = g.node("lookup");
              lookup.input("x", "x", Mode.LOOKUP);
              lookup.run(NOTHING);
            });

    assertThat(problems)
        .containsExactlyInAnyOrder(
            "node n, option in: the name is given twice; inputs and options share their names",
            "node n, output out: the name is given twice; give each output a name of its own",
            "topic x: is declared twice",
            "topic a/*: has a wildcard in a/*; only inputs may, a topic is named by variables",
            "topic {any}: {any} would be every topic of one segment, options and state-changes.log"
                + " too; begin it with a word: prices/{any}",
            "topic state-changes.log: state-changes.log is written by the engine alone",
            "node n, output out: publishes to part/{id}, of which part/1 is only a part; declare"
                + " part/{id}",
            "node n, option o: is set at topic n.o, which is a topic already; rename one",
            "node n, input all: * would be every topic of one segment, options and"
                + " state-changes.log too; begin it with a word: prices/*",
            "node lookup: has no input that triggers, so nothing would ever invoke it");
  }

  @Test
  void anyNodeMayReadWhatTheEngineDidAndOptionsOfOthers() {
    GraphBuilder g = Graph.builder();
    g.topic("x");
    NodeBuilder n = node(g, "n", "x", "y");
    n.option("o", Type.STRING, "");
    node(g, "audit", Graph.STATE_CHANGES, "seen");
    node(g, "settings", "n.o", "set");

    Graph graph = g.build();

    assertThat(requireNonNull(graph.node("settings")).inputs().getFirst().type())
        .isEqualTo(Type.STRING);
  }
}
