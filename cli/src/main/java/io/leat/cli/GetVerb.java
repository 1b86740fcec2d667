package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.value.Pattern;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat get}: the last value of a topic. */
@Command(
    name = "get",
    description = "Print a topic's last value, as JSON.",
    footerHeading = "%n",
    footer = {
      "With -o jsonl the whole event is printed. A topic without a value prints nothing.",
      "",
      "  leat get verdict/kitchen",
      "  leat get verdict/kitchen --at 100         what the roots below offset 100 made of it"
    })
final class GetVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(paramLabel = "TOPIC", description = "A topic, or an option: node.option.")
  private String topic = "";

  @picocli.CommandLine.Option(
      names = "--at",
      paramLabel = OffsetArgument.LABEL,
      description = "As of the roots below this offset. Default: everything there is.")
  private @Nullable OffsetArgument at;

  GetVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Pattern.topic(topic);
    Workspace workspace = where.workspace(console);
    try (Leat leat = workspace.openToRead(branch.branch())) {
      Optional<Event> event = leat.get(topic, at == null ? Long.MAX_VALUE : at.in(leat.log()));
      if (event.isEmpty()) {
        Graph graph = workspace.graph();
        Topics.checkName(graph, topic);
        console.messages().say("leat: " + nothing(graph));
      } else if (format.jsonl()) {
        console.out().line(EventPrinter.json(event.get()).bytes());
      } else {
        console.out().line(EventPrinter.value(event.get()));
      }
    }
    return ExitCode.DONE;
  }

  private String nothing(Graph graph) {
    for (Node node : graph.nodes()) {
      for (Option<?> option : node.options()) {
        if (node.topicOf(option).equals(topic) && option.fallback() != null) {
          return "option " + topic + " is not set; its default is " + option.fallback();
        }
      }
    }
    return "topic " + topic + " has no value" + (at == null ? " yet" : " as of that offset");
  }
}
