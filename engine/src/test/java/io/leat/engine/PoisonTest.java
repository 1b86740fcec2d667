package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.oracle.Json;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.LogReader;
import io.leat.log.MemoryStore;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Kind;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever one invocation does, its siblings flow, the log tells, and the run ends. */
class PoisonTest {
  private static final String FAILED = "\"change\":\"invocation failed\"";

  private static final Duration TIMEOUT = Duration.ofMillis(50);

  /** Time passes only when a victim says so. */
  private final AtomicLong nowMs = new AtomicLong();

  /** Opened when a test is over: lets go what did not listen to being interrupted. */
  private final CountDownLatch over = new CountDownLatch(1);

  @AfterEach
  void over() {
    over.countDown();
  }

  /** What the victim does with one value of {@code x/{k}}; the sibling passes all of them on. */
  private static Graph graph(BiFunction<NodeBuilder, Code, NodeBuilder> runs, Code victim) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    for (String name : List.of("sibling", "victim")) {
      NodeBuilder node = graph.node(name).version("1");
      var x = node.input("x", "x/{k}");
      var out = node.output("out", name + "/{k}");
      Code passes = call -> call.publish(out, call.get(x));
      NodeBuilder _ =
          name.equals("sibling")
              ? node.run(passes)
              : runs.apply(
                  node,
                  call -> {
                    if (call.get(x).asInt() < 0) {
                      victim.run(call);
                    }
                    passes.run(call);
                  });
    }
    return graph.build();
  }

  /** What was published by the victim and the sibling, and how many failures were told. */
  private record Came(long fromVictim, long fromSibling, List<String> failures) {
    static Came of(Leat leat) {
      long victim = 0;
      long sibling = 0;
      var failures = new ArrayList<String>();
      try (LogReader reader = leat.read(0)) {
        for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
          for (var event : commit.events()) {
            victim += "victim".equals(event.node()) ? 1 : 0;
            sibling += "sibling".equals(event.node()) ? 1 : 0;
            JsonNode value = Leat.valueOf(event).json();
            if (value.toString().contains(FAILED)) {
              failures.add(value.get("message").textValue());
            }
          }
        }
      }
      return new Came(victim, sibling, failures);
    }
  }

  private Came run(Graph graph, int... values) {
    InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    var machine = new Machine(clock, Machine.real().beside());
    try (Leat leat = Leat.over(new MemoryStore(clock), graph, Path.of(""), machine)) {
      for (int i = 0; i < values.length; i++) {
        var root = new Root("x/" + i, Json.value(Integer.toString(values[i])));
        leat.append(List.of(root), Durability.PROCESS);
      }
      leat.run();
      assertThat(leat.log().settled()).isEqualTo(leat.log().end() - 1);
      return Came.of(leat);
    }
  }

  @Test
  void aPoisonEventFailsAlone() {
    Code poisoned =
        _ -> {
          throw new IllegalStateException("poison");
        };

    Came came = run(graph(NodeBuilder::run, poisoned), 1, -1, 2);

    assertThat(came).isEqualTo(new Came(2, 3, List.of("IllegalStateException: poison")));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aNodeThatExhaustsMemoryOrTheStackFailsAlone(boolean beside) {
    BiFunction<NodeBuilder, Code, NodeBuilder> runs =
        beside ? (node, code) -> node.beside(2, code) : NodeBuilder::run;

    Came heap =
        run(
            graph(
                runs,
                _ -> {
                  throw new OutOfMemoryError("Java heap space");
                }),
            1,
            -1,
            2);
    Came stack = run(graph(runs, _ -> deeper(1)), 1, -1, 2);

    assertThat(heap).isEqualTo(new Came(2, 3, List.of("OutOfMemoryError: Java heap space")));
    assertThat(stack).isEqualTo(new Came(2, 3, List.of("StackOverflowError")));
  }

  @Test
  void aNodeThatFindsNoMemoryIsAskedOnceMoreForAnotherMayHaveTakenIt() {
    var first = new AtomicBoolean(true);
    Code bystander =
        _ -> {
          if (first.getAndSet(false)) {
            throw new OutOfMemoryError("Java heap space");
          }
        };

    assertThat(run(graph(NodeBuilder::run, bystander), 1, -1, 2))
        .isEqualTo(new Came(3, 3, List.of()));
  }

  /** {@code x/{k} -> rows -> row/{k}/{id}}: as many products as the value says, with long names. */
  private static Graph rows(int nameLength) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{k}");
    NodeBuilder node = graph.node("rows").version("1");
    var x = node.input("x", "x/{k}");
    var row = node.output("row", "row/{k}/{id}");
    NodeBuilder _ =
        node.run(
            call -> {
              for (int i = 0; i < call.get(x).asInt(); i++) {
                String id = "i".repeat(nameLength - 6) + (100_000 + i);
                call.publish(row, Binding.of("id", id), call.get(x));
              }
            });
    return graph.build();
  }

  private List<String> failuresOf(Graph graph, String topic, int products) {
    try (Leat leat = Leat.inMemory(graph)) {
      var root = new Root(topic, Json.value(Integer.toString(products)));
      leat.append(List.of(root), Durability.PROCESS);
      leat.run();
      assertThat(leat.log().settled()).isEqualTo(leat.log().end() - 1);
      return Came.of(leat).failures();
    }
  }

  @Test
  void anInvocationWhoseProductsAreTooManyForACommitFailsAlone() {
    assertThat(failuresOf(rows(255), "x/a", 200_000))
        .containsExactly(
            "its products have 68200000 bytes together besides their values, at most 67108864 fit"
                + " into one commit; publish less in one invocation");
  }

  @Test
  void anInvocationThatMakesTooLongANameOfATopicFailsAlone() {
    assertThat(failuresOf(rows(255), "x/" + "k".repeat(255), 1))
        .singleElement()
        .asString()
        .startsWith("output row: topic row/kkk")
        .endsWith("is 515 bytes long, more than 512");
  }

  @SuppressWarnings("InfiniteRecursion") // that is the point
  private static long deeper(long depth) {
    return 1 + deeper(depth + 1);
  }

  @Test
  void anEndlessNodeIsGivenUpAfterItsTimeout() {
    Graph graph = graph((node, code) -> node.beside(1, code).timeout(TIMEOUT), _ -> waitDeafly());

    Came came = run(graph, 1, -1, -1, 2);

    assertThat(came)
        .isEqualTo(new Came(2, 4, List.of("no answer within 50ms", "no answer within 50ms")));
  }

  /** Ends when the test is over, and does not listen to being interrupted. */
  private void waitDeafly() {
    nowMs.addAndGet(TIMEOUT.toMillis());
    boolean interrupted = false;
    while (over.getCount() > 0) {
      try {
        over.await();
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aNodeWithManyInvocationsThatNeverEndIsNotCalledAnyMore() {
    Graph graph = graph((node, code) -> node.beside(4, code).timeout(TIMEOUT), _ -> waitDeafly());

    Came came = run(graph, IntStream.range(0, 40).map(_ -> -1).toArray());

    assertThat(came.failures()).hasSize(40);
    assertThat(came.failures())
        .filteredOn("no answer within 50ms"::equals)
        .hasSizeGreaterThanOrEqualTo(16);
    assertThat(came.failures())
        .anyMatch(message -> message.endsWith("were given up and have not ended"));
    assertThat(came.fromSibling()).isEqualTo(40);
  }

  @Test
  void whatIsAnsweredAfterTheTimeoutIsDropped() {
    GraphBuilder graph = Graph.builder();
    graph.topic("x");
    NodeBuilder node = graph.node("slow").version("1");
    node.kind(Kind.RECORDED).timeout(Duration.ofSeconds(5)).retry(2, Duration.ZERO);
    node.input("x", "x");
    var out = node.output("out", "out");
    var calls = new ArrayList<Integer>();
    node.run(
        call -> {
          calls.add(calls.size());
          call.publish(out, Json.value(Integer.toString(calls.size())).json());
        });
    var stage = new Stage(graph.build());

    stage.append("x", "1").turn().pass(Duration.ofSeconds(5)).turn();
    assertThat(stage.tasks().run(2, new SplittableRandom(1))).isEqualTo(2);
    stage.settle();

    assertThat(stage.values("out")).containsExactly("1");
    assertThat(stage.ran()).as("two attempts").hasSize(2);
    assertThat(calls).as("the first was given up before it began").hasSize(1);
  }

  @Test
  void tenThousandKeysThatFailHoldUpNobody() {
    Code poisoned =
        _ -> {
          throw new IllegalStateException("poison");
        };

    Came came =
        run(graph(NodeBuilder::run, poisoned), IntStream.range(0, 10_000).map(_ -> -1).toArray());

    assertThat(came.failures()).hasSize(10_000);
    assertThat(came.fromSibling()).isEqualTo(10_000);
    assertThat(came.fromVictim()).isZero();
  }

  @Test
  void anErrorThatNoNodeSurvivesEndsTheRunEvenBesideTheEngine() {
    Graph graph =
        graph(
            (node, code) -> node.beside(1, code),
            _ -> {
              throw new InternalError("the machine is broken");
            });

    assertThatThrownBy(() -> run(graph, 1, -1, 2)).isInstanceOf(InternalError.class);
  }

  @Test
  void aTimeoutOnTheEnginesOwnThreadIsRefused() {
    BiFunction<NodeBuilder, Code, NodeBuilder> here =
        (node, code) -> node.run(code).timeout(Duration.ofSeconds(1));

    assertThatThrownBy(() -> graph(here, _ -> {}))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("victim")
        .hasMessageContaining("let it run beside");
  }
}
