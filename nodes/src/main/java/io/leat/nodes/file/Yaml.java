package io.leat.nodes.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.value.Show;
import java.util.List;
import java.util.Map;

/** A part of a YAML text, with the place where it begins. */
sealed interface Yaml {

  /** A place in a text, both numbers from 1. */
  record Place(int line, int column) implements Comparable<Place> {
    static final Place START = new Place(1, 1);

    @Override
    public int compareTo(Place other) {
      return line == other.line
          ? Integer.compare(column, other.column)
          : Integer.compare(line, other.line);
    }
  }

  Place place();

  /** What it is, for messages: {@code a text}, {@code a list}. */
  String noun();

  /** The same as JSON. */
  JsonNode json();

  /**
   * A single value.
   *
   * @param text as written, without quotes
   */
  record Scalar(Place place, JsonNode json, String text) implements Yaml {
    @Override
    public String noun() {
      return switch (json.getNodeType()) {
        case STRING -> "the text " + Show.quoted(text);
        case NULL -> "nothing";
        default -> Show.text(text);
      };
    }
  }

  record Items(Place place, List<Yaml> items) implements Yaml {
    @Override
    public String noun() {
      return "a list";
    }

    @Override
    public JsonNode json() {
      ArrayNode json = JsonNodeFactory.instance.arrayNode(items.size());
      items.forEach(item -> json.add(item.json()));
      return json;
    }
  }

  /** One key with its value. */
  record Field(Place place, Yaml value) {}

  record Fields(Place place, Map<String, Field> fields) implements Yaml {
    @Override
    public String noun() {
      return "keys with values";
    }

    @Override
    public JsonNode json() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      fields.forEach((key, field) -> json.set(key, field.value.json()));
      return json;
    }
  }
}
