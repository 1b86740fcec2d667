package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Branch;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat promote}: a fork takes the place of the branch that it left. */
@Command(
    name = "promote",
    description = "Put a fork in the place of the branch that it was forked from.",
    footerHeading = "%n",
    footer = {
      "The fork is adopted as it stands, with its history and its products. What was appended to"
          + " the",
      "branch meanwhile is carried over to it, and computed by its next run. Then the name moves,"
          + " in",
      "one step; the old line keeps another. Effects that were delivered stay delivered.",
      "",
      "  leat promote what-if                      what-if becomes main",
      "  leat promote what-if --keep before"
    })
final class PromoteVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

  @Parameters(paramLabel = "BRANCH", description = "The fork.")
  private String fork = "";

  @Option(
      names = "--over",
      paramLabel = "BRANCH",
      description = "The branch whose place it takes. Default: main.")
  private String over = BranchOption.MAIN;

  @Option(
      names = "--keep",
      paramLabel = "NAME",
      description =
          "What the old line is called from then on. Default: such as main-before-what-if.")
  private @Nullable String keep;

  PromoteVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Leat leat = where.workspace(console).openToRead(over)) {
      String kept = keep == null ? free(leat.branches().list()) : keep;
      long carried = leat.branches().promote(fork, kept);
      console
          .messages()
          .say(
              "leat: "
                  + fork
                  + " is "
                  + over
                  + " now; what was "
                  + over
                  + " is called "
                  + kept
                  + "; "
                  + Words.count(carried, "root")
                  + " carried over");
      if (carried > 0) {
        String branch = over.equals(BranchOption.MAIN) ? "" : " -b " + over;
        console
            .messages()
            .say("leat: to compute what they cause: " + where.command() + " run" + branch);
      }
    }
    return ExitCode.DONE;
  }

  private String free(List<Branch> branches) {
    String name = over + "-before-" + fork;
    for (int number = 2; isTaken(branches, name); number++) {
      name = over + "-before-" + fork + "-" + number;
    }
    return name;
  }

  private static boolean isTaken(List<Branch> branches, String name) {
    return branches.stream().anyMatch(branch -> branch.name().equals(name));
  }
}
