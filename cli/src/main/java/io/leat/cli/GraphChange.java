package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Leat;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** In what the graph that an engine has just started with differs from the one before it. */
final class GraphChange {
  private static final String COMPILED = "graph compiled";

  private GraphChange() {}

  /**
   * A sentence that names the nodes; null if the graph is the one before, or the branch's first.
   *
   * @param start end of the log before the engine started
   */
  static @Nullable String since(Leat leat, long start) {
    JsonNode now = lastCompiled(leat, start, Long.MAX_VALUE);
    JsonNode before = now == null ? null : lastCompiled(leat, 0, start);
    return now == null || before == null ? null : sentence(nodes(before), nodes(now));
  }

  private static JsonNode nodes(JsonNode compiled) {
    return compiled.path("graph").path("nodes");
  }

  private static @Nullable JsonNode lastCompiled(Leat leat, long from, long to) {
    JsonNode found = null;
    try (LogReader reader = leat.read(from)) {
      for (Commit c = reader.next(); c != null && c.first() < to; c = reader.next()) {
        for (Event event : c.events()) {
          if (event.offset() < to && event.topic().equals(Graph.STATE_CHANGES)) {
            JsonNode change = Leat.valueOf(event).json();
            found = change.path("change").asText().equals(COMPILED) ? change : found;
          }
        }
      }
    }
    return found;
  }

  private static String sentence(JsonNode before, JsonNode now) {
    Set<String> names = new LinkedHashSet<>();
    now.fieldNames().forEachRemaining(names::add);
    before.fieldNames().forEachRemaining(names::add);
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      if (!before.has(name)) {
        changes.add(name + " is new");
      } else if (!now.has(name)) {
        changes.add(name + " is gone");
      } else if (!before.path(name).equals(now.path(name))) {
        changes.add(name + " changed");
      }
    }
    return "the graph changed since the last run: "
        + (changes.isEmpty() ? "its topics or types" : String.join(", ", changes));
  }
}
