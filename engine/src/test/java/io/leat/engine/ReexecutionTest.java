package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Json;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** History is executed again only on a fork, and what was recorded stays as it is. */
class ReexecutionTest {

  private static ShowGraph graph() {
    return new ShowGraph(0).outside("x").node("a", "x").counter("count", "a");
  }

  private static Leat threeRoots(Graph graph) {
    Leat leat = Leat.inMemory(graph);
    for (String value : List.of("1", "2", "3")) {
      leat.append(List.of(new Root("x", Json.value(value))), Durability.PROCESS);
      leat.run();
    }
    return leat;
  }

  private static List<Event> events(Leat leat) {
    var events = new ArrayList<Event>();
    try (LogReader reader = leat.read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        events.addAll(commit.events());
      }
    }
    return events;
  }

  private static List<String> values(Leat leat, String topic) {
    return events(leat).stream()
        .filter(event -> event.topic().equals(topic))
        .map(event -> new String(event.payload().bytes(), StandardCharsets.UTF_8))
        .toList();
  }

  private static long offsetOf(Leat leat, String value) {
    return events(leat).stream()
        .filter(e -> e.topic().equals("x") && Json.value(value).equals(value(e)))
        .findFirst()
        .orElseThrow()
        .offset();
  }

  private static Value value(Event event) {
    return Value.encoded(event.payload().bytes());
  }

  @Test
  void theSameGraphOnAnyForkEndsInTheSameCanonicalForm() {
    try (Leat leat = threeRoots(graph().build())) {
      List<Event> before = events(leat);

      for (long cut = 0; cut <= before.size(); cut++) {
        String name = "fork-" + cut;
        leat.branches().replay(cut, name, leat.graph(), List.of(), null);

        assertThat(CanonicalForm.of(events(leat.on(name))))
            .as("cut at %d", cut)
            .isEqualTo(CanonicalForm.of(before));
      }
      assertThat(events(leat)).isEqualTo(before);
    }
  }

  @Test
  void whatLiesBelowTheCutIsNotComputedAgain() {
    try (Leat leat = threeRoots(graph().build())) {
      long cut = offsetOf(leat, "3");

      Report report = leat.branches().replay(cut, "fork", leat.graph(), List.of(), null);

      assertThat(report.invoked()).isEqualTo(2);
    }
  }

  @Test
  void aNodeThatTheForksGraphAddsIsWokenAtTheCutAndHandlesEveryRootFromThereOn() {
    try (Leat leat = threeRoots(graph().build())) {
      Graph more = graph().node("b", "x").build();

      leat.branches().replay(offsetOf(leat, "2"), "fork", more, List.of(), null);

      assertThat(values(leat.on("fork"), "b")).containsExactly("\"b(1)\"", "\"b(2)\"", "\"b(3)\"");
    }
  }
}
