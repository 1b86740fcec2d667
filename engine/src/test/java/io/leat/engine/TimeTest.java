package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.oracle.Json;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.value.Invalid;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Time is a topic: its ticks are roots, each once, in order, whatever the clock does. */
class TimeTest {

  private static Graph graph() {
    GraphBuilder graph = Graph.builder();
    graph.time("time/second", Duration.ofSeconds(1));
    var node = graph.node("count").version("1").own();
    node.input("tick", "time/second");
    var count = node.output("count", "count");
    node.run(
        call ->
            call.publish(
                count,
                Json.value("" + (1 + call.own(count).map(v -> v.asInt()).orElse(0))).json()));
    return graph.build();
  }

  @Test
  void aTickIsARootWhoseValueIsTheTimeThatItWasDue() {
    Stage stage = new Stage(graph());

    stage.pass(Duration.ofMillis(2_300)).tick().settle();

    assertThat(stage.values("time/second"))
        .containsExactly("\"2026-01-01T00:00:01Z\"", "\"2026-01-01T00:00:02Z\"");
    assertThat(stage.values("count")).containsExactly("1", "2");
  }

  @Test
  void aStoppedEngineCatchesUpInOrderWithTheLastThousandAtMost() {
    Stage stage = new Stage(graph());
    stage.pass(Duration.ofSeconds(1)).tick().settle();

    stage.restart().pass(Duration.ofSeconds(5)).tick();
    assertThat(stage.values("time/second")).hasSize(6).isSorted();

    stage.restart().pass(Duration.ofHours(1)).tick().settle();
    assertThat(stage.values("time/second"))
        .hasSize(1_006)
        .isSorted()
        .doesNotHaveDuplicates()
        .endsWith("\"2026-01-01T01:00:06Z\"");
    assertThat(stage.values("count").getLast()).isEqualTo("1006");
  }

  @Test
  void anEngineThatOnlySettlesAddsNone() {
    try (Leat leat = Leat.inMemory(graph())) {
      leat.run();

      assertThat(leat.get("time/second")).isEmpty();
    }
  }

  @Test
  void aClockThatIsSetBackRepeatsNothing() {
    Stage stage = new Stage(graph());
    stage.pass(Duration.ofSeconds(3)).tick();

    stage.pass(Duration.ofSeconds(-2)).tick().pass(Duration.ofSeconds(1)).tick().restart().tick();
    assertThat(stage.values("time/second")).hasSize(3);

    stage.pass(Duration.ofSeconds(2)).tick();
    assertThat(stage.values("time/second")).hasSize(4).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aClockBeyondAllTimesTicksUpToTheYear9999() {
    Stage stage = new Stage(graph());

    stage.pass(Duration.ofMillis(Long.MAX_VALUE / 2)).tick();

    assertThat(stage.values("time/second")).hasSize(1_000).endsWith("\"9999-12-31T23:59:59Z\"");
    assertThat(stage.tick().values("time/second")).hasSize(1_000);
  }

  @Test
  void nobodyElseFeedsTime() {
    try (Leat leat = Leat.inMemory(graph())) {
      assertThatThrownBy(() -> leat.append("time/second", Json.value("\"2026-01-01T00:00:00Z\"")))
          .isInstanceOf(Invalid.class)
          .hasMessage("topic time/second is fed by the clock, every 1s; append to another topic");
    }
    GraphBuilder two = Graph.builder();
    two.time("time/{x}", Duration.ofMillis(7));
    assertThatThrownBy(two::build)
        .hasMessageContaining("one topic; leave the variables out")
        .hasMessageContaining("ticks every 7 ms; the least is 100 ms");
  }
}
