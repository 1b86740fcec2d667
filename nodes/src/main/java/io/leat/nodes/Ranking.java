package io.leat.nodes;

import io.leat.nodes.value.Utf8;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The order of nodes: repeatedly the smallest name (UTF-8 bytes) among those whose upstream nodes
 * are all taken; and the cycles because of which some are never taken. For one thread.
 */
final class Ranking {
  private final Map<String, Set<String>> downstream = new TreeMap<>(Utf8.ORDER);
  private final Map<String, Set<String>> upstream = new TreeMap<>(Utf8.ORDER);

  Ranking(Collection<String> nodes) {
    for (String node : nodes) {
      downstream.put(node, new TreeSet<>(Utf8.ORDER));
      upstream.put(node, new TreeSet<>(Utf8.ORDER));
    }
  }

  /** Says that {@code to} reads what {@code from} publishes. */
  void edge(String from, String to) {
    of(downstream, from).add(to);
    of(upstream, to).add(from);
  }

  /** By rank; without those that are on a cycle or downstream of one. */
  List<String> order() {
    Map<String, Integer> waitsFor = new HashMap<>();
    var ready = new PriorityQueue<String>(Utf8.ORDER);
    upstream.forEach(
        (node, sources) -> {
          waitsFor.put(node, sources.size());
          if (sources.isEmpty()) {
            ready.add(node);
          }
        });
    var order = new ArrayList<String>();
    for (String node = ready.poll(); node != null; node = ready.poll()) {
      order.add(node);
      for (String next : of(downstream, node)) {
        if (waitsFor.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    return order;
  }

  /**
   * Cycles, none sharing a node: each begins and ends with its smallest name, in the direction of
   * events.
   */
  List<List<String>> cycles() {
    Set<String> left = new TreeSet<>(Utf8.ORDER);
    left.addAll(downstream.keySet());
    order().forEach(left::remove);
    var cycles = new ArrayList<List<String>>();
    while (!left.isEmpty()) {
      String first = left.iterator().next();
      List<String> cycle = shortest(first, left);
      if (cycle != null) {
        cycles.add(cycle);
        cycle.forEach(left::remove);
      }
      left.remove(first);
    }
    return cycles;
  }

  /** The shortest way from a node back to itself within some nodes; null if there is none. */
  private @Nullable List<String> shortest(String node, Set<String> within) {
    Map<String, String> from = new HashMap<>();
    var queue = new ArrayDeque<String>(List.of(node));
    for (String at = queue.poll(); at != null; at = queue.poll()) {
      for (String next : of(downstream, at)) {
        if (next.equals(node)) {
          return way(from, node, at);
        }
        if (within.contains(next) && from.putIfAbsent(next, at) == null) {
          queue.add(next);
        }
      }
    }
    return null;
  }

  private static List<String> way(Map<String, String> from, String node, String last) {
    var way = new ArrayList<String>(List.of(node));
    for (String at = last; at != null && !at.equals(node); at = from.get(at)) {
      way.add(1, at);
    }
    way.add(node);
    return way;
  }

  private static Set<String> of(Map<String, Set<String>> edges, String node) {
    Set<String> found = edges.get(node);
    if (found == null) {
      throw new IllegalArgumentException(node);
    }
    return found;
  }
}
