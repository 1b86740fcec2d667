package io.leat.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.docs.Application.Ended;
import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.examples.quakes.Quakes;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.nodes.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed loses nothing and does nothing twice. */
final class KillTest {

  private static final int KILLS = 20;

  /** About as many lines as an engine tells of the earthquakes between two kills. */
  private static final int LINES_MAX = 3_000;

  private static final int PATIENCE_MS = 1_000;

  @TempDir Path folder;
  private Path undisturbed;
  private Path killed;

  @BeforeEach
  void twoWorkspaces() throws IOException {
    undisturbed = Application.quakes(folder.resolve("undisturbed"));
    killed = Application.quakes(folder.resolve("killed"));
  }

  @Test
  void twentyKillsLeaveWhatAnUndisturbedRunLeaves() throws Exception {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    List<String> week =
        Files.readAllLines(Application.home().resolve("examples/quakes/quakes.jsonl"));
    append(undisturbed, week);
    settle(undisturbed);

    int interrupted = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process engine = engine();
      try {
        var lines = new Lines(engine);
        lines.await("running branch main");
        append(killed, part(week, kill));
        lines.await(random.nextInt(LINES_MAX), random.nextInt(PATIENCE_MS));
      } finally {
        engine.destroyForcibly().waitFor();
      }
      assertThat(engine.exitValue()).as("killed by SIGKILL").isEqualTo(137);
      interrupted += hasUnfinishedRoots(killed) ? 1 : 0;
    }
    deleteState();
    settle(killed);

    assertThat(form(killed)).as("seed %d", seed).isEqualTo(form(undisturbed));
    assertThat(Application.leat(killed, "verify").exitCode()).isZero();
    assertThat(interrupted).as("kills that came before the work was done").isPositive();
  }

  /** What an engine tells, line by line, read by a thread of its own. */
  private static final class Lines {
    private final BufferedReader reader;

    Lines(Process process) {
      reader = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
    }

    void await(String part) throws IOException {
      String line = reader.readLine();
      var before = new ArrayList<String>();
      while (line != null && !line.contains(part)) {
        before.add(line);
        line = reader.readLine();
      }
      assertThat(line).as("a line with '%s', after %s", part, before).isNotNull();
    }

    /** Returns after so many lines, or after some time if they do not come. */
    void await(int count, int patienceMs) throws InterruptedException {
      var left = new CountDownLatch(count);
      Thread.ofVirtual().start(() -> countDown(left));
      left.await(patienceMs, MILLISECONDS);
    }

    private void countDown(CountDownLatch left) {
      try {
        while (reader.readLine() != null) {
          left.countDown();
        }
      } catch (IOException e) {
        assertThat(e).as("the kill closes the stream").hasMessageContaining("losed");
      }
    }
  }

  private static List<String> part(List<String> lines, int part) {
    return lines.subList(lines.size() * part / KILLS, lines.size() * (part + 1) / KILLS);
  }

  /** While an engine runs there, this process hands the batch over to it. */
  private static void append(Path workspace, List<String> lines) {
    List<Root> roots =
        lines.stream()
            .map(Value::parse)
            .map(value -> new Root("quake/" + value.json().get("id").textValue(), value))
            .toList();
    try (Leat leat = Leat.open(workspace, Quakes.graph())) {
      leat.append(roots, Durability.PROCESS);
    }
  }

  private static boolean hasUnfinishedRoots(Path workspace) {
    try (Leat leat = Leat.open(workspace, Quakes.graph());
        LogReader reader = leat.read(leat.log().settled())) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        if (commit.events().stream().anyMatch(Event::isRoot)) {
          return true;
        }
      }
      return false;
    }
  }

  private static void settle(Path workspace) throws Exception {
    Ended ended = Application.leat(workspace, "run", "--until-settled");
    assertThat(ended.exitCode()).as(ended.err()).isZero();
  }

  private static List<String> form(Path workspace) throws Exception {
    return CanonicalForm.of(
        Application.leat(workspace, "tail", "**", "-o", "jsonl").out().lines().toList());
  }

  /** An engine that tells each step. */
  private Process engine() throws IOException {
    var engine =
        new ProcessBuilder(Application.launcher(), "-C", killed.toString(), "run", "-v")
            .redirectInput(Path.of("/dev/null").toFile());
    // It does not live long enough for the second compiler.
    engine.environment().put("LEAT_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    return engine.start();
  }

  private void deleteState() throws IOException {
    Path state = killed.resolve(".leat/state");
    if (Files.exists(state)) {
      try (var files = Files.walk(state)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
