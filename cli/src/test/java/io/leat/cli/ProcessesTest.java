package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands as processes of their own: several at once, and interrupted. */
final class ProcessesTest {
  private static final int KILLED_BY_SIGTERM = 143;

  @TempDir Path folder;
  private final List<Process> processes = new ArrayList<>();
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "26").ok();
  }

  @AfterEach
  void leaveNothingRunning() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void oneRunsOneAppendsAndOneFollows() throws Exception {
    Process run = start("run");
    assertThat(lineOf(run.getErrorStream())).contains("running branch main, 1 node");
    Process tail = start("tail", "-f", "verdict/*");
    BufferedReader verdicts = reader(tail.getInputStream());
    assertThat(verdicts.readLine()).contains("verdict/hall").contains("too warm");

    Shell.Ended held = shell.run("run").expect(ExitCode.UNAVAILABLE);
    shell.run("append", "reading/attic", "3").ok();

    assertThat(held.err()).contains("branch main is held by process " + run.pid());
    assertThat(verdicts.readLine()).contains("verdict/attic").contains("fine");
  }

  @Test
  void anInterruptedEngineStopsInOrder() throws Exception {
    Process run = start("run");
    BufferedReader messages = reader(run.getErrorStream());
    assertThat(messages.readLine()).contains("running branch main");

    // Not of the process itself, which would close its streams too.
    assertThat(run.toHandle().destroy()).isTrue();

    assertThat(run.waitFor(60, SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(KILLED_BY_SIGTERM);
    assertThat(messages.readLine()).contains("stopped after");
    assertThat(shell.run("tail", "-n", "1").ok().out()).contains("engine stopped");
    shell.run("verify").ok();
  }

  private Process start(String... words) throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    flags().forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(words));
    Process process = new ProcessBuilder(command).directory(folder.toFile()).start();
    processes.add(process);
    return process;
  }

  /** What this JVM was started with to be able to use the log. */
  private static Stream<String> flags() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--") || flag.startsWith("-D"))
        .filter(flag -> !flag.startsWith("-Dsurefire"));
  }

  private static String lineOf(InputStream stream) throws IOException {
    return String.valueOf(reader(stream).readLine());
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, UTF_8));
  }
}
