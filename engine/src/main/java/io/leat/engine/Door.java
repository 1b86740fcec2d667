package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where values from outside come in: each is checked before anything of its batch is written.
 * Thread-safe.
 */
final class Door {
  private final Graph graph;
  private final Set<String> options;
  private final LogWriter writer;

  /** By topic, the last value set. */
  private final Map<String, Value> optionValues;

  Door(Graph graph, LogWriter writer, Map<String, Value> optionValues) {
    this.graph = graph;
    this.options = optionTopics(graph);
    this.writer = writer;
    this.optionValues = new HashMap<>(optionValues);
  }

  /**
   * Appends roots as one atomic batch. An option that already has the value is left out; that it
   * has it is as durable as asked for.
   *
   * @return the offset of the first event; the end of the log if nothing had to be written
   * @throws Invalid if a topic or a value is refused; nothing was written. The message says which
   *     root where there are several
   */
  synchronized long append(List<Root> roots, Durability durability) {
    check(graph, roots);
    Batch batch = writer.batch();
    Map<String, Value> set = new HashMap<>();
    for (Root root : roots) {
      if (!options.contains(root.topic())) {
        batch.root(root.topic(), LoggedValue.payload(root.value()), null, false);
      } else if (!root.value()
          .equals(set.getOrDefault(root.topic(), optionValues.get(root.topic())))) {
        batch.root(root.topic(), LoggedValue.payload(root.value()), null, false);
        Value change = StateChange.optionSet(root.topic(), root.value());
        batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
        set.put(root.topic(), root.value());
      }
    }
    if (batch.size() == 0) {
      if (durability == Durability.DISK) {
        writer.force();
      }
      return writer.end();
    }
    long first = writer.append(batch, writer.settled(), durability);
    optionValues.putAll(set);
    return first;
  }

  /**
   * Checks roots without writing any.
   *
   * @throws Invalid if a topic or a value is refused; the message says which root where there are
   *     several
   */
  static void check(Graph graph, List<Root> roots) {
    for (int i = 0; i < roots.size(); i++) {
      try {
        check(graph, roots.get(i));
      } catch (Invalid e) {
        if (roots.size() == 1) {
          throw e;
        }
        String place = "event " + (i + 1) + " of " + roots.size() + ": ";
        throw new Invalid(e.problems().stream().map(place::concat).toList());
      }
    }
  }

  /** The engine's own topic takes one thing from outside: that an invocation is to be retried. */
  private static void check(Graph graph, Root root) {
    if (!root.topic().equals(Graph.STATE_CHANGES)
        || !StateChange.is(root.value().json(), StateChange.RETRIED)) {
      graph.checkRoot(root.topic(), root.value());
      return;
    }
    String node = root.value().json().path("about").path("node").asText();
    if (graph.nodes().stream().noneMatch(known -> known.name().equals(node))) {
      throw new Invalid(
          "node " + node + " is not in the graph any more, so nothing can be retried");
    }
  }

  /**
   * Checks options before anything runs: each that is to be set, and that every option has a value,
   * set or by default.
   *
   * @throws Invalid naming every problem
   */
  synchronized void checkOptions(List<Root> settings) {
    List<String> problems = settingProblems(graph, settings);
    Set<String> given = settings.stream().map(Root::topic).collect(Collectors.toSet());
    graph.nodes().stream()
        .flatMap(
            node -> node.options().stream().filter(o -> o.fallback() == null).map(node::topicOf))
        .filter(topic -> !optionValues.containsKey(topic) && !given.contains(topic))
        .forEach(
            topic ->
                problems.add(
                    "option "
                        + topic
                        + " has no value and no default; set it: --set "
                        + topic
                        + "=VALUE"));
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
  }

  /**
   * Checks options that are to be set.
   *
   * @throws Invalid naming every problem
   */
  static void checkSettings(Graph graph, List<Root> settings) {
    List<String> problems = settingProblems(graph, settings);
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
  }

  /** The topics at which options of a graph are set. */
  static Set<String> optionTopics(Graph graph) {
    return graph.nodes().stream()
        .flatMap(node -> node.options().stream().map(node::topicOf))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static List<String> settingProblems(Graph graph, List<Root> settings) {
    Set<String> options = optionTopics(graph);
    List<String> problems = new ArrayList<>();
    for (Root setting : settings) {
      if (!options.contains(setting.topic())) {
        problems.add(
            options.isEmpty()
                ? "no option " + setting.topic() + ": no node of this graph has options"
                : "no option "
                    + setting.topic()
                    + "; the options are "
                    + String.join(", ", new TreeSet<>(options)));
      } else {
        try {
          graph.checkRoot(setting.topic(), setting.value());
        } catch (Invalid e) {
          problems.addAll(e.problems());
        }
      }
    }
    return problems;
  }
}
