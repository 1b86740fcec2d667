package io.leat.nodes;

import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who is upstream and downstream of whom in a graph. Immutable. */
final class Reach {
  private final Graph graph;
  private final Trie<String> publishers = new Trie<>();
  private final Map<String, Set<String>> upstream = new HashMap<>();
  private final Map<String, Set<String>> downstream = new HashMap<>();

  Reach(Graph graph) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      upstream.put(node.name(), new LinkedHashSet<>());
      downstream.put(node.name(), new LinkedHashSet<>());
      node.outputs().forEach(output -> publishers.put(output.pattern(), node.name()));
    }
    for (Node node : graph.nodes()) {
      for (Input<?> input : node.inputs()) {
        for (String source : publishers.overlapping(input.pattern())) {
          of(upstream, node.name()).add(source);
          of(downstream, source).add(node.name());
        }
      }
    }
  }

  /** Everything upstream of a node or topic, by rank; a topic's source included. */
  List<Node> upstreamOf(String name) {
    return ranked(
        closure(
            graph.node(name) != null
                ? of(upstream, name)
                : Set.copyOf(publishers.overlapping(topic(name))),
            upstream));
  }

  /** Everything downstream of a node or topic, by rank; a topic's readers included. */
  List<Node> downstreamOf(String name) {
    return ranked(
        closure(
            graph.node(name) != null ? of(downstream, name) : readers(topic(name)), downstream));
  }

  private Set<String> readers(Pattern topic) {
    var readers = new LinkedHashSet<String>();
    for (Node node : graph.nodes()) {
      if (node.inputs().stream().anyMatch(input -> input.pattern().overlaps(topic))) {
        readers.add(node.name());
      }
    }
    return readers;
  }

  private Pattern topic(String name) {
    Pattern pattern = Pattern.parse(name);
    boolean known =
        graph.topic(name) != null
            || graph.topics().stream().anyMatch(topic -> topic.pattern().overlaps(pattern));
    if (!known) {
      var names = new ArrayList<>(upstream.keySet());
      graph.topics().forEach(topic -> names.add(topic.pattern().toString()));
      throw new Invalid(
          "no node and no topic " + Show.quoted(name) + Nearest.topicHint(name, names));
    }
    return pattern;
  }

  private static Set<String> closure(Collection<String> from, Map<String, Set<String>> edges) {
    var found = new HashSet<String>();
    var left = new ArrayList<>(from);
    while (!left.isEmpty()) {
      String next = left.removeLast();
      if (found.add(next)) {
        left.addAll(of(edges, next));
      }
    }
    return found;
  }

  private List<Node> ranked(Set<String> names) {
    return graph.nodes().stream().filter(node -> names.contains(node.name())).toList();
  }

  private static Set<String> of(Map<String, Set<String>> edges, String node) {
    return edges.getOrDefault(node, Set.of());
  }
}
