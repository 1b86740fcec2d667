package io.leat.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.value.Value;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The first place in which two values differ, for a message. */
final class FirstDifference {

  private FirstDifference() {}

  /** {@code at /mag: 4.7, not 4.8}; empty if the values differ as a whole or not at all. */
  static String between(Value expected, Value found) {
    String difference = between("", expected.json(), found.json());
    return difference == null || difference.startsWith(":") ? "" : "at " + difference;
  }

  private static @Nullable String between(String path, JsonNode expected, JsonNode found) {
    if (expected.equals(found)) {
      return null;
    }
    if (expected.isObject() && found.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      found.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        String inner = between(path + "/" + name, expected.path(name), found.path(name));
        if (inner != null) {
          return inner;
        }
      }
    }
    if (expected.isArray() && found.isArray()) {
      for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
        String inner = between(path + "/" + i, expected.path(i), found.path(i));
        if (inner != null) {
          return inner;
        }
      }
    }
    return path + ": expected " + text(expected) + ", but it is " + text(found);
  }

  private static String text(JsonNode json) {
    return json.isMissingNode() ? "missing" : Account.cut(json.toString());
  }
}
