package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A place within a value where two values differ.
 *
 * @param path {@code place.name}, {@code readings[3]}; empty for the value as a whole
 * @param a missing where only the second value has the place
 * @param b missing where only the first value has the place
 */
public record FieldChange(String path, JsonNode a, JsonNode b) {

  /** All of them, in the order of the fields; none if the values are equal. */
  public static List<FieldChange> between(JsonNode a, JsonNode b) {
    List<FieldChange> changes = new ArrayList<>();
    compare("", a, b, changes);
    return changes;
  }

  private static void compare(String path, JsonNode a, JsonNode b, List<FieldChange> changes) {
    if (a.equals(b)) {
      return;
    }
    if (a.isObject() && b.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      a.fieldNames().forEachRemaining(names::add);
      b.fieldNames().forEachRemaining(names::add);
      String prefix = path.isEmpty() ? "" : path + ".";
      names.forEach(name -> compare(prefix + name, a.path(name), b.path(name), changes));
    } else if (a.isArray() && b.isArray()) {
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        compare(path + "[" + i + "]", a.path(i), b.path(i), changes);
      }
    } else {
      changes.add(new FieldChange(path, a, b));
    }
  }

  /** {@code level: "minor" -> "major"}. */
  @Override
  public String toString() {
    return (path.isEmpty() ? "" : path + ": ") + shown(a) + " -> " + shown(b);
  }

  private static String shown(JsonNode node) {
    return node instanceof MissingNode ? "(none)" : node.toString();
  }
}
