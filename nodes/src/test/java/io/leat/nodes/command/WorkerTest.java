package io.leat.nodes.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Handed;
import io.leat.nodes.Mode;
import io.leat.nodes.Node;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkerTest {
  private static final Command PYTHON = Command.worker("python3", "worker.py").files("worker.py");

  @TempDir private Path folder;

  @BeforeEach
  void putTheWorkerThere() throws IOException {
    try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("worker.py"))) {
      Files.copy(in, folder.resolve("worker.py"));
    }
  }

  private Node node(Command command) {
    GraphBuilder g = Graph.builder();
    g.topic("in/{id}");
    g.topic("rules");
    NodeBuilder n = g.node("work");
    n.input("in", "in/{id}");
    n.input("rules", "rules", Mode.LOOKUP);
    n.option("limit", Type.NUMBER, 4.5);
    n.output("out", "out/{id}");
    n.output("routed", "routed/{id}/{to}");
    n.own().context().run(command, folder);
    return g.build().nodes().getFirst();
  }

  private static Handed handed(String in) {
    return handed(17, in);
  }

  private static Handed handed(long root, String in) {
    return new Handed(
        root,
        "work",
        0,
        Binding.of("id", "ci37"),
        Arrays.<@Nullable Value>asList(Value.parse(in), null),
        Arrays.<@Nullable String>asList(null, null),
        List.of(Value.parse("4.5")),
        Arrays.<@Nullable Value>asList(Value.parse("[1]"), null),
        "in",
        null);
  }

  private static JsonNode run(Runner runner, String in) throws Exception {
    return runner.run(handed(in)).getFirst().value().json();
  }

  private Runner open(Command command) {
    return command.open(node(command), folder);
  }

  @Test
  void aWorkerSeesWhatItIsHandedAndNothingElse() throws Exception {
    try (Runner runner = open(PYTHON)) {
      assertThat(run(runner, "{\"mag\":6.40}"))
          .hasToString(
              "{\"absent\":[\"rules\"],\"binding\":{\"id\":\"ci37\"},\"context\":\"in\","
                  + "\"inputs\":{\"in\":{\"mag\":6.4}},\"invocation\":\"17.work.0\","
                  + "\"options\":{\"limit\":4.5},\"own\":{\"out\":[1]},\"topics\":{}}");
    }
  }

  @Test
  void aWorkerIsKept() throws Exception {
    try (Runner runner = open(PYTHON)) {
      assertThat(run(runner, "{\"do\":\"pid\"}")).isEqualTo(run(runner, "{\"do\":\"pid\"}"));
      assertThat(runner.run(handed("{\"do\":\"none\"}"))).isEmpty();
    }
  }

  @Test
  void aSecondLineThatComesLateDoesNotFailTheNextInvocation() throws Exception {
    Files.writeString(
        folder.resolve("again.py"),
        """
        import json, sys
        first = None
        for line in sys.stdin:
            first = first or json.loads(line)["invocation"]
            print(json.dumps({"invocation": first, "products": []}), flush=True)
        """);
    try (Runner runner = open(Command.worker("python3", "again.py"))) {
      assertThat(runner.run(handed(17, "1"))).isEmpty();
      assertThat(runner.run(handed(18, "1"))).isEmpty();
    }
  }

  @Test
  void itsEnvironmentIsAnAllowList() throws Exception {
    Map<String, String> environment = new HashMap<>();
    for (String name :
        List.of("PATH", "HOME", "LD_PRELOAD", "PYTHONPATH", "NODE_OPTIONS", "TOKEN")) {
      environment.put(name, "x");
    }

    WorkerProcess.restrict(environment);

    assertThat(environment)
        .containsOnlyKeys("PATH", "HOME", "LC_ALL", "TZ", "PYTHONHASHSEED", "PYTHONUNBUFFERED");
    try (Runner runner = open(PYTHON)) {
      JsonNode seen = run(runner, "{\"do\":\"environment\"}");

      assertThat(seen.path("TZ").textValue()).isEqualTo("UTC");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"error":"too big"}                                         | too big
          {"error":{"code":1}}                                        | {"code":1}
          {}                                                          | answered without a list of products; no products are []
          {"products":{}}                                             | answered without a list of products; no products are []
          {"products":[{"output":"uot","value":1}]}                   | unknown output 'uot'; did you mean out?
          {"products":[{"output":"out"}]}                             | a product needs an output and a value, unlike {"output":"out"}
          {"products":[1]}                                            | expected an object, not 1
          {"products":[],"eror":"x"}                                  | unknown key 'eror'; did you mean error?
          {"products":[{"output":"routed","value":1}]}                | output routed publishes to routed/{id}/{to}: the product must bind to, which the node's binding lacks
          {"products":[{"output":"out","value":1,"binding":{"id":"x"}}]} | output out publishes to out/{id}: the product binds {id=x}, more than the pattern leaves to it
          {"products":[{"output":"routed","value":1,"binding":{"to":"a/b"}}]} | the value 'a/b' of variable to contains '/'; allowed are letters, digits and - _ . : @ +
          {"products":[{"output":"routed","value":1,"binding":{"to":7}}]} | variable to of a product is 7; it must be a string
          """)
  void aWrongAnswerFailsTheInvocationAndKeepsTheWorker(String answer, String message)
      throws Exception {
    try (Runner runner = open(PYTHON)) {
      JsonNode before = run(runner, "{\"do\":\"pid\"}");

      assertThatThrownBy(() -> runner.run(handed("{\"do\":\"answer\",\"answer\":" + answer + "}")))
          .isInstanceOf(Exception.class)
          .hasMessage(message);

      assertThat(run(runner, "{\"do\":\"pid\"}")).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "debug: got one"                        | the worker answered 'debug: got one', which is no JSON object
          "{\\"invocation\\":\\"16.work.0\\"}"    | instead of invocation 17.work.0
          "[]"                                    | instead of invocation 17.work.0
          "{\\"a\\":1,\\"a\\":2}"                 | 'a' is given twice
          """)
  void aWorkerThatCannotBeTrustedIsReplaced(String line, String message) throws Exception {
    try (Runner runner = open(PYTHON)) {
      JsonNode before = run(runner, "{\"do\":\"pid\"}");

      assertThatThrownBy(() -> runner.run(handed("{\"do\":\"write\",\"line\":" + line + "}")))
          .hasMessageContaining(message);

      assertThat(run(runner, "{\"do\":\"pid\"}")).isNotEqualTo(before);
    }
  }

  @Test
  void aWorkerThatDiesIsStartedAgainOnce() throws Exception {
    try (Runner runner = open(PYTHON)) {
      assertThat(run(runner, "{\"do\":\"die once\"}").textValue()).isEqualTo("second time");

      assertThatThrownBy(() -> runner.run(handed("{\"do\":\"die\"}")))
          .hasMessage(
              "the worker was started twice and ended with exit code 7 before it answered; its last"
                  + " words:\n"
                  + "one last word");
      assertThat(run(runner, "{\"do\":\"pid\"}").isInt()).isTrue();
    }
  }

  @Test
  void silencePastTheTimeoutIsAFailureAndNoLateAnswerIsTaken() throws Exception {
    try (Runner runner = open(PYTHON.timeout(Duration.ofMillis(500)))) {
      assertThatThrownBy(() -> runner.run(handed("{\"do\":\"hang\"}")))
          .hasMessageStartingWith("no answer within 500ms");
    }
    Command thinking = Command.worker("sh", "-c", "echo thinking >&2; exec sleep 600");
    try (Runner runner = open(thinking.timeout(Duration.ofSeconds(1)))) {
      assertThatThrownBy(() -> runner.run(handed("1")))
          .hasMessage("no answer within 1s; its last words:\nthinking");
    }
    try (Runner runner = open(Command.worker("sleep", "600").timeout(Duration.ofMillis(200)))) {
      String large = "\"" + "x".repeat(1 << 20) + "\"";
      assertThatThrownBy(() -> runner.run(handed(large))).hasMessage("no answer within 200ms");
    }
  }

  @Test
  void theEngineLeavesTheTimeoutToTheWorkerThatKnowsItsLastWords() {
    assertThat(PYTHON.timeoutBeside()).isNull();
  }

  @Test
  void whatItChattersIsBoundedAndBlocksNothing() {
    try (Runner runner = open(PYTHON)) {
      assertThatThrownBy(() -> runner.run(handed("{\"do\":\"chatter\"}")))
          .hasMessageEndingWith("line 19998\nline 19999")
          .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(2200));
    }
  }

  @Test
  void aProgramThatDoesNotExistIsNamed() {
    try (Runner runner = open(Command.worker("no-such-program-42"))) {
      assertThatThrownBy(() -> runner.run(handed("1")))
          .hasMessageStartingWith("cannot start 'no-such-program-42' in ")
          .hasMessageContaining("on the PATH?");
    }
  }

  @Test
  void severalJobsRunAtOnce() throws Exception {
    try (Runner runner = open(PYTHON.jobs(2))) {
      var one = meet(runner, "a", "b");
      var two = meet(runner, "b", "a");

      assertThat(one.get()).hasToString("\"met\"");
      assertThat(two.get()).hasToString("\"met\"");
    }
  }

  private static CompletableFuture<JsonNode> meet(Runner runner, String mine, String other) {
    String in = "{\"do\":\"meet\",\"mine\":\"%s\",\"other\":\"%s\"}".formatted(mine, other);
    var met = new CompletableFuture<JsonNode>();
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                met.complete(run(runner, in));
              } catch (Exception e) {
                met.completeExceptionally(e);
              }
            });
    return met;
  }

  @Test
  void nothingThatWasStartedOutlivesTheRunner() throws Exception {
    JsonNode pids;
    try (Runner runner = open(PYTHON)) {
      pids = run(runner, "{\"do\":\"child\"}");
    }

    for (JsonNode pid : pids) {
      await()
          .until(() -> ProcessHandle.of(pid.longValue()).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void closingEndsWhatIsUnderWay() throws Exception {
    Runner runner = open(PYTHON.jobs(2));
    var waiting = meet(runner, "mine", "never");
    await().until(() -> Files.exists(folder.resolve("mine")));

    runner.close();

    assertThatThrownBy(waiting::get).hasMessageContaining("the runner was closed");
    assertThatThrownBy(() -> runner.run(handed("1"))).hasMessage("the runner was closed");
  }

  @Test
  void theCodeOfACommandIsItsLineAndItsFiles() throws Exception {
    String before = node(PYTHON).code();

    assertThat(node(PYTHON.jobs(2).timeout(Duration.ofSeconds(1))).code()).isEqualTo(before);
    assertThat(node(Command.worker("python3", "worker.py")).code()).isNotEqualTo(before);
    Files.writeString(folder.resolve("worker.py"), "# changed");
    assertThat(node(PYTHON).code()).isNotEqualTo(before);
    assertThatThrownBy(() -> node(PYTHON.files("gone.py")))
        .hasMessageStartingWith("node work: file 'gone.py' cannot be read; is it in ");
  }
}
