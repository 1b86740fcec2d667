package io.leat.cli;

import io.leat.engine.Report;

/** Numbers in sentences. */
final class Words {

  private Words() {}

  /** {@code 1 event}, {@code 2 events}. */
  static String count(long number, String noun) {
    return count(number, noun, noun + "s");
  }

  /** As {@link #count(long, String)}, for a noun whose plural is its own. */
  static String count(long number, String one, String many) {
    return number + " " + (number == 1 ? one : many);
  }

  /** What a run did, as the end of a sentence. */
  static String report(Report report) {
    return count(report.roots(), "root")
        + ", "
        + count(report.invoked(), "invocation")
        + (report.reused() == 0 ? "" : " (" + report.reused() + " more reused)")
        + ", "
        + count(report.published(), "product")
        + ", "
        + report.failed()
        + " failed";
  }

  /** A word as a shell takes it for one: in quotes if it holds what means something to a shell. */
  static String argument(String word) {
    return word.matches("[\\p{L}\\p{N}_./:@%+=,-]+")
        ? word
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
