package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Utf8;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One difference between two graphs.
 *
 * @param element {@code type}, {@code topic} or {@code node}
 * @param name of the element, in the later graph if that has it
 * @param before its name in the earlier graph: another if it was renamed
 * @param what of an element that both have differs, in order: {@code code}, {@code inputs}; empty
 *     if nothing does
 */
public record GraphChange(
    Kind kind, String element, String name, String before, List<String> what) {

  /** What became of an element. */
  public enum Kind {
    /** The later graph has it, the earlier one has not. */
    ADDED,
    /** The earlier graph has it, the later one has not. */
    REMOVED,
    /** Both have it, and not alike. */
    CHANGED,
    /** Both have it under two names, perhaps not alike besides. */
    RENAMED
  }

  private static final List<String> SECTIONS = List.of("types", "topics", "nodes");

  /** Types, topics, then nodes, each in order of name. Empty iff the graphs are equal. */
  static List<GraphChange> between(Graph before, Graph after) {
    Map<String, String> nodes = applicable(after, nodes(before), nodes(after));
    Map<String, String> topics = applicable(after, topics(before), topics(after));
    Map<String, Pattern> patterns = new HashMap<>();
    topics.forEach((was, is) -> patterns.put(was, Pattern.parse(is)));
    // Under its new names, so that who reads a renamed topic is not changed by that.
    boolean same = nodes.isEmpty() && topics.isEmpty();
    Graph renamed = same ? before : Edits.renamed(before, nodes, patterns, RenameMap.NONE);
    Map<String, RenameMap> renames =
        Map.of("node", new RenameMap(nodes), "topic", new RenameMap(topics));
    var changes = new ArrayList<GraphChange>();
    for (String section : SECTIONS) {
      JsonNode old = renamed.describe().path(section);
      JsonNode now = after.describe().path(section);
      String element = section.substring(0, section.length() - 1);
      for (String name : keys(old, now)) {
        String former = renames.getOrDefault(element, RenameMap.NONE).before(name);
        JsonNode was = old.path(name);
        JsonNode is = now.path(name);
        if (was.isMissingNode()) {
          changes.add(new GraphChange(Kind.ADDED, element, name, name, List.of()));
        } else if (is.isMissingNode()) {
          changes.add(new GraphChange(Kind.REMOVED, element, name, name, List.of()));
        } else if (!former.equals(name)) {
          changes.add(new GraphChange(Kind.RENAMED, element, name, former, differing(was, is)));
        } else if (!was.equals(is)) {
          changes.add(new GraphChange(Kind.CHANGED, element, name, name, differing(was, is)));
        }
      }
    }
    return changes;
  }

  /** What the later graph renamed that the earlier one has under its old name alone. */
  private static Map<String, String> applicable(Graph after, Set<String> had, Set<String> has) {
    Map<String, String> renames = new LinkedHashMap<>(after.renames());
    renames
        .entrySet()
        .removeIf(
            rename ->
                !had.contains(rename.getKey())
                    || had.contains(rename.getValue())
                    || !has.contains(rename.getValue()));
    return renames;
  }

  private static Set<String> nodes(Graph graph) {
    return graph.nodes().stream().map(Node::name).collect(Collectors.toSet());
  }

  private static Set<String> topics(Graph graph) {
    return graph.topics().stream()
        .map(topic -> topic.pattern().toString())
        .collect(Collectors.toSet());
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
    String sentence =
        switch (kind) {
          case RENAMED -> "%s %s renamed from %s".formatted(element, name, before);
          case ADDED, REMOVED, CHANGED ->
              "%s %s %s".formatted(element, name, kind.name().toLowerCase(Locale.ROOT));
        };
    if (what.isEmpty()) {
      return sentence;
    }
    String changed = kind == Kind.RENAMED ? " and changed: " : ": ";
    return sentence + changed + String.join(", ", what);
  }
}
