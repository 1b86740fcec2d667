package io.leat.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code leat version}. */
@Command(name = "version", description = "Print the version.")
final class VersionVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final CommonOptions common = new CommonOptions();

  VersionVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().line("leat " + Version.number());
    if (common.verbosity() > 0) {
      console.out().line("java " + Runtime.version());
    }
    return ExitCode.DONE;
  }
}
