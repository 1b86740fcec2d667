package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.List;

/**
 * The topics that somebody asks for: those that match one of some patterns.
 *
 * @param patterns as in {@code tail}; at least one
 */
record Topics(List<Pattern> patterns) {
  private static final int NAMED_MAX = 12;

  /**
   * @param texts patterns; none stands for every topic
   * @throws Invalid if one is no pattern
   */
  static Topics parse(List<String> texts) {
    List<String> asked = texts.isEmpty() ? List.of("**") : texts;
    return new Topics(asked.stream().map(Pattern::query).toList());
  }

  /** Those topics, as the log is asked for them. */
  TopicFilter filter() {
    if (patterns.size() == 1 && patterns.getFirst().plain()) {
      return TopicFilter.only(patterns.getFirst().toString());
    }
    return TopicFilter.of(
        topic -> patterns.stream().anyMatch(pattern -> pattern.match(topic) != null));
  }

  /**
   * Checks that each pattern may match something: a topic of the graph, or one that was written
   * when the graph was another.
   *
   * @throws Invalid if one cannot; says what there is
   */
  void check(Workspace workspace, Leat leat) {
    if (patterns.stream().allMatch(Topics::matchesMuch)) {
      return;
    }
    Graph graph = workspace.graph();
    for (Pattern pattern : patterns) {
      if (!matchesMuch(pattern) && !inGraph(pattern, graph) && !written(pattern, leat)) {
        if (pattern.plain()) {
          checkName(graph, pattern.toString());
        }
        throw new Invalid("no topic matches '" + pattern + "'; " + choice(graph));
      }
    }
  }

  /** What needs no look at the graph, which takes longer than to read a small log. */
  private static boolean matchesMuch(Pattern pattern) {
    String text = pattern.toString();
    return text.equals("**") || text.equals(Graph.STATE_CHANGES);
  }

  private static boolean inGraph(Pattern pattern, Graph graph) {
    return pattern.plain()
        ? graph.topic(pattern.toString()) != null
        : graph.topics().stream().anyMatch(topic -> topic.pattern().overlaps(pattern))
            || graph.optionTopics().stream().anyMatch(option -> pattern.match(option) != null);
  }

  private static boolean written(Pattern pattern, Leat leat) {
    return !leat.log().topics(new Topics(List.of(pattern)).filter(), Long.MAX_VALUE).isEmpty();
  }

  /**
   * Checks that a topic is one of the graph's.
   *
   * @throws Invalid if not, with the name that is nearest
   */
  static void checkName(Graph graph, String name) {
    if (graph.topic(name) == null) {
      List<String> known = new ArrayList<>();
      graph.topics().forEach(topic -> known.add(topic.pattern().toString()));
      known.addAll(graph.optionTopics());
      known.add(Graph.STATE_CHANGES);
      String hint = Arguments.hint(name, known);
      throw new Invalid(
          "unknown topic '" + name + "'" + (hint.isEmpty() ? "; " + choice(graph) : hint));
    }
  }

  /** What there is to look at: topics, options, and what the engine says of itself. */
  private static String choice(Graph graph) {
    List<String> options = graph.optionTopics();
    return "the topics are "
        + of(graph)
        + (options.isEmpty() ? "" : "; options: " + String.join(", ", options))
        + "; and "
        + Graph.STATE_CHANGES;
  }

  /** The topics of a graph for a message; not all if there are very many. */
  static String of(Graph graph) {
    List<String> names = graph.topics().stream().map(topic -> topic.pattern().toString()).toList();
    return names.isEmpty()
        ? "none: leat.yaml declares none"
        : String.join(", ", names.subList(0, Math.min(NAMED_MAX, names.size())))
            + (names.size() > NAMED_MAX ? ", …" : "");
  }
}
