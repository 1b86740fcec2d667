package io.leat.nodes.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a worker can do to the engine: fail its own invocation. And what it cannot: outlive it. */
final class HostileWorkerTest {
  private static final Command PYTHON = Command.worker("python3", "worker.py");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path folder;

  @BeforeEach
  void putTheWorkerThere() throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("worker.py"))) {
      Files.copy(in, folder.resolve("worker.py"));
    }
  }

  private static Runner open(Path folder) {
    GraphBuilder g = Graph.builder();
    g.topic("in");
    NodeBuilder n = g.node("work");
    n.input("in", "in");
    n.output("out", "out");
    n.run(PYTHON, folder);
    Node node = g.build().nodes().getFirst();
    return PYTHON.open(node, folder);
  }

  private static JsonNode run(Runner runner, String what) throws Exception {
    Value in = Value.parse("{\"do\":\"" + what + "\"}");
    var handed =
        new Handed(
            17,
            "work",
            0,
            Binding.EMPTY,
            List.of(in),
            Arrays.<@Nullable String>asList((String) null),
            List.of(),
            List.of(),
            null,
            null);
    return runner.run(handed).getFirst().value().json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          huge  | the worker answered with more than 67108864 bytes
          latin | the worker answered with a line that is not UTF-8
          close | the worker was started twice and closed its standard output before it answered
          take all memory | the worker was started twice and ended with exit code 1 before it answered
          be killed | the worker was started twice and ended with exit code 137 before it answered
          twice | the worker answered with more than one line; write one line for each invocation
          """)
  void aWorkerFailsItsOwnInvocationAndTheNextOneGetsAnother(String what, String message)
      throws Exception {
    try (Runner runner = open(folder)) {
      JsonNode before = run(runner, "pid");

      assertThatThrownBy(() -> run(runner, what)).hasMessageStartingWith(message);

      assertThat(run(runner, "pid")).isNotEqualTo(before);
    }
  }

  @Test
  void aFloodOfMessagesBlocksNobody() throws Exception {
    try (Runner runner = open(folder)) {
      assertThat(run(runner, "flood").textValue()).isEqualTo("said much");
    }
  }

  /** An engine for as long as nobody kills it: prints the processes of a worker that stays. */
  static final class Engine {
    public static void main(String[] arguments) throws Exception {
      Runner runner = open(Path.of(arguments[0]));
      System.out.println(run(runner, "stay"));
      Thread.currentThread().join();
    }
  }

  @Test
  void noWorkerOutlivesAnEngineThatIsKilled() throws Exception {
    List<String> command =
        List.of(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Engine.class.getName(),
            folder.toString());
    Process engine =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    JsonNode pids;
    try (BufferedReader output = engine.inputReader(UTF_8)) {
      pids = Value.parse(Objects.requireNonNull(output.readLine())).json();
      assertThat(pids).allMatch(pid -> alive(pid.longValue()));

      engine.destroyForcibly();
    }

    await().atMost(PATIENCE).until(() -> !alive(pids.get(0).longValue()));
    await().atMost(PATIENCE).until(() -> !alive(pids.get(1).longValue()));
  }

  private static boolean alive(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }
}
