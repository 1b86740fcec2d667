package io.leat.engine;

import io.leat.log.EventLog;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The options of a graph, and what each is at present. Owned by one thread. */
public final class Options {
  private final Graph graph;
  private final Set<String> topics;

  /** By topic: the last value set, else the default; none for one that must be set. */
  private final Map<String, Value> values = new HashMap<>();

  /**
   * @param set by topic, the last value that an option was set to
   */
  Options(Graph graph, Map<String, Value> set) {
    this.graph = graph;
    this.topics = Set.copyOf(graph.optionTopics());
    for (Node node : graph.nodes()) {
      for (Option<?> option : node.options()) {
        Value fallback = option.fallback();
        if (fallback != null) {
          values.put(node.topicOf(option), fallback);
        }
      }
    }
    set(set);
  }

  boolean has(String topic) {
    return topics.contains(topic);
  }

  /** By topic, what options were last set to on a branch. */
  static Map<String, Value> set(Graph graph, EventLog log) {
    return set(graph, log, Long.MAX_VALUE);
  }

  /** The same by roots below a cut. */
  static Map<String, Value> set(Graph graph, EventLog log, long cut) {
    Map<String, Value> set = new HashMap<>();
    Set<String> topics = Set.copyOf(graph.optionTopics());
    if (!topics.isEmpty()) {
      CurrentValues all = CurrentValues.of(log, TopicFilter.of(topics::contains), cut);
      for (CurrentValues.Current option : all.all()) {
        set.put(option.topic(), LoggedValue.of(all.last(option).payload()));
      }
    }
    return set;
  }

  /** The same as far as it matters to these roots: empty if they set none. */
  static Map<String, Value> set(Graph graph, EventLog log, List<Root> roots) {
    Set<String> topics = Set.copyOf(graph.optionTopics());
    return roots.stream().anyMatch(root -> topics.contains(root.topic()))
        ? set(graph, log)
        : Map.of();
  }

  /** The effective value, by topic; null if the option must be set and is not. */
  public @Nullable Value value(String topic) {
    return values.get(topic);
  }

  void set(Map<String, Value> set) {
    values.putAll(set);
  }

  /**
   * Everything that speaks against running with these settings: names that are no options, values
   * that are not of their types, and options that would have no value. Empty if nothing does.
   *
   * @param given options that are not to be told of as without a value
   */
  public List<String> problems(List<Root> settings, Set<String> given) {
    List<String> problems = problems(graph, settings);
    Set<String> all = new HashSet<>(given);
    settings.forEach(setting -> all.add(setting.topic()));
    problems.addAll(missing(all));
    return problems;
  }

  /** Tells of options that would have no value, but for those that are given one. */
  List<String> missing(Set<String> given) {
    return graph.optionTopics().stream()
        .filter(topic -> !given.contains(topic) && value(topic) == null)
        .map(t -> "option " + t + " has no value and no default; set it: --set " + t + "=VALUE")
        .toList();
  }

  /** What is wrong with settings themselves, whatever else is set. */
  static List<String> problems(Graph graph, List<Root> settings) {
    List<String> problems = new ArrayList<>();
    for (Root setting : settings) {
      try {
        graph.checkOption(setting.topic(), setting.value());
      } catch (Invalid e) {
        problems.addAll(e.problems());
      }
    }
    return problems;
  }
}
