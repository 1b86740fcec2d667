package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An event of {@code state-changes.log} for people, on one line: {@code graph compiled: settled 0;
 * 8 nodes, 12 topics, 4 types (3a5f01e2b7c4)}. As JSON it has all that is left out here.
 */
final class StateChangeText {
  private static final int DIGITS_OF_AN_IDENTITY = 12;

  private StateChangeText() {}

  static String of(JsonNode change) {
    JsonNode about = change.path("about");
    List<String> parts = new ArrayList<>();
    addFields(about, parts);
    addFields(change, parts);
    if (change.path("graph").isObject()) {
      parts.add(graph(change.path("graph"), about.path("graph").asText()));
    }
    if (change.path("again").has("nodes")) {
      List<String> nodes = new ArrayList<>();
      change.path("again").path("nodes").forEach(node -> nodes.add(node.asText()));
      parts.add("executes only " + String.join(", ", nodes) + " again");
    }
    String what = change.path("change").asText();
    return parts.isEmpty() ? what : what + ": " + String.join("; ", parts);
  }

  private static void addFields(JsonNode object, List<String> parts) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      boolean shown =
          switch (field.getKey()) {
            case "change", "about", "graph", "since", "again", "asked" -> false;
            default -> !field.getValue().isEmpty() || field.getValue().isValueNode();
          };
      if (shown) {
        JsonNode value = field.getValue();
        boolean quoted = field.getKey().equals("value") || !value.isTextual();
        parts.add(field.getKey() + " " + (quoted ? value.toString() : value.textValue()));
      }
    }
  }

  private static String graph(JsonNode graph, String identity) {
    return Words.count(graph.path("nodes").size(), "node")
        + ", "
        + Words.count(graph.path("topics").size(), "topic")
        + ", "
        + Words.count(graph.path("types").size(), "type")
        + " ("
        + identity.substring(0, Math.min(DIGITS_OF_AN_IDENTITY, identity.length()))
        + ")";
  }
}
