package io.leat.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.command.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How many invocations of a node may run at once. */
final class JobsTest {

  @Test
  void commandsGetAsManyJobsAsAreAskedForAndCodeNoMoreThanItBears() {
    GraphBuilder g = Graph.builder();
    g.topic("x");
    List<NodeBuilder> nodes = List.of(g.node("code"), g.node("command"), g.node("here"));
    nodes.forEach(node -> node.input("x", "x"));
    nodes.get(0).beside(3, _ -> {});
    nodes.get(1).run(Command.worker("cat").jobs(2), Path.of("."));
    nodes.get(2).run(_ -> {});
    Graph graph = g.build();

    assertThat(jobs(graph.jobs(8))).containsExactly(3, 8, 1);
    assertThat(jobs(graph.jobs(1))).containsExactly(1, 1, 1);
    assertThat(graph.jobs(8).describe()).isEqualTo(graph.describe());
    assertThatThrownBy(() -> graph.jobs(0)).hasMessage("jobs must be 1 to 1000, not 0");
    assertThatThrownBy(() -> graph.jobs(1_001)).hasMessageContaining("not 1001");
  }

  private static List<Integer> jobs(Graph graph) {
    var jobs = new ArrayList<Integer>();
    for (Node node : graph.nodes()) {
      try (Runner runner = node.body().open(node, Path.of("."))) {
        jobs.add(runner.jobs());
      }
    }
    return jobs;
  }
}
