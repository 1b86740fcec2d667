package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.nodes.Graph;
import io.leat.nodes.Topic;
import io.leat.state.CurrentValues;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat topics}: what there is to read. */
@Command(
    name = "topics",
    description = "List every topic with its type, number of events, and last offset.",
    footerHeading = "%n",
    footer = "Topics and options that the graph declares are listed before their first event too.")
final class TopicsVerb implements Callable<Integer> {

  /**
   * @param last offset of the last event; null if there is none
   */
  private record Row(@Nullable String type, long count, @Nullable Long last) {}

  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--at",
      paramLabel = OffsetArgument.LABEL,
      description = "As of the roots below this offset. Default: everything there is.")
  private @Nullable OffsetArgument at;

  TopicsVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Workspace workspace = where.workspace(console);
    try (Leat leat = workspace.open(branch.branch())) {
      CurrentValues values = leat.topics(at == null ? Long.MAX_VALUE : at.in(leat.log()));
      print(rows(leat.graph(), values));
    }
    return ExitCode.DONE;
  }

  private static Map<String, Row> rows(Graph graph, CurrentValues values) {
    var rows = new TreeMap<String, Row>();
    for (CurrentValues.Current topic : values.all()) {
      rows.put(
          topic.topic(), new Row(type(graph, topic.topic()), topic.count(), topic.lastOffset()));
    }
    for (Topic<?> topic : graph.topics()) {
      boolean silent =
          values.all().stream().noneMatch(t -> topic.pattern().match(t.topic()) != null);
      if (silent) {
        rows.put(topic.pattern().toString(), new Row(topic.type().toString(), 0, null));
      }
    }
    for (String option : graph.optionTopics()) {
      rows.putIfAbsent(option, new Row(type(graph, option), 0, null));
    }
    return rows;
  }

  /** The type's name; null if the graph has no such topic any more. */
  private static @Nullable String type(Graph graph, String name) {
    Topic<?> topic = graph.topic(name);
    return topic == null ? null : topic.type().toString();
  }

  private void print(Map<String, Row> rows) {
    var table = new TextTable("TOPIC", "TYPE", ">COUNT", ">LAST");
    rows.forEach(
        (name, row) -> {
          if (format.jsonl()) {
            var line = new JsonLine().put("topic", name).put("type", row.type());
            line.put("count", row.count());
            console
                .out()
                .line(
                    (row.last() == null ? line.absent("last") : line.put("last", row.last()))
                        .bytes());
          } else {
            table.row(
                name,
                row.type() == null ? "-" : row.type(),
                Long.toString(row.count()),
                row.last() == null ? "-" : row.last().toString());
          }
        });
    table.lines().forEach(console.out()::line);
  }
}
