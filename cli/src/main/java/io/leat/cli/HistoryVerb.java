package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.log.EventReader;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphChange;
import io.leat.nodes.value.Show;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code leat history}: what became of a branch. */
@Command(
    name = "history",
    description = "List a branch's runs, graphs, options, forks and merges, in order.",
    footerHeading = "%n",
    footer = {
      "What single invocations did stands in state-changes.log too; leat tail shows it. A fork has",
      "the history of its parent below the offset at which it left it.",
      "",
      "  leat history -b what-if"
    })
final class HistoryVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();

  private @Nullable Graph graph;

  /** The run that has not stopped yet; -1 if none. */
  private long running = -1;

  HistoryVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Leat leat = where.workspace(console).openToRead(branch.branch());
        EventReader reader =
            leat.log().read(leat.log().first(), TopicFilter.only(Graph.STATE_CHANGES))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        JsonNode change = Leat.valueOf(event).json();
        if (!ofAnInvocation(change)) {
          print(event, change);
        }
      }
    }
    return ExitCode.DONE;
  }

  /** Whether this tells of one invocation rather than of the branch. */
  private static boolean ofAnInvocation(JsonNode change) {
    return change.path("about").has("node");
  }

  private void print(Event event, JsonNode change) {
    if (format.jsonl()) {
      EventPrinter.json(event).printTo(console.out());
      return;
    }
    List<String> lines = lines(change);
    String head = event.offset() + "  " + EventPrinter.time(event.timeMicros()) + "  ";
    console.out().line(Show.whole(head + lines.getFirst()));
    for (String line : lines.subList(1, lines.size())) {
      console.out().line(Show.whole(" ".repeat(head.length()) + line));
    }
  }

  private List<String> lines(JsonNode change) {
    JsonNode about = change.path("about");
    return switch (change.path("change").asText()) {
      case "engine started" -> {
        String killed = running < 0 ? "" : "; run " + running + " ended without a word";
        running = about.path("run").asLong();
        yield List.of("run " + running + " started" + killed);
      }
      case "engine stopped" -> {
        running = -1;
        yield List.of("run " + about.path("run").asLong() + " stopped");
      }
      case "graph compiled" -> compiled(change);
      default -> List.of(StateChangeText.of(change));
    };
  }

  /** The graph, and in what it differs from the one before. */
  private List<String> compiled(JsonNode change) {
    List<String> lines = new ArrayList<>(List.of(StateChangeText.of(change)));
    Graph now = Graph.described(change.path("graph"));
    if (graph != null) {
      for (GraphChange differing : now.changesSince(graph)) {
        lines.add(differing.toString());
      }
    }
    graph = now;
    return lines;
  }
}
