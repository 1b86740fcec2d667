package io.leat.cli;

import io.leat.nodes.value.Show;
import java.io.PrintStream;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Standard error: everything that is not data. Lines, and on a terminal one line at the bottom that
 * says how far a long work is. Thread-safe.
 */
final class Messages {
  private static final long PATIENCE_NANOS = 500_000_000;
  private static final long REFRESH_NANOS = 100_000_000;

  /** To the start of the line, and nothing right of it. */
  private static final String ERASE = "\r\u001b[K";

  private final PrintStream stream;
  private final boolean terminal;
  private final LongSupplier nanos;
  private final long start;
  private long shownAt;
  private boolean progressing;

  /**
   * @param terminal whether a person is looking: otherwise there is no progress line
   */
  Messages(PrintStream stream, boolean terminal, LongSupplier nanos) {
    this.stream = stream;
    this.terminal = terminal;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.shownAt = start + PATIENCE_NANOS - REFRESH_NANOS;
  }

  /** Prints a line, what belongs to it indented below; what cannot be seen is escaped. */
  synchronized void say(String line) {
    endProgress();
    String margin = "";
    for (String part : line.split("\n", -1)) {
      stream.println(margin + Show.whole(part));
      margin = "    ";
    }
  }

  /**
   * Shows how far the work is, unless that was done a moment ago or the work has only just begun.
   */
  synchronized void progress(Supplier<String> line) {
    long now = nanos.getAsLong();
    if (terminal && now - shownAt >= REFRESH_NANOS) {
      shownAt = now;
      progressing = true;
      stream.print(ERASE + Show.whole(line.get()));
      stream.flush();
    }
  }

  /** Erases the progress line, if there is one. */
  synchronized void endProgress() {
    if (progressing) {
      progressing = false;
      stream.print(ERASE);
      stream.flush();
    }
  }

  /** Seconds since the command started, with one digit: {@code 1.3}. */
  String seconds() {
    long tenths = (nanos.getAsLong() - start) / 100_000_000;
    return tenths / 10 + "." + tenths % 10;
  }

  /** A clock that only runs forward, in ns. */
  long nanos() {
    return nanos.getAsLong();
  }

  /** The stream itself, for what is printed by others. */
  PrintStream stream() {
    return stream;
  }
}
