package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.io.InputStream;
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
      "  leat get verdict/kitchen --at 100         what the roots below offset 100 made of it",
      "  leat get photo/17 --raw >photo.jpg        what append --raw was given"
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

  @picocli.CommandLine.Option(
      names = "--raw",
      description = "Print the bytes that a string in base64 stands for, and nothing else.")
  private boolean raw;

  GetVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (raw && format.jsonl()) {
      throw new Invalid("--raw prints bytes, -o jsonl an event; say one of them");
    }
    Pattern.topic(topic);
    Workspace workspace = where.workspace(console);
    try (Leat leat = workspace.openToRead(branch.branch())) {
      Optional<Event> event = leat.get(topic, at == null ? Long.MAX_VALUE : at.in(leat.log()));
      if (event.isEmpty()) {
        Graph graph = workspace.graph();
        Topics.checkName(graph, topic);
        console.messages().say("leat: " + nothing(graph));
      } else if (raw) {
        printRaw(event.get());
      } else if (format.jsonl()) {
        EventPrinter.json(event.get()).printTo(console.out());
      } else {
        printValue(event.get());
      }
    }
    return ExitCode.DONE;
  }

  private void printRaw(Event event) throws IOException {
    try (InputStream bytes = Leat.valueOf(event).openRaw()) {
      bytes.transferTo(console.out());
    }
  }

  private void printValue(Event event) throws IOException {
    Value value = Leat.valueOf(event);
    if (value.length() <= Value.BYTES_MAX) {
      console.out().line(Show.whole(value.toString()));
      return;
    }
    try (InputStream text = value.open()) {
      text.transferTo(console.out());
      console.out().write('\n');
    }
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
