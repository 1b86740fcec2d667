package io.leat.nodes;

import io.leat.nodes.value.CodeDigest;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Graphs made from another graph. Each is checked like any other. */
final class Edits {

  private Edits() {}

  /** A builder that has all of a graph, to add to. */
  static GraphBuilder builder(Graph graph) {
    return builder(graph, graph.topics(), graph.nodes());
  }

  /** What was renamed before is renamed still, if it is kept. */
  private static GraphBuilder builder(Graph graph, List<Topic<?>> topics, List<Node> nodes) {
    Set<String> kept = new HashSet<>();
    nodes.forEach(node -> kept.add(node.name()));
    topics.forEach(topic -> kept.add(topic.pattern().toString()));
    return builder(graph, topics, nodes, new RenameMap(graph.renames()).within(kept));
  }

  private static GraphBuilder builder(
      Graph graph, List<Topic<?>> topics, List<Node> nodes, RenameMap renames) {
    GraphBuilder builder = Graph.builder();
    graph.types().forEach(builder::type);
    topics.forEach(builder::declare);
    builder.nodes(nodes);
    renames.names().forEach(builder::renamed);
    return builder;
  }

  /**
   * The part of a graph with these nodes. What the others published is fed from outside if it is
   * still read, and gone if it is not.
   */
  static Graph only(Graph graph, Collection<String> nodes) {
    List<Node> kept = graph.nodes().stream().filter(node -> nodes.contains(node.name())).toList();
    var topics = new ArrayList<Topic<?>>();
    for (Topic<?> topic : graph.topics()) {
      boolean fromOutside =
          graph.nodes().stream().noneMatch(node -> publishes(node, topic.pattern()));
      boolean used =
          kept.stream()
              .anyMatch(node -> publishes(node, topic.pattern()) || reads(node, topic.pattern()));
      if (fromOutside || used) {
        topics.add(topic);
      }
    }
    return builder(graph, topics, kept).build();
  }

  private static boolean publishes(Node node, Pattern topic) {
    return node.outputs().stream().anyMatch(output -> output.pattern().overlaps(topic));
  }

  private static boolean reads(Node node, Pattern topic) {
    return node.inputs().stream().anyMatch(input -> input.pattern().overlaps(topic));
  }

  /** The same graph with other code for a node, which keeps its inputs, options and outputs. */
  static Graph replace(Graph graph, String name, Code code) {
    Node old = known(graph, name);
    var stub =
        new Node(
            name,
            old.inputs(),
            old.outputs(),
            old.options(),
            old.variables(),
            old.own(),
            old.context(),
            old.kind(),
            CodeDigest.of(code.getClass()),
            InProcess.here(code),
            1,
            old.backoff(),
            old.onFailure());
    return exchange(graph, stub);
  }

  /** The same graph with something put around the body of a node. */
  static Graph around(Graph graph, String name, UnaryOperator<Body> put) {
    Node node = known(graph, name);
    return exchange(graph, node.by(put.apply(node.body())));
  }

  /** The same graph with up to so many invocations of each node at once, where it bears that. */
  static Graph jobs(Graph graph, int jobs) {
    if (jobs < 1 || jobs > Body.JOBS_MAX) {
      throw new Invalid("jobs must be 1 to " + Body.JOBS_MAX + ", not " + jobs);
    }
    List<Node> nodes = graph.nodes().stream().map(node -> node.by(node.body().jobs(jobs))).toList();
    return builder(graph, graph.topics(), nodes).build();
  }

  /** The same graph with another node in the place of the one of its name. */
  private static Graph exchange(Graph graph, Node other) {
    List<Node> nodes =
        graph.nodes().stream()
            .map(node -> node.name().equals(other.name()) ? other : node)
            .toList();
    return builder(graph, graph.topics(), nodes).build();
  }

  /** The same graph with what the clock feeds fed from outside. */
  static Graph withoutClock(Graph graph) {
    List<Topic<?>> topics = new ArrayList<>();
    graph.topics().forEach(topic -> topics.add(withoutClock(topic)));
    return builder(graph, topics, graph.nodes()).build();
  }

  private static <T> Topic<T> withoutClock(Topic<T> topic) {
    return new Topic<>(topic.pattern(), topic.type(), topic.distinct());
  }

  /** The same graph with other names for nodes and for topics by pattern. */
  static Graph renamed(Graph graph, Map<String, String> names) {
    Set<String> unknown = new HashSet<>(names.keySet());
    Map<String, Pattern> patterns = new LinkedHashMap<>();
    for (Topic<?> topic : graph.topics()) {
      String text = topic.pattern().toString();
      String other = names.get(text);
      if (other != null && unknown.remove(text)) {
        patterns.put(text, Pattern.parse(other));
      }
    }
    graph.nodes().forEach(node -> unknown.remove(node.name()));
    if (!unknown.isEmpty()) {
      throw new Invalid(
          unknown.stream()
              .sorted(Utf8.ORDER)
              .map(name -> "no node and no topic " + Show.quoted(name) + " to rename")
              .toList());
    }
    return renamed(graph, names, patterns, new RenameMap(graph.renames()).then(names));
  }

  /** The same graph with other names for nodes, others for topics, and what it says of them. */
  static Graph renamed(
      Graph graph, Map<String, String> names, Map<String, Pattern> patterns, RenameMap renames) {
    List<Topic<?>> topics = new ArrayList<>();
    for (Topic<?> topic : graph.topics()) {
      topics.add(renamed(topic, patterns));
    }
    List<Node> nodes = new ArrayList<>();
    for (Node node : graph.nodes()) {
      nodes.add(renamed(node, names.getOrDefault(node.name(), node.name()), patterns));
    }
    return builder(graph, topics, nodes, renames).build();
  }

  private static <T> Topic<T> renamed(Topic<T> topic, Map<String, Pattern> patterns) {
    return new Topic<>(
        renamed(topic.pattern(), patterns), topic.type(), topic.distinct(), topic.every());
  }

  private static Pattern renamed(Pattern pattern, Map<String, Pattern> patterns) {
    return patterns.getOrDefault(pattern.toString(), pattern);
  }

  private static Node renamed(Node node, String name, Map<String, Pattern> patterns) {
    List<Input<?>> inputs = new ArrayList<>();
    node.inputs().forEach(input -> inputs.add(input.at(renamed(input.pattern(), patterns))));
    List<Output<?>> outputs = new ArrayList<>();
    node.outputs().forEach(output -> outputs.add(output.at(renamed(output.pattern(), patterns))));
    return node.named(name).with(inputs, outputs);
  }

  static Node known(Graph graph, String name) {
    Node node = graph.node(name);
    if (node == null) {
      throw new Invalid(
          "no node "
              + Show.quoted(name)
              + Nearest.hint(name, graph.nodes().stream().map(Node::name).toList()));
    }
    return node;
  }
}
