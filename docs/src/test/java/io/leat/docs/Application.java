package io.leat.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;

/** The application as it is packaged, started as a user starts it. */
final class Application {

  private static final Path BUILT = House.ROOT.resolve("cli/target/app");
  private static final long PATIENCE_SECONDS = 120;

  /** How a process ended. */
  record Ended(int exitCode, String out, String err) {}

  private Application() {}

  /** Its folder. */
  static Path home() {
    Assertions.assertThat(BUILT).as("the application, which `mvn verify` packages").isDirectory();
    try (var applications = Files.list(BUILT)) {
      return applications.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(BUILT.toString(), e);
    }
  }

  static String launcher() {
    return home().resolve("bin/leat").toString();
  }

  /** Makes a workspace whose graph is that of the earthquakes. */
  static Path quakes(Path folder) throws IOException {
    Path jar = home().resolve("examples/leat-examples.jar");
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("leat.yaml"),
        "graph: io.leat.examples.quakes.Quakes\nclasspath: [" + jar + "]\n");
    return folder;
  }

  /** Starts a verb on a workspace; what it says goes to files. */
  static Process start(Path workspace, Path out, Path err, String... words) throws IOException {
    return start(workspace, out, err, command(workspace, words));
  }

  /** Runs a verb on a workspace to its end. */
  static Ended leat(Path workspace, String... words) throws IOException, InterruptedException {
    return run(workspace, command(workspace, words));
  }

  private static List<String> command(Path workspace, String... words) {
    var command = new ArrayList<>(List.of(launcher(), "-C", workspace.toString()));
    command.addAll(List.of(words));
    return command;
  }

  /** Starts a command in a folder; what it says goes to files there. */
  private static Process start(Path folder, Path out, Path err, List<String> command)
      throws IOException {
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectInput(Path.of("/dev/null").toFile())
        .redirectOutput(out.toFile())
        .redirectError(err.toFile())
        .start();
  }

  /** Runs a command to its end. What it leaves running is killed. */
  static Ended run(Path folder, List<String> command) throws IOException, InterruptedException {
    Path out = Files.createTempFile("leat", "out");
    Path err = Files.createTempFile("leat", "err");
    Process process = start(folder, out, err, command);
    try {
      Assertions.assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS))
          .as("ended: %s; so far it said %s", command, Files.readString(out, UTF_8))
          .isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    var ended =
        new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    Files.delete(out);
    Files.delete(err);
    return ended;
  }
}
