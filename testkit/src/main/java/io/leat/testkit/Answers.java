package io.leat.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What recorded nodes and effects published in a story. They need not be deterministic, and effects
 * must not happen again: where the story's roots run again, they are not run, and publish this.
 */
final class Answers {

  /** By {@code root.node.call}, roots counted from 0: topics and values, in order. */
  private final Map<String, List<JsonNode>> published = new HashMap<>();

  private Answers() {}

  /** What is on the log. */
  static Answers of(Graph graph, List<Event> events) {
    Map<Long, Integer> numbers = new HashMap<>();
    List<Event> products = new ArrayList<>();
    for (Event event : events) {
      if (!event.isRoot()) {
        products.add(event);
      } else if (!event.topic().equals(Graph.STATE_CHANGES)) {
        numbers.put(event.offset(), numbers.size());
      }
    }
    products.sort(Comparator.comparingInt(Event::ordinal));
    var answers = new Answers();
    for (Event product : products) {
      Node node = graph.node(String.valueOf(product.node()));
      Integer root = numbers.get(product.root());
      if (node != null && node.kind() != Kind.PURE && root != null) {
        JsonNode line =
            JsonNodeFactory.instance
                .objectNode()
                .put("of", key(root, node, product.call()))
                .put("topic", product.topic())
                .set("value", Values.of(product).json());
        answers.add(line);
      }
    }
    return answers;
  }

  private void add(JsonNode line) {
    published.computeIfAbsent(line.path("of").asText(), of -> new ArrayList<>()).add(line);
  }

  private static String key(int root, Node node, int call) {
    return root + "." + node.name() + "." + call;
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    published.values().forEach(all -> all.forEach(line -> lines.add(Value.of(line).toString())));
    Files.write(file, lines, UTF_8);
  }

  static Answers read(Path file) throws IOException {
    var answers = new Answers();
    for (String line : Files.readAllLines(file, UTF_8)) {
      answers.add(Value.parse(line).json());
    }
    return answers;
  }

  /** What an invocation published; nothing if it failed, or was not made in the story. */
  List<Product> of(int root, Node node, int call) {
    return published.getOrDefault(key(root, node, call), List.of()).stream()
        .map(line -> product(node, line))
        .toList();
  }

  private static Product product(Node node, JsonNode line) {
    String topic = line.path("topic").asText();
    for (int output = 0; output < node.outputs().size(); output++) {
      Binding all = node.outputs().get(output).pattern().match(topic);
      if (all != null) {
        List<String> rest =
            all.values().keySet().stream()
                .filter(variable -> !node.variables().contains(variable))
                .toList();
        return node.product(output, all.only(rest), Value.of(line.path("value")));
      }
    }
    throw new IllegalStateException("node " + node.name() + " does not publish to " + topic);
  }
}
