package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts, such as the cells of a table, as fields of the objects of a type: as a number, true,
 * false or null where the type wants that of the field, else as a string. A type wants what its
 * JSON Schemas say under {@code properties} (by {@code type}, {@code enum} or {@code const}), or
 * what its record's component is. Owned by one thread.
 */
public final class Cells {
  private final @Nullable Type<?> type;
  private final Map<String, Set<String>> wanted = new HashMap<>();

  private Cells(@Nullable Type<?> type) {
    this.type = type;
  }

  /**
   * The cells of a type.
   *
   * @param type null if there is none, so that every cell is a string
   */
  public static Cells of(@Nullable Type<?> type) {
    return new Cells(type);
  }

  /**
   * What a text is as a field; null if the field is left out: an empty text where something other
   * than a string is wanted.
   */
  public @Nullable JsonNode read(String field, String text) {
    Set<String> kinds = wanted.computeIfAbsent(field, this::wanted);
    if (text.isEmpty()) {
      boolean string = kinds.isEmpty() || kinds.contains("string");
      return kinds.contains("null") ? NullNode.instance : string ? TextNode.valueOf("") : null;
    }
    if (kinds.contains("number") || kinds.contains("integer")) {
      JsonNode number = number(text);
      if (number != null) {
        return number;
      }
    }
    if (kinds.contains("boolean") && (text.equals("true") || text.equals("false"))) {
      return BooleanNode.valueOf(text.equals("true"));
    }
    return TextNode.valueOf(text);
  }

  private static @Nullable JsonNode number(String text) {
    char first = text.charAt(0);
    if (first != '-' && (first < '0' || first > '9')) {
      return null;
    }
    try {
      JsonNode number = Value.parse(text).json();
      return number.isNumber() ? number : null;
    } catch (Invalid e) {
      return null;
    }
  }

  private Set<String> wanted(String field) {
    Set<String> kinds = new HashSet<>();
    for (Type<?> at = type; at != null; at = at.parent()) {
      add(kinds, at.describe().path("schema").path("properties").path(field));
      if (kinds.isEmpty() && at.codec() instanceof ObjectCodec<?> object) {
        kinds.addAll(object.kindsOf(field));
      }
    }
    return kinds;
  }

  private static void add(Set<String> kinds, JsonNode schema) {
    JsonNode type = schema.path("type");
    if (type.isTextual()) {
      kinds.add(type.textValue());
    }
    type.forEach(one -> kinds.add(one.asText()));
    schema.path("enum").forEach(value -> kinds.add(kind(value)));
    if (schema.has("const")) {
      kinds.add(kind(schema.path("const")));
    }
  }

  private static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> "number";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      case ARRAY, BINARY, MISSING, OBJECT, POJO, STRING -> "string";
    };
  }
}
