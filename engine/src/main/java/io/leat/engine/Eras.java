package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;
import java.util.ArrayList;
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
   */
  record Era(long compiled, long settled, Graph graph, Map<String, Long> since) {}

  private final List<Era> eras = new ArrayList<>();

  private Eras() {}

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

  private void add(long offset, JsonNode change) {
    eras.add(
        new Era(
            offset,
            eras.isEmpty() ? 0 : change.path("about").path("settled").asLong(),
            Graph.described(change.path("graph")),
            StateChange.since(change, offset)));
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
    Era found = null;
    for (Era era : eras) {
      found = era.settled <= root ? era : found;
    }
    return found;
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
