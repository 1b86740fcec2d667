package io.leat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the launcher runs once, so that the JVM learns which classes a start needs and keeps them
 * for the next: a short life of a workspace in a temporary folder. Prints nothing.
 */
final class Training {

  /** Set by the launcher where it makes the cache of classes. */
  static final String PROPERTY = "leat.training";

  /** Each as on the command line, without spaces inside words. */
  private static final List<String> LIFE =
      List.of(
          "init",
          "check",
          "append reading/hall 31.5",
          "append --format jsonl reading/hall 20",
          "append nothing 1",
          "run --until-settled",
          "append judge.limit 28",
          "run --until-settled",
          "tail -n 5",
          "tail verdict/* -o jsonl",
          "get verdict/hall",
          "topics",
          "replay --from 0 --onto other --set judge.limit=40",
          "diff main other",
          "branch",
          "verify",
          "help tail");

  private Training() {}

  /** Lives that life. */
  static void run() throws IOException {
    Path folder = Files.createTempDirectory("leat-training-");
    try {
      LIFE.forEach(command -> Main.execute(silent(folder), command.split(" ")));
    } finally {
      delete(folder);
    }
  }

  private static Console silent(Path folder) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    var messages = new Messages(nowhere, false, System::nanoTime);
    return new Console(InputStream.nullInputStream(), new Output(nowhere), messages, folder, null);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
