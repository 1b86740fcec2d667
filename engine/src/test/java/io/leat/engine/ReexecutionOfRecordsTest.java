package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Recorded history is run again and compared: what is no function of what it is handed is found and
 * named, and code that is legal however tricky raises no alarm.
 */
class ReexecutionOfRecordsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Locale LOCALE = Locale.getDefault();
  private static final TimeZone ZONE = TimeZone.getDefault();
  private static int calls;
  private static Path undeclared = Path.of("");

  /** An object whose place in a hash set differs from one to the next. */
  private record Named(String name, Object identity) {
    @Override
    public int hashCode() {
      return System.identityHashCode(identity);
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // the mistake that is planted
    public boolean equals(Object other) {
      return other instanceof Named named && named.identity == identity;
    }
  }

  record Planted(String name, UnaryOperator<JsonNode> code, String suspect) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** As people write it who think of one locale. */
  @SuppressWarnings("StringCaseLocaleUsage") // the mistake that is planted
  private static String upperCase(String text) {
    return text.toUpperCase();
  }

  static Stream<Planted> planted() {
    List<JsonNode> seen = new ArrayList<>();
    return Stream.of(
        new Planted(
            "the clock as a number",
            in -> LongNode.valueOf(System.currentTimeMillis()),
            Suspects.CLOCK),
        new Planted(
            "the clock as a text",
            in -> TextNode.valueOf(LocalDateTime.now(ZoneId.of("UTC")).toString()),
            Suspects.CLOCK),
        new Planted("a random number", in -> DoubleNode.valueOf(Math.random()), Suspects.CHANCE),
        new Planted(
            "a random id", in -> TextNode.valueOf("id " + UUID.randomUUID()), Suspects.CHANCE),
        new Planted("the order of a hash set", in -> hashOrder(), Suspects.ORDER),
        new Planted(
            "an object's text", in -> TextNode.valueOf(new Object().toString()), Suspects.IDENTITY),
        new Planted("a static counter", in -> IntNode.valueOf(calls++), Suspects.STATE),
        new Planted(
            "a field that grows",
            in -> {
              seen.add(in);
              return IntNode.valueOf(seen.size());
            },
            Suspects.STATE),
        new Planted(
            "a number in the locale's form",
            in -> TextNode.valueOf(String.format("%.2f", 1.5 + in.asInt())),
            Suspects.LOCALE),
        new Planted(
            "upper case in the locale's letters",
            in -> TextNode.valueOf(upperCase("title")),
            Suspects.LOCALE),
        new Planted(
            "the time of day in the machine's zone",
            in ->
                TextNode.valueOf(
                    Instant.ofEpochSecond(in.asInt())
                        .atZone(ZoneId.systemDefault())
                        .toLocalTime()
                        .toString()),
            Suspects.ZONE),
        new Planted(
            "a file that is not declared",
            in -> {
              try {
                return IntNode.valueOf((int) Files.size(undeclared));
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            },
            Suspects.INPUT));
  }

  private static JsonNode hashOrder() {
    Set<Named> set = new HashSet<>();
    IntStream.range(0, 40).forEach(i -> set.add(new Named("n" + i, new Object())));
    ArrayNode names = JSON.arrayNode();
    set.forEach(named -> names.add(named.name()));
    return JSON.objectNode().set("names", names);
  }

  @BeforeEach
  void writeFile(@TempDir Path folder) throws IOException {
    undeclared = Files.writeString(folder.resolve("undeclared.txt"), "before");
  }

  @AfterEach
  void resetDefaults() {
    Locale.setDefault(LOCALE);
    TimeZone.setDefault(ZONE);
  }

  /** As on another machine. */
  private static void moveAbroad() throws IOException {
    Files.writeString(undeclared, "and after");
    Locale.setDefault(Locale.forLanguageTag("tr-TR"));
    TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
  }

  private static Graph graph(UnaryOperator<JsonNode> code) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x");
    NodeBuilder node = graph.node("planted").version("1");
    Input<JsonNode> in = node.input("in", "x");
    Output<JsonNode> out = node.output("out", "out");
    node.run(call -> call.publish(out, code.apply(call.get(in))));
    return graph.build();
  }

  private static List<Deviation> deviations(Leat leat) {
    List<Deviation> found = new ArrayList<>();
    var report = leat.reexecution().run(0, Long.MAX_VALUE, 1, found::add, _ -> {});
    assertThat(report.differing()).isEqualTo(found.size());
    return found;
  }

  @ParameterizedTest
  @MethodSource("planted")
  void whatIsNoFunctionIsFoundAndNamed(Planted planted) throws IOException {
    try (Leat leat = Leat.inMemory(graph(planted.code()))) {
      Locale.setDefault(Locale.US);
      TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
      for (int i = 0; i < 3; i++) {
        leat.append(List.of(new Root("x", Json.value("" + i))), Durability.PROCESS);
      }
      leat.run();
      Event first = leat.get("out", 1).orElseThrow();
      long end = leat.log().end();
      moveAbroad();
      // Else the clock may tell again what it told.
      long then = System.currentTimeMillis();
      await().until(() -> System.currentTimeMillis() > then);

      List<Deviation> found = deviations(leat);

      assertThat(found).isNotEmpty();
      assertThat(found.getFirst().node()).isEqualTo("planted");
      assertThat(found.getFirst().offset()).isEqualTo(first.offset());
      assertThat(found.getFirst().suspects().getFirst()).isEqualTo(planted.suspect());
      assertThat(leat.log().end()).as("nothing is written").isEqualTo(end);
    }
  }

  @Test
  void theFirstDifferingFieldIsNamed() {
    UnaryOperator<JsonNode> code =
        in -> JSON.objectNode().put("same", 1).set("deep", JSON.arrayNode().add(0).add(calls++));
    try (Leat leat = Leat.inMemory(graph(code))) {
      leat.append("x", Json.value("1"));
      leat.run();

      assertThat(deviations(leat).getFirst().path()).isEqualTo("out: deep[1]");
    }
  }

  @Test
  void honestNodesRaiseNoAlarm() throws IOException {
    try (Leat leat = Leat.inMemory(HonestNodes.graph())) {
      HonestNodes.roots().forEach(root -> leat.append(List.of(root), Durability.PROCESS));
      leat.run();
      HonestNodes.laterRoots().forEach(root -> leat.append(List.of(root), Durability.PROCESS));
      leat.run();
      moveAbroad();

      List<Deviation> found = new ArrayList<>();
      var report = leat.reexecution().run(0, Long.MAX_VALUE, 1, found::add, _ -> {});

      assertThat(found).isEmpty();
      assertThat(report.compared()).isGreaterThan(60);
    }
  }

  @Test
  void aSampleRunsFewer() {
    try (Leat leat = Leat.inMemory(graph(in -> in))) {
      for (int i = 0; i < 20; i++) {
        leat.append(List.of(new Root("x", Json.value("" + i))), Durability.PROCESS);
      }
      leat.run();

      assertThat(leat.reexecution().run(0, Long.MAX_VALUE, 5, _ -> {}, _ -> {}).compared())
          .isEqualTo(4);
      assertThat(leat.reexecution().run(0, 10, 1, _ -> {}, _ -> {}).compared()).isEqualTo(10);
    }
  }

  @Test
  void whatOtherCodeMadeIsNotRun() {
    try (Leat leat = Leat.inMemory(graph(in -> in))) {
      leat.append("x", Json.value("1"));
      leat.run();
      GraphBuilder other = Graph.builder();
      other.topic("x");
      NodeBuilder node = other.node("planted").version("2");
      node.input("in", "x");
      Output<JsonNode> out = node.output("out", "out");
      node.run(call -> call.publish(out, IntNode.valueOf(7)));

      var report =
          leat.with(other.build()).reexecution().run(0, Long.MAX_VALUE, 1, _ -> {}, _ -> {});

      assertThat(report.compared()).isZero();
      assertThat(report.other()).isEqualTo(1);
    }
  }

  @Test
  void recordedNodesAndEffectsAreNotRunAgain() {
    GraphBuilder graph = Graph.builder();
    graph.topic("x");
    int[] ran = {0};
    Code code =
        call -> {
          ran[0]++;
        };
    for (Kind kind : List.of(Kind.RECORDED, Kind.EFFECT)) {
      NodeBuilder node = graph.node("n" + kind.name()).version("1").kind(kind);
      node.input("in", "x");
      node.beside(1, code);
    }
    try (Leat leat = Leat.inMemory(graph.build())) {
      leat.append("x", Json.value("1"));
      leat.run();

      assertThat(deviations(leat)).isEmpty();
      assertThat(ran[0]).isEqualTo(2);
    }
  }
}
