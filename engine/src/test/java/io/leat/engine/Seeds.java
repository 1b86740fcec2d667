package io.leat.engine;

import io.leat.engine.simulation.Simulation;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a range of seeds, for hours if need be, and goes on where it was ended: which seed is next
 * and which failed stands in a file. What {@code .ci/seeds} starts.
 */
final class Seeds {
  private static final String AGAIN = ".ci/seeds %d 1";
  private static final int FAILURES_MAX = 10;
  private static final long TELL_EVERY_NANOS = 10_000_000_000L;

  private final Simulation simulation = new Simulation(EngineSubject.MAKER);
  private final Path file;
  private final long from;
  private final long to;
  private final List<Long> failed = new ArrayList<>();
  private long next;

  private Seeds(Path file, long from, long count) throws IOException {
    this.file = file;
    this.from = from;
    this.to = from + count;
    this.next = from;
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "next" -> next = Long.parseLong(words[1]);
          case "failed" -> failed.add(Long.parseLong(words[1]));
          default -> throw new IOException(file + " is not of this command: " + line);
        }
      }
    }
  }

  /** Arguments: the first seed, how many, and the file that remembers. */
  public static void main(String[] arguments) throws IOException {
    var seeds =
        new Seeds(
            Path.of(arguments[2]), Long.parseLong(arguments[0]), Long.parseLong(arguments[1]));
    System.exit(seeds.run(System.out) ? 0 : 1);
  }

  /** Returns whether no seed of the range failed. */
  private boolean run(PrintStream out) throws IOException {
    if (next > from) {
      out.println("going on with seed " + next);
    }
    long first = next;
    long begun = System.nanoTime();
    long told = begun;
    while (next < to && failed.size() < FAILURES_MAX) {
      try {
        simulation.run(next, AGAIN);
      } catch (AssertionError failure) {
        failed.add(next);
        out.println(failure.getMessage());
      }
      next++;
      long now = System.nanoTime();
      if (now - told > TELL_EVERY_NANOS || next == to || failed.contains(next - 1)) {
        remember();
        out.println(progress(first, now - begun));
        told = now;
      }
    }
    return failed.isEmpty();
  }

  private String progress(long first, long nanos) {
    double perSecond = (next - first) / (nanos / 1e9);
    String failures = failed.isEmpty() ? "none failed" : "failed: " + failed;
    return String.format(
        Locale.ROOT,
        "%d of %d seeds, %.1f a second, %.0f min left; %s",
        next - from,
        to - from,
        perSecond,
        (to - next) / perSecond / 60,
        failures);
  }

  private void remember() throws IOException {
    var lines = new ArrayList<String>();
    lines.add("next " + next);
    failed.forEach(seed -> lines.add("failed " + seed));
    Path written = Files.write(file.resolveSibling(file.getFileName() + ".new"), lines);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
