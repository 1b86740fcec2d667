package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.leat.nodes.value.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * One difference between two graphs.
 *
 * @param element {@code type}, {@code topic} or {@code node}
 * @param name of the element
 * @param what of a changed element differs, in order: {@code code}, {@code inputs}; empty for
 *     others
 */
public record GraphChange(Kind kind, String element, String name, List<String> what) {

  /** What became of an element. */
  public enum Kind {
    /** The later graph has it, the earlier one has not. */
    ADDED,
    /** The earlier graph has it, the later one has not. */
    REMOVED,
    /** Both have it, and not alike. */
    CHANGED
  }

  private static final List<String> SECTIONS = List.of("types", "topics", "nodes");

  /** Types, topics, then nodes, each in order of name. Empty iff the graphs are equal. */
  static List<GraphChange> between(Graph before, Graph after) {
    var changes = new ArrayList<GraphChange>();
    for (String section : SECTIONS) {
      JsonNode old = before.describe().path(section);
      JsonNode now = after.describe().path(section);
      String element = section.substring(0, section.length() - 1);
      for (String name : keys(old, now)) {
        JsonNode was = old.path(name);
        JsonNode is = now.path(name);
        if (was.isMissingNode()) {
          changes.add(new GraphChange(Kind.ADDED, element, name, List.of()));
        } else if (is.isMissingNode()) {
          changes.add(new GraphChange(Kind.REMOVED, element, name, List.of()));
        } else if (!was.equals(is)) {
          changes.add(new GraphChange(Kind.CHANGED, element, name, differing(was, is)));
        }
      }
    }
    return changes;
  }

  private static List<String> differing(JsonNode was, JsonNode is) {
    return keys(was, is).stream().filter(key -> !was.path(key).equals(is.path(key))).toList();
  }

  private static List<String> keys(JsonNode a, JsonNode b) {
    var keys = new TreeSet<>(Utf8.ORDER);
    for (JsonNode object : List.of(a, b)) {
      if (!(object instanceof MissingNode)) {
        object.properties().stream().map(Map.Entry::getKey).forEach(keys::add);
      }
    }
    return List.copyOf(keys);
  }

  /** For people: {@code node classify changed: code, options}. */
  @Override
  public String toString() {
    String sentence = element + " " + name + " " + kind.name().toLowerCase(Locale.ROOT);
    return what.isEmpty() ? sentence : sentence + ": " + String.join(", ", what);
  }
}
