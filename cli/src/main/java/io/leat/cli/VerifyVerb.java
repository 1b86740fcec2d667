package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Verify;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat verify}: whether everything is as it was written. */
@Command(
    name = "verify",
    description = "Read everything on the log and check it; exit with 4 if there is damage.",
    footerHeading = "%n",
    footer = {
      "Checks the checksum of every document, that offsets are dense, that segments follow each",
      "other, and that objects and refs are there and whole. Changes nothing. Each problem names"
          + " file, offset, what was expected and found."
    })
final class VerifyVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

  @Option(
      names = "-b",
      paramLabel = "BRANCH",
      description = "Only this branch and those that it was forked from. Default: all.")
  private @Nullable String branch;

  VerifyVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Verify.Report report;
    try (Leat leat = where.workspace(console).openToRead(BranchOption.MAIN)) {
      report = leat.verify(branch, this::progress);
    }
    console.messages().endProgress();
    console
        .out()
        .line(
            (report.clean() ? "ok: " : Words.count(report.problems().size(), "problem") + ": ")
                + Words.count(report.branches(), "branch", "branches")
                + ", "
                + Words.count(report.segments(), "segment")
                + ", "
                + Words.count(report.commits(), "commit")
                + ", "
                + Words.count(report.events(), "event")
                + objects(report));
    report.problems().forEach(problem -> console.messages().say("leat: " + problem));
    return report.clean() ? ExitCode.DONE : ExitCode.CORRUPT;
  }

  private static String objects(Verify.Report report) {
    if (report.objects() == 0) {
      return "";
    }
    String unnamed =
        report.unnamed() == 0 ? "" : " (" + report.unnamed() + " of which no event names)";
    return ", " + Words.count(report.objects(), "object") + unnamed;
  }

  private void progress(String name, long offset) {
    console.messages().progress(() -> "branch " + name + " verified up to offset " + offset);
  }
}
