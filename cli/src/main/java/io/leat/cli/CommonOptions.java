package io.leat.cli;

import picocli.CommandLine.Option;

/** What every verb understands. */
final class CommonOptions {

  @SuppressWarnings("UnusedVariable") // picocli asks its model
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = "-v",
      description = {
        "Say more: each step of a run, the causes of a failure.",
        "-vv prints stack traces too."
      })
  private boolean[] verbose = {};

  /** How often {@code -v} was given. */
  int verbosity() {
    return verbose.length;
  }
}
