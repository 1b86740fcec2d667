package io.leat.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * One append as a command on the shell, from the start of the process to its end. {@code
 * -Dbench.leat} names the launcher; without it there is nothing to measure.
 */
final class ColdStart {
  private static final Path LEAT = Path.of(System.getProperty("bench.leat", ""));
  private static final Path FLAGS = Path.of(System.getProperty("bench.flags", ""));

  private ColdStart() {}

  static List<Duel> duels(Scale scale) {
    int starts = scale.of(5);
    return Files.isRegularFile(LEAT) && Files.isExecutable(LEAT)
        ? List.of(
            new Duel(
                "cold-append",
                "leat append, a process of its own; bare: a JVM that appends to bare Chronicle",
                starts,
                0,
                folder -> ours(folder, starts),
                folder -> bare(folder, starts)))
        : List.of();
  }

  private static long ours(Path folder, int starts) throws IOException {
    run(folder, LEAT.toString(), "init");
    long nanos = 0;
    for (int start = 0; start < starts; start++) {
      nanos += run(folder, LEAT.toString(), "append", "reading/hall", "20." + start);
    }
    return nanos;
  }

  private static long bare(Path folder, int starts) throws IOException {
    long nanos = 0;
    for (int start = 0; start < starts; start++) {
      nanos +=
          run(
              folder,
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "@" + FLAGS,
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-cp",
              classPath(),
              OneAppend.class.getName());
    }
    return nanos;
  }

  /** As another folder sees it. */
  private static String classPath() {
    return String.join(
        ":",
        Arrays.stream(System.getProperty("java.class.path").split(":"))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  /** How long a command took, nanoseconds on the wall. */
  private static long run(Path folder, String... command) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      Check.same(0, process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return System.nanoTime() - start;
  }

  /** What the other side runs: one append to bare Chronicle Queue in the present folder. */
  static final class OneAppend {
    private OneAppend() {}

    public static void main(String... none) {
      try (BareQueue queue = new BareQueue(Path.of("queue"))) {
        queue.write(Appending.VALUE, 1, 1);
      }
    }
  }
}
