package io.leat.cli;

/**
 * What a command says to the shell, one code for each thing that a caller would do next. Ctrl-C
 * (130) and SIGTERM (143) are the JVM's own.
 */
final class ExitCode {
  static final int DONE = 0;

  /** Report a bug; or a node failed whose policy is to stop. */
  static final int INTERNAL = 1;

  /** Fix the argument, graph, option or value. Nothing was written. */
  static final int INVALID = 2;

  /** Try again later. Nothing was written. */
  static final int UNAVAILABLE = 3;

  /** Stop and look: what was read is not what was written. */
  static final int CORRUPT = 4;

  /** Read the report: two histories differ. */
  static final int DIFFERENT = 5;

  private ExitCode() {}
}
