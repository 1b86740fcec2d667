package io.leat.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which branch a verb works on. */
final class BranchOption {
  static final String MAIN = "main";

  @Option(names = "-b", paramLabel = "BRANCH", description = "The branch. Default: main.")
  private @Nullable String branch;

  String branch() {
    return branch == null ? MAIN : branch;
  }
}
