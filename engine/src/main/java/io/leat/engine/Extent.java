package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How far re-execution goes on a fork, as its first commit says: which nodes run at the roots that
 * are carried over to it.
 *
 * @param line the one that the fork left, whose record is taken over
 * @param cone the nodes that run, all that is downstream of one among them; null if every node does
 * @param code the identity of the code whose outcomes alone are not taken over at the {@code heads}
 *     of the cone; empty if none is
 * @param heads the nodes of the cone that nothing else of it, nor they themselves, can have changed
 * @param rerun recorded nodes that are asked anew
 * @param settled roots of the line from here on had not been finished there: every node runs at
 *     them
 */
record Extent(
    String line,
    @Nullable Set<String> cone,
    String code,
    Set<String> heads,
    Set<String> rerun,
    long settled) {

  /** Every node runs. */
  static final Extent ALL = new Extent("", null, "", Set.of(), Set.of(), 0);

  /** These nodes and everything downstream of them, in order of rank. */
  static Set<String> cone(Graph graph, Set<String> only) {
    Set<String> cone = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      if (below(graph, cone, node) || only.contains(node.name())) {
        cone.add(node.name());
      }
    }
    return cone;
  }

  private static boolean below(Graph graph, Set<String> cone, Node node) {
    return graph.nodes().stream()
        .anyMatch(above -> cone.contains(above.name()) && Plan.feeds(above, node));
  }

  /** What a selection comes to on a fork of a line. */
  static Extent of(Selection selection, Graph graph, String line, long settled, Set<String> made) {
    if (selection.everything()) {
      return new Extent(line, null, "", Set.of(), selection.rerun(), settled);
    }
    Set<String> first = selection.code().isEmpty() ? selection.only() : made;
    Set<String> cone = cone(graph, first);
    Set<String> heads = new LinkedHashSet<>();
    if (!selection.code().isEmpty()) {
      for (Node node : graph.nodes()) {
        if (cone.contains(node.name()) && !below(graph, cone, node) && !node.own()) {
          heads.add(node.name());
        }
      }
    }
    return new Extent(line, cone, selection.code(), heads, selection.rerun(), settled);
  }

  /** Whether outcomes of a node may be those of the line that was left. */
  boolean mayInherit(String node) {
    return cone != null && (!cone.contains(node) || heads.contains(node));
  }

  /** Whether nothing needs to be said: every node runs, and recorded ones are not asked anew. */
  boolean all() {
    return cone == null && rerun.isEmpty();
  }

  /** The same, of nodes by their present names. */
  Extent named(UnaryOperator<String> nowCalled) {
    Set<String> nodes = cone;
    return new Extent(
        line,
        nodes == null ? null : named(nodes, nowCalled),
        code,
        named(heads, nowCalled),
        named(rerun, nowCalled),
        settled);
  }

  private static Set<String> named(Set<String> nodes, UnaryOperator<String> nowCalled) {
    Set<String> named = new LinkedHashSet<>();
    nodes.forEach(node -> named.add(nowCalled.apply(node)));
    return named;
  }

  /** Says so in what tells of the fork. */
  void addTo(ObjectNode change) {
    if (all()) {
      return;
    }
    ObjectNode told = change.putObject("again");
    told.put("line", line).put("settled", settled);
    Set<String> nodes = cone;
    if (nodes != null) {
      nodes.forEach(told.putArray("nodes")::add);
    }
    if (!code.isEmpty()) {
      told.put("code", code);
      heads.forEach(told.putArray("heads")::add);
    }
    rerun.stream().sorted().forEach(told.putArray("rerun")::add);
  }

  static Extent told(JsonNode change) {
    JsonNode told = change.path("again");
    if (told.isMissingNode()) {
      return ALL;
    }
    return new Extent(
        told.path("line").asText(),
        told.has("nodes") ? names(told.path("nodes")) : null,
        told.path("code").asText(),
        names(told.path("heads")),
        names(told.path("rerun")),
        told.path("settled").asLong());
  }

  private static Set<String> names(JsonNode told) {
    Set<String> names = new LinkedHashSet<>();
    JsonNode array = told.isArray() ? told : JsonNodeFactory.instance.arrayNode();
    array.forEach(name -> names.add(name.asText()));
    return names;
  }
}
