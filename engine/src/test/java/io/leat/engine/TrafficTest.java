package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.engine.Traffic.AtNode;
import io.leat.engine.Traffic.OnEdge;
import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The graph in motion: what waits where, and what everybody waits for. */
class TrafficTest {

  private static Graph graph(Code first) {
    GraphBuilder graph = Graph.builder();
    graph.topic("x/{id}");
    var node = graph.node("first").version("1");
    node.input("x", "x/{id}");
    var out = node.output("out", "out/{id}");
    node.run(
        call -> {
          first.run(call);
          call.publish(out, Json.value("1").json());
        });
    var last = graph.node("last").version("1");
    last.input("out", "out/*");
    last.beside(1, _ -> {});
    return graph.build();
  }

  private static void append(Leat leat) {
    for (String id : List.of("a", "b", "c")) {
      leat.append(List.of(new Root("x/" + id, Json.value("1"))), Durability.PROCESS);
    }
  }

  @Test
  void ofABranchThatNobodyRunsTheLogTellsWhatWaits() {
    try (Leat leat = Leat.inMemory(graph(_ -> {}))) {
      append(leat);

      Traffic traffic = leat.traffic();

      assertThat(traffic.running()).isFalse();
      assertThat(traffic.settled()).isZero();
      assertThat(traffic.nodes()).extracting(AtNode::waiting).containsExactly(3L, 3L);
      assertThat(traffic.nodes().getFirst().edges()).containsExactly(new OnEdge("x", "x/{id}", 3));
    }
  }

  @Test
  void aRunningEngineTellsOthersWhatItDoesAndWhatHoldsItUp(@TempDir Path folder) throws Exception {
    var open = new CountDownLatch(1);
    try (Leat leat = Leat.open(folder, graph(_ -> open.await()))) {
      append(leat);
      try (Run run = leat.start(List.of(), null)) {
        Thread engine = Thread.ofPlatform().start(run::untilStopped);

        await().until(() -> leat.traffic().busy() != null);
        Traffic stuck = leat.traffic();
        open.countDown();
        await().until(() -> leat.traffic().nodes().getLast().invoked() == 3);
        Traffic done = leat.traffic();
        run.stop();
        engine.join();

        assertThat(stuck.running()).isTrue();
        assertThat(stuck.busy())
            .extracting(Traffic.Busy::node, Traffic.Busy::root)
            .contains("first");
        assertThat(done.nodes().getFirst().published()).isEqualTo(3);
        assertThat(done.nodes()).extracting(AtNode::waiting).containsOnly(0L);
      }
      assertThat(leat.traffic().running()).isFalse();
    }
  }
}
