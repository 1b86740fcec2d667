package io.leat.cli;

import io.leat.engine.Leat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code leat retry}: a failed invocation, again. */
@Command(
    name = "retry",
    description = "Run a failed invocation again, on what its node's inputs are by then.",
    footerHeading = "%n",
    footer = {
      "OFFSET is that of the event on state-changes.log that told of the failure. Appends the root",
      "that wakes the node; the engine, running or started next, does the rest.",
      "",
      "  leat tail state-changes.log               shows failures and their offsets",
      "  leat retry 17"
    })
final class RetryVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();
  @Mixin private final WaitOption wait = new WaitOption();

  @Parameters(paramLabel = OffsetArgument.LABEL, description = "Where the failure is told.")
  private OffsetArgument failure = OffsetArgument.END;

  RetryVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Leat leat = where.workspace(console).open(branch.branch())) {
      long failed = failure.in(leat.log());
      long root = leat.retry(failed);
      if (format.jsonl()) {
        console.out().line(new JsonLine().put("offset", root).put("failure", failed).bytes());
      } else {
        console.out().line("retrying what failed at offset " + failed + ", with root " + root);
      }
      wait.until(leat, root, console, format.jsonl());
    }
    return ExitCode.DONE;
  }
}
