package io.leat.engine.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.engine.oracle.Invocation;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Handed;
import io.leat.nodes.Input;
import io.leat.nodes.Mode;
import io.leat.nodes.Node;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A graph, roots, and every invocation that the traversal rule demands, in order of position. */
public record WorkedCase(String name, JsonNode file) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A root to be. */
  public record Told(String topic, Value value) {}

  /** All of them, in order of file name. */
  public static List<WorkedCase> all() {
    try {
      var folder = Objects.requireNonNull(WorkedCase.class.getResource("/cases"));
      try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
        return files
            .filter(file -> file.toString().endsWith(".json"))
            .sorted()
            .map(WorkedCase::read)
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static WorkedCase read(Path path) {
    try {
      String name = String.valueOf(path.getFileName());
      return new WorkedCase(name, JSON.readTree(Files.readAllBytes(path)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The graph of the case.
   *
   * @param jobs how many invocations of each node may run at once beside the engine; 0 if they run
   *     on its thread
   */
  public Graph graph(int jobs) {
    GraphBuilder graph = Graph.builder();
    for (Map.Entry<String, JsonNode> topic : file.get("topics").properties()) {
      boolean distinct = topic.getValue().path("distinct").asBoolean();
      if (distinct) {
        graph.distinct(topic.getKey(), Type.ANY);
      } else {
        graph.topic(topic.getKey());
      }
    }
    for (Map.Entry<String, JsonNode> node : file.get("nodes").properties()) {
      add(graph.node(node.getKey()).version("1"), node.getValue(), jobs);
    }
    return graph.build();
  }

  private static void add(NodeBuilder node, JsonNode says, int jobs) {
    var inputs = new ArrayList<Input<JsonNode>>();
    for (Map.Entry<String, JsonNode> input : says.get("inputs").properties()) {
      inputs.add(
          node.input(
              input.getKey(), input.getValue().get("topic").asText(), modes(input.getValue())));
    }
    var options = new ArrayList<Option<JsonNode>>();
    for (Map.Entry<String, JsonNode> option : says.path("options").properties()) {
      JsonNode fallback = option.getValue().get("default");
      options.add(node.option(option.getKey(), Type.ANY, fallback, modes(option.getValue())));
    }
    Output<JsonNode> out = node.output("out", says.get("outputs").get("out").asText());
    if (says.path("own").asBoolean()) {
      node.own();
    }
    var code = new Behaviour(says.get("does").asText(), inputs, options, out);
    if (jobs > 0) {
      node.beside(jobs, code);
    } else {
      node.run(code);
    }
  }

  private static Mode[] modes(JsonNode says) {
    var modes = new ArrayList<Mode>();
    if (!says.path("trigger").asBoolean(true)) {
      modes.add(Mode.LOOKUP);
    }
    if (says.path("required").asBoolean()) {
      modes.add(Mode.REQUIRED);
    }
    return modes.toArray(Mode[]::new);
  }

  public List<Told> roots() {
    var roots = new ArrayList<Told>();
    for (JsonNode root : file.get("roots")) {
      roots.add(new Told(root.get("topic").asText(), Value.of(root.get("value"))));
    }
    return roots;
  }

  /** The invocations that are demanded, as canonical text, one a line. */
  public String demanded() {
    return text(file.get("invocations"));
  }

  /** Invocations as canonical text, one a line, as {@link #demanded} has them. */
  public static String text(List<Invocation> invocations) {
    ArrayNode list = JSON.createArrayNode();
    invocations.forEach(invocation -> list.add(json(invocation)));
    return text(list);
  }

  private static String text(JsonNode list) {
    var text = new StringBuilder();
    list.forEach(invocation -> text.append(Value.of(invocation)).append('\n'));
    return text.toString();
  }

  private static ObjectNode json(Invocation invocation) {
    Node node = invocation.node();
    Handed handed = invocation.handed();
    ObjectNode json = JSON.createObjectNode();
    json.put("root", invocation.root()).put("node", node.name()).put("call", invocation.call());
    ObjectNode binding = json.putObject("binding");
    handed.binding().values().forEach(binding::put);
    ObjectNode inputs = json.putObject("inputs");
    ArrayNode absent = json.putArray("absent");
    ObjectNode topics = json.putObject("topics");
    for (Input<?> input : node.inputs()) {
      Value value = handed.inputs().get(input.index());
      if (value == null) {
        absent.add(input.name());
      } else {
        inputs.set(input.name(), value.json());
      }
      String topic = handed.topics().get(input.index());
      if (topic != null) {
        topics.put(input.name(), topic);
      }
    }
    ObjectNode options = json.putObject("options");
    node.options().forEach(o -> options.set(o.name(), handed.options().get(o.index()).json()));
    if (node.own()) {
      ObjectNode own = json.putObject("own");
      node.outputs().forEach(output -> put(own, output.name(), handed.own().get(output.index())));
    }
    ArrayNode products = json.putArray("products");
    for (var product : invocation.products()) {
      ObjectNode event = products.addObject();
      event.put("ordinal", product.ordinal()).put("topic", product.topic());
      event.set("value", product.value().json());
    }
    if (invocation.failed()) {
      json.put("failed", true);
    }
    return json;
  }

  private static void put(ObjectNode object, String name, @Nullable Value value) {
    if (value != null) {
      object.set(name, value.json());
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
