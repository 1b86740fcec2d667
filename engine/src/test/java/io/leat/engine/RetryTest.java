package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Kind;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What failed is tried again: by itself, or because somebody asks for it. */
final class RetryTest {
  private final MemoryStore store = new MemoryStore(InstantSource.system());
  private final AtomicBoolean fails = new AtomicBoolean(true);

  /** {@code x/{variable} -> asks -> answer/{variable}}; fails while it is to. */
  private NodeBuilder asks(GraphBuilder graph, String variable) {
    NodeBuilder node = graph.node("asks").version("1");
    var x = node.input("x", "x/{" + variable + "}");
    var answer = node.output("answer", "answer/{" + variable + "}");
    return node.run(
        call -> {
          if (fails.get()) {
            throw new IllegalStateException("not now");
          }
          call.publish(answer, call.get(x));
        });
  }

  private Graph graph(String variable) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{" + variable + "}");
    NodeBuilder _ = asks(graph, variable);
    return graph.build();
  }

  private Leat open(Graph graph) {
    return Leat.over(store, graph, Path.of(""), Machine.real());
  }

  /** Runs a graph on one root, and says where the failure is told. */
  private long failed(Graph graph) {
    try (Leat leat = open(graph)) {
      leat.append(List.of(new Root("x/a", Json.value("7"))), Durability.PROCESS);
      try {
        leat.run();
      } catch (EngineStopped _) {
        // That is what some are to do.
      }
      return OnRecord.events(leat.log()).stream()
          .filter(event -> Leat.valueOf(event).toString().contains("invocation failed"))
          .mapToLong(Event::offset)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aFailureOfANodeThatHasAnotherNameNowIsRetriedUnderThatName() {
    long failure = failed(graph("k"));
    fails.set(false);

    try (Leat leat = open(graph("k").renamed(Map.of("asks", "inquires")))) {
      leat.run();
      leat.retry(failure);
      leat.run();

      assertThat(OnRecord.valuesOf(leat.log(), "answer/a")).containsExactly("7");
    }
  }

  @Test
  void whatTheEngineStoppedAtIsNotRetriedBesidesForTheNextStartDoesIt() {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    NodeBuilder _ = asks(graph, "k").onFailure(OnFailure.STOP);
    Graph stops = graph.build();
    long failure = failed(stops);
    fails.set(false);

    try (Leat leat = open(stops)) {
      long end = leat.log().end();
      assertThatThrownBy(() -> leat.retry(failure))
          .isInstanceOf(Invalid.class)
          .hasMessage(
              "the engine stopped at the failure at offset "
                  + failure
                  + " and tries that invocation again when it starts next: leat run");
      assertThat(leat.log().end()).isEqualTo(end);
      leat.run();
      assertThat(OnRecord.valuesOf(leat.log(), "answer/a")).containsExactly("7");
    }
  }

  @Test
  void aNodeWithOtherVariablesCannotBeRetriedWhereItFailed() {
    long failure = failed(graph("k"));

    try (Leat leat = open(graph("key"))) {
      assertThatThrownBy(() -> leat.retry(failure))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("node asks has the variables [key] now and failed at")
          .hasMessageContaining("nothing can be retried");
    }
  }

  /** The root was let in under another graph than the one that handles it. */
  @Test
  void aRetryThatIsOnRecordWakesNobodyWhoseVariablesHaveChanged() {
    long failure = failed(graph("k"));
    try (Leat leat = open(graph("k"))) {
      leat.retry(failure);
    }
    fails.set(false);

    try (Leat leat = open(graph("key"))) {
      leat.run();

      assertThat(OnRecord.events(leat.log())).noneMatch(event -> event.topic().contains("{"));
      assertThat(OnRecord.valuesOf(leat.log(), "answer/a")).isEmpty();
    }
  }

  @Test
  void aRetryWaitsUntilAJobOfItsNodeIsFree() {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    NodeBuilder _ = asks(graph, "k").kind(Kind.RECORDED).retry(2, Duration.ofSeconds(1));
    Stage stage = new Stage(graph.build());

    stage.append("x/a", "1").append("x/b", "2").turn();
    stage.tasks().run(1, new SplittableRandom(1));
    fails.set(false);
    stage.turn().pass(Duration.ofSeconds(1)).turn();

    assertThat(stage.tasks().waiting()).as("at work at once, of a node with one job").isEqualTo(1);
    stage.settle();
    assertThat(stage.values("answer/a")).containsExactly("1");
    assertThat(stage.values("answer/b")).containsExactly("2");
  }
}
