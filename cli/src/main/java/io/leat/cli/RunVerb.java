package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Report;
import io.leat.engine.Root;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat run}: the engine. */
@Command(
    name = "run",
    description = "Run the graph: catch up, then follow what is appended.",
    footerHeading = "%n",
    footer = {
      "One engine at a time runs a branch; others append to it meanwhile. Ctrl-C ends it in order.",
      "",
      "Options of nodes: what --set says counts before LEAT_OPT_NODE_OPTION in the environment,"
          + " that",
      "before the file of --options, that before what was set earlier, and that before the"
          + " default.",
      "To set one while the engine runs, append to its topic: leat append judge.limit 28",
      "",
      "  leat run",
      "  leat run --until-settled                  stop when everything appended is worked off",
      "  leat run --set judge.limit=28"
    })
final class RunVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final SettingOptions settings = new SettingOptions();
  @Mixin private final CommonOptions common = new CommonOptions();

  @Option(
      names = "--until-settled",
      description = "Stop when every traversal has ended, failed invocations included.")
  private boolean untilSettled;

  RunVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (CleanStop stop = new CleanStop();
        Leat leat = where.workspace(console).open(branch.branch())) {
      var running = new Running(leat, console.messages(), stop, common.verbosity() > 0);
      List<Root> first = settings.roots(console, leat, System.getenv());
      Report report = untilSettled ? running.toTheEnd(first) : running.untilInterrupted(first);
      String how = stop.stopping() ? "stopped" : "settled";
      String seconds = console.messages().seconds();
      console.messages().say("leat: " + how + " after " + seconds + " s: " + Words.report(report));
    }
    return ExitCode.DONE;
  }
}
