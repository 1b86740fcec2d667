package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What a {@code demo.yaml} says; {@code examples/README.md} describes it.
 *
 * @param folder where the story's files are
 * @param graph a class with a static {@code graph()}
 */
record Story(
    Path folder,
    String title,
    String graph,
    List<Load> loads,
    List<Fact> facts,
    @Nullable Ranking table,
    List<Next> next) {
  static final String FILE = "demo.yaml";

  /** A file of lines that is appended. */
  record Load(String topic, String file, Map<String, String> bind) {}

  /** How a fact is found. */
  enum Kind {
    /** Number of events on the topics. */
    EVENTS,
    /** Number of topics whose last value is not null. */
    TOPICS,
    /** The topic's last value. */
    VALUE
  }

  /**
   * A line of the result.
   *
   * @param show fields in braces; null for the whole value
   */
  record Fact(String label, Kind kind, Pattern topics, @Nullable String show) {}

  /**
   * Rows of the result, one for a topic.
   *
   * @param columns headings by field
   */
  record Ranking(Pattern topics, String sort, int rows, Map<String, String> columns) {}

  /** A command to try. */
  record Next(String say, String run) {}

  /**
   * Reads a story.
   *
   * @throws Invalid if the file is not as {@code examples/README.md} says
   */
  static Story read(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    try (Reader text = Files.newBufferedReader(file)) {
      var options = new LoaderOptions();
      options.setAllowDuplicateKeys(false);
      Object loaded = new Yaml(new SafeConstructor(options)).load(text);
      JsonNode root = JsonMapper.builder().build().valueToTree(loaded);
      known(root, "title", "graph", "append", "result", "table", "next");
      return new Story(
          folder,
          text(root, "title"),
          text(root, "graph"),
          list(root.path("append"), Story::load),
          list(root.path("result"), Story::fact),
          root.has("table") ? ranking(root.path("table")) : null,
          list(root.path("next"), Story::next));
    } catch (Invalid | YAMLException e) {
      throw new Invalid(file + ": " + e.getMessage());
    }
  }

  private static Load load(JsonNode load) {
    known(load, "topic", "file", "bind");
    Map<String, String> bind = new LinkedHashMap<>();
    load.path("bind").properties().forEach(e -> bind.put(e.getKey(), e.getValue().asText()));
    return new Load(text(load, "topic"), text(load, "file"), bind);
  }

  private static Fact fact(JsonNode fact) {
    known(fact, "label", "events", "topics", "value", "show");
    Kind kind = fact.has("events") ? Kind.EVENTS : fact.has("topics") ? Kind.TOPICS : Kind.VALUE;
    String key =
        switch (kind) {
          case EVENTS -> "events";
          case TOPICS -> "topics";
          case VALUE -> "value";
        };
    String show = fact.has("show") ? text(fact, "show") : null;
    return new Fact(text(fact, "label"), kind, Pattern.query(text(fact, key)), show);
  }

  private static Ranking ranking(JsonNode table) {
    known(table, "topics", "sort", "rows", "columns");
    Map<String, String> columns = new LinkedHashMap<>();
    for (JsonNode column : table.path("columns")) {
      if (column.isTextual()) {
        columns.put(column.textValue(), column.textValue());
      } else {
        column.properties().forEach(e -> columns.put(e.getKey(), e.getValue().asText()));
      }
    }
    int rows = table.path("rows").asInt(10);
    return new Ranking(Pattern.query(text(table, "topics")), text(table, "sort"), rows, columns);
  }

  private static Next next(JsonNode next) {
    known(next, "say", "run");
    return new Next(text(next, "say"), text(next, "run"));
  }

  private static <T> List<T> list(JsonNode list, Function<JsonNode, T> element) {
    List<T> elements = new ArrayList<>();
    list.forEach(node -> elements.add(element.apply(node)));
    return elements;
  }

  private static String text(JsonNode node, String key) {
    if (!node.path(key).isTextual()) {
      throw new Invalid("'" + key + "' must be there, and a text");
    }
    return node.path(key).textValue();
  }

  private static void known(JsonNode node, String... keys) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!Set.of(keys).contains(key)) {
                throw new Invalid(
                    "unknown key '" + key + "'; known are " + String.join(", ", keys));
              }
            });
  }
}
