package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.engine.oracle.Json;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Mode;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Nodes that keep the law in ways that a careless check would not believe: they draw lots from
 * their input, fold, fail, say nothing, cache, sum in parallel, and read what others looked up.
 */
final class HonestNodes {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private HonestNodes() {}

  static Graph graph() {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    graph.topic("rate");
    graph.distinct("sign/{k}", Type.ANY);
    drawLots(graph);
    fold(graph);
    failAndSayNothing(graph);
    cache(graph);
    sumInParallel(graph);
    lookUp(graph);
    fanOut(graph);
    watchAll(graph);
    return graph.build();
  }

  /** Roots in an order that leaves inputs absent at first. */
  static List<Root> roots() {
    return Stream.concat(
            IntStream.range(0, 9)
                .mapToObj(
                    i -> new Root("x/" + (char) ('a' + i % 3), Json.value("" + (i * 7 - 20)))),
            Stream.of(
                new Root("rate", Json.value("1.10")),
                new Root("x/a", Json.value("null")),
                new Root("x/b", Json.value("3"))))
        .toList();
  }

  /** An option is set, and a rate that all keys see. */
  static List<Root> laterRoots() {
    return List.of(
        new Root("fold.weight", Json.value("3")),
        new Root("rate", Json.value("-0.0")),
        new Root("x/c", Json.value("3")),
        new Root("x/c", Json.value("3")));
  }

  private static void drawLots(GraphBuilder graph) {
    NodeBuilder node = graph.node("dice").version("1");
    Input<JsonNode> seed = node.input("seed", "x/{k}");
    Output<JsonNode> roll = node.output("roll", "roll/{k}");
    node.run(
        call -> {
          int drawn = new SplittableRandom(number(call.find(seed))).nextInt(1_000);
          call.publish(roll, IntNode.valueOf(drawn));
        });
  }

  private static void fold(GraphBuilder graph) {
    NodeBuilder node = graph.node("fold").version("1").own().context();
    Input<JsonNode> in = node.input("in", "x/{k}");
    Option<Long> weight = node.option("weight", Type.INTEGER, 2L);
    Output<JsonNode> sum = node.output("sum", "sum/{k}");
    node.run(
        call -> {
          JsonNode before = call.own(sum).orElse(JSON.objectNode());
          ObjectNode after = JSON.objectNode();
          long more = number(call.find(in)) * call.get(weight);
          after.put("sum", before.path("sum").asLong() + more);
          after.put("by", call.trigger());
          call.publish(sum, after);
        });
  }

  private static void failAndSayNothing(GraphBuilder graph) {
    NodeBuilder node = graph.node("moody").version("1");
    Input<JsonNode> in = node.input("in", "x/{k}");
    Output<JsonNode> out = node.output("sign", "sign/{k}");
    node.run(
        call -> {
          int number = number(call.find(in));
          if (number % 5 == 0) {
            throw new IllegalStateException("not " + number);
          }
          if (number % 2 == 0) {
            call.publish(out, IntNode.valueOf(Integer.signum(number)));
            call.publish(out, IntNode.valueOf(Integer.signum(number)));
          }
        });
  }

  /** A cache makes code fast, not different. */
  private static void cache(GraphBuilder graph) {
    Map<Integer, BigInteger> known = new HashMap<>();
    NodeBuilder node = graph.node("powers").version("1");
    Input<JsonNode> in = node.input("in", "x/{k}");
    Output<JsonNode> out = node.output("power", "power/{k}");
    node.run(
        call ->
            call.publish(
                out,
                BigIntegerNode.valueOf(
                    known.computeIfAbsent(
                        number(call.find(in)), n -> BigInteger.TWO.pow(Math.abs(n) * 9)))));
  }

  private static void sumInParallel(GraphBuilder graph) {
    NodeBuilder node = graph.node("parallel").version("1");
    Input<JsonNode> in = node.input("in", "x/*");
    Output<JsonNode> out = node.output("parallel", "parallel");
    node.run(
        call -> {
          int number = number(call.find(in));
          long sum = IntStream.range(0, 5_000).parallel().mapToLong(i -> i ^ number).sum();
          call.publish(out, TextNode.valueOf(String.format(Locale.ROOT, "%,d", sum)));
        });
  }

  private static void lookUp(GraphBuilder graph) {
    NodeBuilder node = graph.node("priced").version("1");
    Input<JsonNode> in = node.input("in", "sum/{k}");
    Input<JsonNode> rate = node.input("rate", "rate", Mode.LOOKUP, Mode.REQUIRED);
    Output<JsonNode> out = node.output("price", "price/{k}");
    node.run(
        call -> {
          BigDecimal price =
              new BigDecimal(call.get(rate).asText())
                  .multiply(BigDecimal.valueOf(call.get(in).path("sum").asLong()));
          call.publish(out, DecimalNode.valueOf(price));
        });
  }

  /** Several products, to topics of its own making, in an order that a hash map of texts gives. */
  private static void fanOut(GraphBuilder graph) {
    NodeBuilder node = graph.node("fan").version("1");
    Input<JsonNode> in = node.input("in", "roll/{k}");
    Output<JsonNode> out = node.output("part", "part/{part}");
    node.run(
        call -> {
          Map<String, Integer> parts = new HashMap<>();
          for (char c : call.get(in).asText().toCharArray()) {
            parts.merge("d" + c, 1, Integer::sum);
          }
          parts.forEach(
              (part, count) -> call.publish(out, Binding.of("part", part), IntNode.valueOf(count)));
        });
  }

  /** An event without the key wakes it at every key that is known. */
  private static void watchAll(GraphBuilder graph) {
    NodeBuilder node = graph.node("watch").version("1");
    Input<JsonNode> sum = node.input("sum", "sum/{k}");
    Input<JsonNode> rate = node.input("rate", "rate");
    Output<JsonNode> out = node.output("seen", "seen");
    node.run(
        call -> {
          ArrayNode seen = JSON.arrayNode().add(call.binding("k"));
          call.find(sum).ifPresent(seen::add);
          seen.add(call.present(rate));
          call.publish(out, seen);
        });
  }

  private static int number(Optional<JsonNode> value) {
    return value.map(JsonNode::asInt).orElse(0);
  }
}
