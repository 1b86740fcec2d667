package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Types;
import io.leat.nodes.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A graph as JSON and back. What has its default is left out. */
final class Description {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Description() {}

  /** All that the identity of a graph covers. */
  static JsonNode structure(Graph graph) {
    ObjectNode json = JSON.objectNode();
    ObjectNode types = json.putObject("types");
    graph.declaredTypes().forEach((name, type) -> types.set(name, type.describe()));
    ObjectNode topics = json.putObject("topics");
    for (Topic<?> topic : graph.topics()) {
      ObjectNode fields = topics.putObject(topic.pattern().toString());
      fields.put("type", topic.type().name());
      putTrue(fields, "distinct", topic.distinct());
      if (topic.every() != null) {
        fields.put("every", topic.every().toString());
      }
    }
    ObjectNode nodes = json.putObject("nodes");
    graph.nodes().forEach(node -> nodes.set(node.name(), of(node)));
    return json;
  }

  /** The structure, and what was renamed. */
  static JsonNode whole(JsonNode structure, RenameMap renames) {
    ObjectNode json = structure.deepCopy();
    if (!renames.names().isEmpty()) {
      ObjectNode renamed = json.putObject("renamed");
      renames.names().forEach(renamed::put);
    }
    return json;
  }

  private static ObjectNode of(Node node) {
    ObjectNode json = JSON.objectNode();
    ArrayNode inputs = json.putArray("inputs");
    for (Input<?> input : node.inputs()) {
      ObjectNode fields = inputs.addObject();
      fields.put("name", input.name()).put("topic", input.pattern().toString());
      putFalse(fields, "trigger", input.trigger());
      putTrue(fields, "required", input.required());
    }
    ArrayNode outputs = json.putArray("outputs");
    for (Output<?> output : node.outputs()) {
      ObjectNode fields = outputs.addObject();
      fields.put("name", output.name()).put("topic", output.pattern().toString());
      fields.put("type", output.type().name());
    }
    ArrayNode options = json.putArray("options");
    for (Option<?> option : node.options()) {
      ObjectNode fields = options.addObject();
      fields.put("name", option.name()).put("type", option.type().name());
      if (option.fallback() != null) {
        fields.set("default", option.fallback().json());
      }
      putFalse(fields, "trigger", option.trigger());
    }
    putTrue(json, "own", node.own());
    putTrue(json, "context", node.context());
    if (node.kind() != Kind.PURE) {
      json.put("kind", node.kind().name().toLowerCase(Locale.ROOT));
    }
    json.put("code", node.code());
    if (node.attempts() > 1) {
      json.putObject("retry")
          .put("attempts", node.attempts())
          .put("backoff", node.backoff().toString());
    }
    if (node.onFailure() != OnFailure.SKIP) {
      json.put("on-failure", node.onFailure().name().toLowerCase(Locale.ROOT));
    }
    return json;
  }

  private static void putTrue(ObjectNode json, String key, boolean value) {
    if (value) {
      json.put(key, true);
    }
  }

  private static void putFalse(ObjectNode json, String key, boolean value) {
    if (!value) {
      json.put(key, false);
    }
  }

  static Graph graph(JsonNode json) {
    var types = new Types();
    for (String name : keys(json.path("types"))) {
      type(name, json.path("types"), types);
    }
    GraphBuilder graph = Graph.builder();
    types.declared().values().forEach(graph::type);
    for (String pattern : keys(json.path("topics"))) {
      JsonNode fields = json.path("topics").path(pattern);
      Type<?> type = type(fields, types);
      if (fields.has("every")) {
        graph.time(pattern, Duration.parse(text(fields, "every")));
      } else if (fields.path("distinct").asBoolean()) {
        graph.distinct(pattern, type);
      } else {
        graph.topic(pattern, type);
      }
    }
    for (String name : keys(json.path("nodes"))) {
      node(graph.node(name), json.path("nodes").path(name), types);
    }
    for (String before : keys(json.path("renamed"))) {
      graph.renamed(before, text(json.path("renamed"), before));
    }
    return graph.build();
  }

  private static void type(String name, JsonNode all, Types types) {
    JsonNode fields = all.path(name);
    if (types.declared().containsKey(name) || !(fields instanceof ObjectNode declaration)) {
      return;
    }
    String parentName = fields.path("parent").asText("any");
    String bare = parentName.replaceAll("list<|>", "");
    if (all.has(bare) && !bare.equals(name)) {
      type(bare, all, types);
    }
    Type<?> parent = types.find(parentName);
    if (parent == null) {
      throw new Invalid("type " + Show.quoted(name) + ": " + types.unknown(parentName));
    }
    types.add(
        fields.has("schema")
            ? parent.where(name, fields.path("schema"))
            : parent.described(name, declaration));
  }

  private static Type<?> type(JsonNode fields, Types types) {
    String name = fields.path("type").asText("any");
    Type<?> type = types.find(name);
    if (type == null) {
      throw new Invalid(types.unknown(name));
    }
    return type;
  }

  private static void node(NodeBuilder node, JsonNode json, Types types) {
    for (JsonNode input : json.path("inputs")) {
      var modes = new ArrayList<Mode>();
      if (!input.path("trigger").asBoolean(true)) {
        modes.add(Mode.LOOKUP);
      }
      if (input.path("required").asBoolean()) {
        modes.add(Mode.REQUIRED);
      }
      node.input(text(input, "name"), text(input, "topic"), modes.toArray(new Mode[0]));
    }
    for (JsonNode output : json.path("outputs")) {
      node.output(text(output, "name"), text(output, "topic"), type(output, types));
    }
    for (JsonNode option : json.path("options")) {
      JsonNode fallback = option.get("default");
      node.option(
          text(option, "name"),
          type(option, types),
          fallback == null ? (Value) null : Value.of(fallback),
          option.path("trigger").asBoolean(true));
    }
    if (json.path("own").asBoolean()) {
      node.own();
    }
    if (json.path("context").asBoolean()) {
      node.context();
    }
    node.kind(Kind.valueOf(json.path("kind").asText("pure").toUpperCase(Locale.ROOT)));
    JsonNode retry = json.path("retry");
    node.retry(
        retry.path("attempts").asInt(1), Duration.parse(retry.path("backoff").asText("PT0S")));
    node.onFailure(
        OnFailure.valueOf(json.path("on-failure").asText("skip").toUpperCase(Locale.ROOT)));
    node.body(Described.BODY, text(json, "code"));
  }

  private static String text(JsonNode fields, String key) {
    JsonNode text = fields.path(key);
    if (!text.isTextual()) {
      throw new Invalid(
          "no description of a graph: no " + key + " in " + Show.text(fields.toString()));
    }
    return text.textValue();
  }

  private static List<String> keys(JsonNode fields) {
    return fields.properties().stream().map(Map.Entry::getKey).toList();
  }
}
