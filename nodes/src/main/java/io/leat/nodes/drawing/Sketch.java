package io.leat.nodes.drawing;

import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a drawing of a graph shows: topics and nodes, and who reads and publishes what. Topics that
 * nobody reads or publishes are shown too.
 *
 * @param parts topics in order of name, then nodes by rank
 * @param lines from topics to nodes and from nodes to topics
 */
record Sketch(List<Part> parts, List<Line> lines) {

  enum Kind {
    /** A topic fed from outside. */
    ROOT,
    /** A topic that a node publishes to. */
    PRODUCT,
    /** A node that is pure. */
    PURE,
    /** A node that is recorded. */
    RECORDED,
    /** A node that is an effect. */
    EFFECT;

    boolean node() {
      return this != ROOT && this != PRODUCT;
    }

    static Kind of(Node node) {
      return switch (node.kind()) {
        case PURE -> PURE;
        case RECORDED -> RECORDED;
        case EFFECT -> EFFECT;
      };
    }
  }

  /**
   * A topic or a node.
   *
   * @param index its place among the parts
   * @param remarks shown below the name: type, kind, options, what is special
   */
  record Part(int index, Kind kind, String name, List<String> remarks) {}

  /**
   * Events go from one part to another.
   *
   * @param lookedUp whether they do not trigger
   */
  record Line(int from, int to, boolean lookedUp) {}

  static Sketch of(Graph graph) {
    var parts = new ArrayList<Part>();
    var lines = new ArrayList<Line>();
    Map<Topic<?>, Integer> topics = new HashMap<>();
    for (Topic<?> topic : shown(graph)) {
      boolean product =
          graph.nodes().stream()
              .flatMap(node -> node.outputs().stream())
              .anyMatch(output -> output.pattern().overlaps(topic.pattern()));
      topics.put(topic, parts.size());
      parts.add(
          new Part(
              parts.size(),
              product ? Kind.PRODUCT : Kind.ROOT,
              topic.pattern().toString(),
              List.of(says(topic))));
    }
    for (Node node : graph.nodes()) {
      int index = parts.size();
      parts.add(new Part(index, Kind.of(node), node.name(), remarks(node)));
      topics.forEach(
          (topic, place) -> {
            for (Input<?> input : node.inputs()) {
              if (input.pattern().overlaps(topic.pattern())) {
                lines.add(new Line(place, index, !input.trigger()));
              }
            }
            for (Output<?> output : node.outputs()) {
              if (output.pattern().overlaps(topic.pattern())) {
                lines.add(new Line(index, place, false));
              }
            }
          });
    }
    lines.sort(
        java.util.Comparator.comparingInt(Line::from)
            .thenComparingInt(Line::to)
            .thenComparing(Line::lookedUp));
    return new Sketch(List.copyOf(parts), lines.stream().distinct().toList());
  }

  /** The topics of a graph, and options and state-changes.log where a node reads them. */
  private static List<Topic<?>> shown(Graph graph) {
    List<Topic<?>> shown = new ArrayList<>(graph.topics());
    for (Node node : graph.nodes()) {
      for (Input<?> input : node.inputs()) {
        Topic<?> topic = graph.topic(input.pattern().toString());
        boolean known =
            graph.topics().stream().anyMatch(other -> other.pattern().overlaps(input.pattern()));
        if (topic != null && !known && !shown.contains(topic)) {
          shown.add(topic);
        }
      }
    }
    return shown;
  }

  /** The type of a topic, and what is special about it. */
  static String says(Topic<?> topic) {
    Duration every = topic.every();
    return topic.type().name()
        + (topic.distinct() ? ", distinct" : "")
        + (every == null ? "" : ", every " + Durations.text(every));
  }

  private static List<String> remarks(Node node) {
    var remarks = new ArrayList<String>();
    if (node.kind() != io.leat.nodes.Kind.PURE) {
      remarks.add(node.kind().name().toLowerCase(Locale.ROOT));
    }
    for (Option<?> option : node.options()) {
      Value fallback = option.fallback();
      remarks.add(
          option.name() + (fallback == null ? ": " + option.type() : " = " + Show.value(fallback)));
    }
    if (node.own()) {
      remarks.add("reads its own products");
    }
    return remarks;
  }
}
