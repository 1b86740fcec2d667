package io.leat.engine.oracle;

import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The bindings at which something invokes a node, each once, in order. */
final class Reach {

  /** By the values in order of variable name, each by its UTF-8 bytes. */
  static final Comparator<Binding> ORDER =
      (a, b) -> {
        var left = List.copyOf(new TreeMap<>(a.values()).values());
        var right = List.copyOf(new TreeMap<>(b.values()).values());
        for (int i = 0; i < left.size(); i++) {
          int order = Utf8.ORDER.compare(left.get(i), right.get(i));
          if (order != 0) {
            return order;
          }
        }
        return 0;
      };

  private final Node node;
  private final Facts facts;

  Reach(Node node, Facts facts) {
    this.node = node;
    this.facts = facts;
  }

  /** What a trigger's topic binds, completed in every way that is known. */
  List<Binding> from(Binding bound) {
    var unbound = node.variables().stream().filter(variable -> !bound.has(variable)).toList();
    if (unbound.isEmpty()) {
      return List.of(bound);
    }
    var reached = new ArrayList<Binding>();
    for (Input<?> input : node.inputs()) {
      if (input.pattern().variables().containsAll(unbound)) {
        for (Binding known : known(input)) {
          if (agree(bound, known)) {
            reached.add(bound.and(known));
          }
        }
      }
    }
    return reached.stream().distinct().sorted(ORDER).toList();
  }

  /**
   * Every known binding: as if each topic that is known had an event now. Without variables, the
   * one there is.
   */
  List<Binding> everywhere() {
    if (node.variables().isEmpty()) {
      return List.of(Binding.EMPTY);
    }
    var reached = new ArrayList<Binding>();
    for (Input<?> input : node.inputs()) {
      boolean complete = input.pattern().variables().equals(node.variables());
      for (Binding known : known(input)) {
        if (complete || input.trigger()) {
          reached.addAll(from(known));
        }
      }
    }
    return reached.stream().distinct().sorted(ORDER).toList();
  }

  /**
   * The bindings of an input's topics whose last value is not null; this traversal's events count.
   */
  private List<Binding> known(Input<?> input) {
    var known = new ArrayList<Binding>();
    for (String topic : facts.topics(input.pattern())) {
      Facts.Fact last = facts.last(Pattern.topic(topic));
      Binding binding = input.pattern().match(topic);
      if (last != null && binding != null && !last.value().isNull()) {
        known.add(binding);
      }
    }
    return known;
  }

  private static boolean agree(Binding a, Binding b) {
    for (Map.Entry<String, String> entry : a.values().entrySet()) {
      if (b.has(entry.getKey()) && !b.get(entry.getKey()).equals(entry.getValue())) {
        return false;
      }
    }
    return true;
  }
}
