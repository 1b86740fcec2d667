package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Leat;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphChange;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * In what the graph that an engine has just started with differs from the one before it, and where
 * each new or changed node begins.
 */
final class GraphNews {
  private static final String COMPILED = "graph compiled";

  /** That a graph was compiled, and the offset of the event that says so. */
  private record Compiled(long offset, JsonNode change) {

    Graph graph() {
      return Graph.described(change.path("graph"));
    }
  }

  private GraphNews() {}

  /**
   * A line for each difference, below a first that says that there are some; none if the graph is
   * the one before, or the branch's first.
   *
   * @param start end of the log before the engine started
   */
  static List<String> since(Leat leat, long start) {
    Compiled now = lastCompiled(leat, start, Long.MAX_VALUE);
    Compiled before = now == null ? null : lastCompiled(leat, 0, start);
    if (now == null || before == null) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("the graph changed since the last run:");
    for (var change : now.graph().changesSince(before.graph())) {
      lines.add("  " + change + consequence(change, now));
    }
    return lines;
  }

  private static String consequence(GraphChange change, Compiled now) {
    if (!change.element().equals("node")) {
      return change.kind() == GraphChange.Kind.RENAMED
          ? "; begins empty, events keep their names"
          : "";
    }
    Node node = now.graph().node(change.name());
    String settled = "; begins at offset " + now.change.path("about").path("settled").asLong();
    return switch (change.kind()) {
      case ADDED ->
          node != null && node.kind() == Kind.EFFECT
              ? settled + ", an effect, so not woken for what is there"
              : "; woken at offset " + now.offset + ", on what is there";
      case CHANGED -> settled;
      case RENAMED ->
          settled
              + (node == null || node.options().isEmpty() ? "" : ", its options at their defaults");
      case REMOVED -> "; what it published stays readable";
    };
  }

  private static @Nullable Compiled lastCompiled(Leat leat, long from, long to) {
    Compiled found = null;
    try (LogReader reader = leat.read(from)) {
      for (Commit c = reader.next(); c != null && c.first() < to; c = reader.next()) {
        for (Event event : c.events()) {
          if (event.offset() < to && event.topic().equals(Graph.STATE_CHANGES)) {
            JsonNode change = Leat.valueOf(event).json();
            boolean compiled = change.path("change").asText().equals(COMPILED);
            found = compiled ? new Compiled(event.offset(), change) : found;
          }
        }
      }
    }
    return found;
  }
}
