package io.leat.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * JVMs that run a story's roots again, and the folder of files between them and this one. Closing
 * ends them and deletes the folder.
 */
final class OtherProcesses implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 5;
  private static final List<String> FLAGS_OF_A_SHORT_LIFE =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
  private static final long SECONDS_LATER = TimeUnit.HOURS.toSeconds(24 * 3_700 + 5);

  private final Path files;
  private final Path folder;
  private final List<Process> started = new ArrayList<>();

  private OtherProcesses(Path files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /**
   * @param folder in which commands run
   */
  static OtherProcesses open(Path folder) throws IOException {
    return new OtherProcesses(Files.createTempDirectory("leat-determinism"), folder);
  }

  /** A file that every process finds by this name. */
  Path file(String name) {
    return files.resolve(name);
  }

  /** A process at work. */
  record Running(Process process, Path result, Path messages) {

    /**
     * What it invoked, a line for each, once it has ended.
     *
     * @throws IllegalStateException if it ended otherwise than with a result
     */
    List<String> invocations() throws IOException, InterruptedException {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
        throw new IllegalStateException(
            "a process that was to run the story again did not: " + Files.readString(messages));
      }
      return Files.readAllLines(result, UTF_8);
    }
  }

  /** Starts a process in which some things are other. */
  Running start(List<World> others) throws IOException {
    String name = Integer.toString(started.size());
    Path jdk = file("jdk" + name);
    OtherJdk classes = new OtherJdk(jdk);
    classes.hashes(others.contains(World.HASHES));
    if (others.contains(World.CLOCK)) {
      classes.clock(SECONDS_LATER);
    }
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.addAll(flagsOfThisProcess());
    command.addAll(FLAGS_OF_A_SHORT_LIFE);
    command.addAll(World.flags(others));
    command.add("--patch-module=java.base=" + jdk);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Rerun.class.getName()));
    Path result = file("result" + name);
    command.addAll(
        List.of(files.toString(), result.toString(), folder.toAbsolutePath().toString()));
    others.forEach(world -> command.add(world.name()));
    Path messages = file("messages" + name);
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(Redirect.to(messages.toFile()))
            .start();
    started.add(process);
    return new Running(process, result, messages);
  }

  /** What nodes may need of the JVM that they are tested in; no agents, no language or zone. */
  private static List<String> flagsOfThisProcess() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            flag ->
                flag.startsWith("--add-")
                    || flag.startsWith("--enable-")
                    || flag.startsWith("-Xmx")
                    || (flag.startsWith("-D") && !flag.startsWith("-Duser.")))
        .toList();
  }

  @Override
  public void close() throws IOException {
    started.forEach(Process::destroyForcibly);
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
