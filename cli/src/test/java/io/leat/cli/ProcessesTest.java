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
  private static final int KILLED_BY_SIGKILL = 137;
  private static final int ROOTS = 20_000;

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

  @Test
  void aKilledReplayGoesOnWhenItIsAskedForAgain() throws Exception {
    shell.type("30\n".repeat(ROOTS));
    shell.run("append", "reading/attic", "-", "--format", "jsonl").ok();
    shell.run("run", "--until-settled");
    String head = shell.run("head").ok().lines().getFirst();
    shell.run("replay", "--from", "0", "--onto", "whole", "--set", "judge.limit=28");

    int killed = 0;
    for (int lines = 2_000; lines <= 8_000; lines += 3_000) {
      Process replay = start("replay", "--from", "0", "-v", "--set", "judge.limit=28");
      BufferedReader steps = reader(replay.getErrorStream());
      for (int i = 0; i < lines && steps.readLine() != null; i++) {}
      replay.destroyForcibly().waitFor();
      killed += replay.exitValue() == KILLED_BY_SIGKILL ? 1 : 0;
    }
    Shell.Ended last = shell.run("replay", "--from", "0", "--set", "judge.limit=28").expect(0);

    assertThat(killed).isPositive();
    assertThat(last.err()).contains("onto main-from-0:");
    assertThat(shell.run("branch", "-o", "jsonl").ok().lines()).hasSize(3);
    assertThat(shell.run("diff", "main", "main-from-0").expect(5).out())
        .isEqualTo(shell.run("diff", "main", "whole").expect(5).out());
    assertThat(shell.run("head").ok().lines()).startsWith(head);
    assertThat(shell.run("replay", "--from", "0", "--set", "judge.limit=28").expect(0).err())
        .contains("onto main-from-0-2:");
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
