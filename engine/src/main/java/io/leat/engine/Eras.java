package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The graphs that ran on a branch, one after the other, as its log tells of them. */
final class Eras {

  /**
   * The time of one graph.
   *
   * @param compiled offset of the event that told of it
   * @param settled the first root that it handled
   * @param graph without code
   * @param since by node, the first root that it takes part in
   * @param ranks by node
   */
  record Era(
      long compiled,
      long settled,
      Graph graph,
      Map<String, Long> since,
      Map<String, Integer> ranks) {

    /** Nodes that the graph does not have come last. */
    private int rankOf(String node) {
      Integer rank = ranks.get(Plan.nowCalled(graph, node));
      return rank == null ? ranks.size() : rank;
    }
  }

  private final List<Era> eras = new ArrayList<>();

  /** All of a log. */
  static Eras of(EventLog log) {
    Eras eras = new Eras();
    StateChange.tell(
        log,
        log.first(),
        (event, change) -> {
          if (StateChange.is(change, StateChange.COMPILED)) {
            eras.add(event.offset(), change);
          }
        });
    return eras;
  }

  /** A state change tells that another graph took over. */
  void add(long offset, JsonNode compiled) {
    Graph graph = Graph.described(compiled.path("graph"));
    Map<String, Integer> ranks = new HashMap<>();
    graph.nodes().forEach(node -> ranks.put(node.name(), ranks.size()));
    eras.add(
        new Era(
            offset,
            eras.isEmpty() ? 0 : compiled.path("about").path("settled").asLong(),
            graph,
            StateChange.since(compiled, offset),
            ranks));
  }

  /** In order of time. */
  List<Era> all() {
    return eras;
  }

  /** The first root that the next graph handled; Long.MAX_VALUE if there is no next. */
  long endOf(Era era) {
    int next = eras.indexOf(era) + 1;
    return next == eras.size() ? Long.MAX_VALUE : eras.get(next).settled;
  }

  /** The graph that a root was handled with, at last; null if none ever ran. */
  @Nullable Era handling(long root) {
    for (int i = eras.size() - 1; i >= 0; i--) {
      if (eras.get(i).settled <= root) {
        return eras.get(i);
      }
    }
    return null;
  }

  /**
   * The rank of what published an event, in the graph that handled its root. Another graph may rank
   * its nodes otherwise, but the past stays in the order that it had.
   */
  int rankOf(Event event) {
    if (event.isRoot()) {
      return Published.ROOT_RANK;
    }
    Era era = handling(event.root());
    return era == null ? 0 : era.rankOf(Recorded.nodeOf(event));
  }

  /** The graph that ran when an event was written; null if none had run before. */
  @Nullable Era writing(long offset) {
    Era found = null;
    for (Era era : eras) {
      found = era.compiled < offset ? era : found;
    }
    return found;
  }

  /** The graph that runs now, or ran last; null if none ever did. */
  @Nullable Era last() {
    return eras.isEmpty() ? null : eras.getLast();
  }
}
