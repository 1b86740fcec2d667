package io.leat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.engine.Leat;
import io.leat.nodes.Call;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.Mode;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What {@link io.leat.nodes.Node} promises to the code of a node, sentence by sentence. */
final class ContractTest {

  private static final Output<JsonNode> OUT = Output.named("out", Type.ANY);
  private static final Input<JsonNode> IN = Input.named("in", Type.ANY);

  /** A graph of topic {@code in} and one node that reads it and publishes to {@code out}. */
  private static Graph graph(Consumer<NodeBuilder> node) {
    GraphBuilder graph = Graph.builder();
    graph.topic("in");
    NodeBuilder n = graph.node("n").version("1");
    n.input("in", "in");
    n.output("out", "out");
    node.accept(n);
    return graph.build();
  }

  private static LeatTest story(Consumer<NodeBuilder> node) {
    return LeatTest.of(() -> graph(node));
  }

  private static JsonNode json(String text) {
    return Value.parse(text).json();
  }

  @Test
  void first_itIsInvokedOnceForEachInputSetInOrder() {
    GraphBuilder graph = Graph.builder();
    graph.topic("in");
    for (String name : List.of("left", "right")) {
      NodeBuilder n = graph.node(name);
      n.input("in", "in");
      n.output("out", name);
      n.run(call -> call.publish(OUT, call.get(IN)));
    }
    NodeBuilder join = graph.node("join");
    join.input("in", "left");
    join.input("other", "right");
    join.output("out", "joined");
    join.run(call -> call.publish(OUT, call.get(IN)));
    Graph built = graph.build();

    try (LeatTest leat = LeatTest.of(() -> built)) {
      leat.append("in", 1).append("in", 2);

      leat.expectRan("left", "right", "join", "left", "right", "join");
      leat.expect("joined", 1, 2);
    }
  }

  @Test
  void second_allThatItPublishedIsCommittedOrNothing() {
    Code half =
        call -> {
          call.publish(OUT, json("1"));
          if (call.get(IN).asInt() == 2) {
            throw new IllegalStateException("half done");
          }
          call.publish(OUT, json("2"));
        };
    try (LeatTest leat = story(n -> n.run(half))) {
      leat.append("in", 2).expectFailure("n", "half done").expectNothing("out");
      leat.append("in", 1).expect("out", 1, 2);
    }
  }

  @Test
  void third_itIsHandedItsOwnProductsAndItsTriggerOnlyIfItAsks() {
    Code asks =
        call -> {
          assertThatThrownBy(() -> call.own(OUT)).hasMessageContaining("declare own");
          assertThatThrownBy(call::trigger).hasMessageContaining("declare context");
        };
    try (LeatTest leat = story(n -> n.run(asks))) {
      leat.append("in", 1).expectRan("n");
    }
    Code reads = call -> call.publish(OUT, json("\"" + call.trigger() + call.own(OUT) + "\""));
    try (LeatTest leat = story(n -> n.own().context().run(reads))) {
      leat.append("in", 1).expect("out", "inOptional.empty");
    }
  }

  @Test
  void fourth_itRunsOnTheEnginesThreadOrBesideIt() {
    Map<Kind, Thread> threads = new ConcurrentHashMap<>();
    Thread engine = Thread.currentThread();
    for (Kind kind : Kind.values()) {
      runThree(n -> n.kind(kind).run(_ -> threads.put(kind, Thread.currentThread())));
    }

    assertThat(threads.get(Kind.PURE)).isSameAs(engine);
    assertThat(threads.get(Kind.RECORDED)).isNotSameAs(engine);
    assertThat(threads.get(Kind.EFFECT)).isNotSameAs(engine);
  }

  @Test
  void fourth_besideItAsManyAtOnceAsJobsAndOneIfItReadsItsOwn() {
    CyclicBarrier three = new CyclicBarrier(3);
    runThree(n -> n.beside(3, _ -> three.await(1, TimeUnit.MINUTES)));

    AtomicInteger present = new AtomicInteger();
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    Code alone =
        call -> {
          seen.add(present.incrementAndGet());
          call.publish(OUT, call.get(IN));
          present.decrementAndGet();
        };
    runThree(n -> n.own().beside(3, alone));
    assertThat(seen).containsExactly(1);
  }

  /** Three roots through a node, with the real engine; nothing fails. */
  private static void runThree(Consumer<NodeBuilder> node) {
    try (Leat leat = Leat.inMemory(graph(node))) {
      for (int i = 0; i < 3; i++) {
        var _ = leat.append("in", Value.parse(Integer.toString(i)));
      }
      assertThat(leat.run().failed()).isZero();
    }
  }

  @Test
  void fifth_whatItIsHandedNeverChangesAndTheCallIsDeadWhenItHasReturned() {
    List<JsonNode> kept = new ArrayList<>();
    List<Call> calls = new ArrayList<>();
    Code keeps =
        call -> {
          kept.add(call.get(IN));
          calls.add(call);
        };
    try (LeatTest leat = story(n -> n.run(keeps))) {
      leat.append("in", Map.of("a", 1)).append("in", Map.of("a", 2));
    }

    assertThat(kept).hasToString("[{\"a\":1}, {\"a\":2}]");
    assertThatThrownBy(() -> ((ObjectNode) kept.getFirst()).put("a", 3))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> calls.getFirst().publish(OUT, json("1")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has ended");
  }

  @Test
  void sixth_whatItKeepsInAFieldIsGoneAndWhatItPublishedIsNot() {
    Consumer<NodeBuilder> counts =
        n -> {
          AtomicInteger field = new AtomicInteger();
          n.own()
              .run(
                  call -> {
                    int published = call.own(OUT).map(last -> last.get(1).asInt()).orElse(0) + 1;
                    call.publish(OUT, json("[" + field.incrementAndGet() + "," + published + "]"));
                  });
        };
    try (LeatTest leat = story(counts)) {
      leat.append("in", 0).append("in", 0).crash().append("in", 0);

      leat.expect("out", List.of(1, 1), List.of(2, 2), List.of(1, 3));
    }
  }

  @Test
  void seventh_absentIsNotNullAndWhatIsRequiredIsThere() {
    Graph graph =
        graph(
            n -> {
              n.input("looked-up", "in2", Mode.LOOKUP);
              Input<JsonNode> other = Input.named("looked-up", Type.ANY);
              n.run(
                  call ->
                      call.publish(
                          OUT,
                          json(
                              call.present(other)
                                  ? "\"" + call.find(other).isPresent() + "\""
                                  : "\"absent\"")));
            },
            "in2");
    try (LeatTest leat = LeatTest.of(() -> graph)) {
      leat.append("in", 0).append("in2", null).append("in", 0).append("in2", 1).append("in", 0);

      leat.expect("out", "absent", "false", "true");
    }
    Graph requires =
        graph(n -> n.input("looked-up", "in2", Mode.LOOKUP, Mode.REQUIRED), "in2")
            .replace("n", call -> call.publish(OUT, call.get(IN)));
    try (LeatTest leat = LeatTest.of(() -> requires)) {
      leat.append("in", 0).expectNothingRan();
      leat.append("in2", 1).append("in", 0).expectRan("n");
    }
  }

  private static Graph graph(Consumer<NodeBuilder> node, String topic) {
    GraphBuilder graph = Graph.builder();
    graph.topic("in");
    graph.topic(topic);
    NodeBuilder n = graph.node("n").version("1");
    n.input("in", "in");
    n.output("out", "out");
    n.run(_ -> {});
    node.accept(n);
    return graph.build();
  }

  @Test
  void eighth_aProductThatIsNotOfItsTypeFailsTheInvocationWhole() {
    GraphBuilder graph = Graph.builder();
    graph.topic("in");
    NodeBuilder n = graph.node("n");
    n.input("in", "in");
    n.output("out", "out");
    n.output("small", "small", Type.NUMBER.where("small", "below 3", x -> x < 3));
    Output<Double> small = Output.named("small", Type.NUMBER);
    n.run(
        call -> {
          call.publish(OUT, json("1"));
          call.publish(small, call.get(IN).doubleValue());
        });
    Graph built = graph.build();

    try (LeatTest leat = LeatTest.of(() -> built)) {
      leat.append("in", 7).expectFailure("n", "is not of type small: expected below 3");
      leat.expectNothingElse();
      leat.append("in", 2).expect("out", 1).expect("small", 2);
    }
  }

  @Test
  void ninth_whateverItThrowsFailsTheInvocationAndIsToldOtherErrorsEndTheEngine() {
    Map<String, Throwable> thrown = new HashMap<>();
    for (Throwable each :
        List.of(
            new IllegalStateException("a"),
            new AssertionError("b"),
            new NoClassDefFoundError("c"),
            new StackOverflowError("d"),
            new OutOfMemoryError("e"))) {
      thrown.put(each.getClass().getSimpleName(), each);
    }
    Code throwing = call -> raise(Objects.requireNonNull(thrown.get(call.get(IN).asText())));
    Set<String> told = new HashSet<>();
    try (LeatTest leat = story(n -> n.run(throwing))) {
      thrown.forEach(
          (name, each) -> {
            leat.append("in", name).expectFailure("n", name + ": " + each.getMessage());
            told.add(name);
          });
      assertThat(leat.values(Graph.STATE_CHANGES).toString())
          .contains("\"change\":\"invocation failed\"")
          .contains("\"node\":\"n\"");
    }
    assertThat(told).hasSize(5);

    try (LeatTest leat = story(n -> n.run(_ -> raise(new InternalError("the machine is ill"))))) {
      assertThatThrownBy(() -> leat.append("in", 1)).isInstanceOf(InternalError.class);
    }
  }

  /** As if the compiler did not ask what is thrown. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <E extends Throwable> void raise(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void tenth_afterAFailureUnderSkipTheOldValueStaysAndUnderStopItIsTriedAgain() {
    AtomicInteger failures = new AtomicInteger(1);
    Code failing =
        call -> {
          if (call.get(IN).asInt() == 2 && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("no");
          }
          call.publish(OUT, call.get(IN));
        };
    try (LeatTest leat = story(n -> n.run(failing))) {
      leat.append("in", 1).append("in", 2).expectFailure("n", "no");
      assertThat(leat.get("out")).contains(Value.parse("1"));
      leat.crash().expect("out", 1);
    }
    failures.set(1);
    try (LeatTest leat = story(n -> n.onFailure(OnFailure.STOP).run(failing))) {
      leat.append("in", 1).append("in", 2).expectFailure("n", "no");
      leat.crash().expect("out", 1, 2);
    }
  }
}
