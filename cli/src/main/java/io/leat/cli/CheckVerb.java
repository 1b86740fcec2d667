package io.leat.cli;

import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code leat check}: whether a graph file is right. */
@Command(
    name = "check",
    description = "Tell everything that is wrong with a graph file.",
    footerHeading = "%n",
    footer = {
      "Each problem is a line: leat.yaml:LINE:COLUMN: what is wrong. It looks for the programs and",
      "files of commands too. Runs no node."
    })
final class CheckVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final GraphFileArgument argument = new GraphFileArgument();

  CheckVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path checked = argument.file(console);
    Graph graph = Workspace.check(console, checked);
    console
        .out()
        .line(
            console.seen(checked)
                + ": ok, "
                + Words.count(graph.nodes().size(), "node")
                + ", "
                + Words.count(graph.topics().size(), "topic")
                + ", "
                + Words.count(graph.types().size(), "type"));
    return ExitCode.DONE;
  }
}
