package io.leat.engine;

import io.leat.nodes.Node;
import io.leat.nodes.value.Binding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The bindings that a node's topics are known at, for triggers that leave variables unbound. Where
 * an event on input i leaves the variables U unbound, every input whose pattern has all of U is a
 * route to them: its topics, grouped by what they share with i, in order of U.
 */
final class KnownBindings {

  /**
   * Topics of one input, by the binding of the shared variables, then by that of the unbound ones.
   */
  private record Route(
      int from,
      List<String> shared,
      List<String> unbound,
      Map<Binding, TreeMap<Binding, List<LiveTopic>>> topics) {

    void add(LiveTopic topic, Binding binding) {
      topics
          .computeIfAbsent(only(binding, shared), key -> new TreeMap<>())
          .computeIfAbsent(only(binding, unbound), key -> new ArrayList<>(1))
          .add(topic);
    }
  }

  private final Station station;

  /** By index of the triggering input; none where its pattern has all variables. */
  private final List<List<Route>> routes = new ArrayList<>();

  KnownBindings(Station station) {
    this.station = station;
    Node node = station.node;
    for (var input : node.inputs()) {
      List<String> bound = input.pattern().variables();
      List<String> unbound = node.variables().stream().filter(v -> !bound.contains(v)).toList();
      List<Route> found = new ArrayList<>();
      if (!unbound.isEmpty() && input.trigger()) {
        for (var other : node.inputs()) {
          List<String> has = other.pattern().variables();
          if (has.containsAll(unbound)) {
            List<String> shared = bound.stream().filter(has::contains).toList();
            found.add(new Route(other.index(), shared, unbound, new HashMap<>()));
          }
        }
      }
      routes.add(found);
    }
  }

  /** Takes in a topic that now exists. */
  void add(LiveTopic topic, Subscription subscription) {
    for (List<Route> ways : routes) {
      for (Route route : ways) {
        if (route.from == subscription.input) {
          route.add(topic, subscription.binding);
        }
      }
    }
  }

  /**
   * Where an event on {@code subscription} invokes the node: the known bindings that agree with it,
   * in order. A binding is known while the last value of one of its topics, as of the traversal's
   * end, is not null.
   */
  Collection<Site> sites(Subscription subscription, long root) {
    TreeSet<Binding> known = new TreeSet<>();
    for (Route route : routes.get(subscription.input)) {
      var topics = route.topics.get(only(subscription.binding, route.shared));
      if (topics != null) {
        for (var entry : topics.entrySet()) {
          if (entry.getValue().stream().anyMatch(topic -> topic.holdsValue(root))) {
            known.add(entry.getKey());
          }
        }
      }
    }
    List<Site> sites = new ArrayList<>(known.size());
    for (Binding rest : known) {
      sites.add(station.site(subscription.binding.and(rest)));
    }
    return sites;
  }

  private static Binding only(Binding binding, List<String> variables) {
    if (variables.isEmpty()) {
      return Binding.EMPTY;
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String variable : variables) {
      values.put(variable, binding.get(variable));
    }
    return Binding.of(values);
  }
}
