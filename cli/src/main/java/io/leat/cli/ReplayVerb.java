package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Report;
import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat replay}: what would have been, with other options or another graph. */
@Command(
    name = "replay",
    description = "Fork a branch at an offset and execute its later roots again there.",
    footerHeading = "%n",
    footer = {
      "The branch itself is only read. Compare afterwards: leat diff main what-if",
      "",
      "  leat replay --from 1000 --onto what-if --set judge.limit=28",
      "  leat replay --from beginning --onto fixed --graph fixed.yaml"
    })
final class ReplayVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final SetOption set = new SetOption();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(
      names = "--from",
      required = true,
      paramLabel = OffsetArgument.LABEL,
      description = "Roots from here on are executed again; below it, history is shared.")
  private OffsetArgument from = OffsetArgument.BEGINNING;

  @Option(
      names = "--onto",
      required = true,
      paramLabel = "BRANCH",
      description = "The name of the fork.")
  private String onto = "";

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "The graph file to run there. Default: the workspace's leat.yaml.")
  private @Nullable Path graphFile;

  ReplayVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Workspace workspace = where.workspace(console);
    Graph graph = graph(workspace);
    try (Leat leat = workspace.open(branch.branch())) {
      long cut = from.in(leat.log());
      var narrator = new Narrator(console.messages(), common.verbosity() > 0, leat.log().end());
      Report report = leat.replay(cut, onto, graph, set.roots(), narrator);
      console
          .messages()
          .say(
              "leat: replayed "
                  + leat.branch()
                  + " from offset "
                  + cut
                  + " onto "
                  + onto
                  + ": "
                  + Words.report(report));
      console
          .messages()
          .say("leat: to compare: " + Console.command() + " diff " + leat.branch() + " " + onto);
    }
    return ExitCode.DONE;
  }

  private Graph graph(Workspace workspace) {
    return graphFile == null ? workspace.graph() : Workspace.load(console, console.path(graphFile));
  }
}
