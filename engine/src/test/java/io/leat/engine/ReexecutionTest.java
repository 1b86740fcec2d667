package io.leat.engine;

import static io.leat.engine.OnRecord.events;
import static io.leat.engine.OnRecord.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Json;
import io.leat.engine.simulation.SlowTasks;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

      assertThat(valuesOf(leat.on("fork"), "b"))
          .containsExactly("\"b(1)\"", "\"b(2)\"", "\"b(3)\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "4, 4", "8, 8", "1000, 8"})
  void asManyInvocationsRunAtOnceAsAreAskedForAndTheirCodeBearsAndItEndsInTheSame(
      int jobs, int atOnce) {
    Graph graph = new ShowGraph(8).outside("x").node("a", "x").build();
    SlowTasks tasks = new SlowTasks();
    VirtualClock clock = new VirtualClock();
    try (Leat main =
        Leat.over(new MemoryStore(clock), graph, Path.of(""), new Machine(clock, tasks))) {
      for (int i = 0; i < 20; i++) {
        main.append(List.of(new Root("x", Json.value("" + i))), Durability.PROCESS);
      }
      int _ = mostAtOnce(main.start(List.of(), null), tasks);

      Run replay = main.branches().startReplay(Revision.from(3), "again", graph.jobs(jobs), null);

      assertThat(mostAtOnce(replay, tasks)).isEqualTo(atOnce);
      assertThat(CanonicalForm.of(events(main.on("again"))))
          .isEqualTo(CanonicalForm.of(events(main)));
    }
  }

  /** Runs to the end; invocations end, in any order, only when nothing else is to be done. */
  private static int mostAtOnce(Run run, SlowTasks tasks) {
    var random = new SplittableRandom(1);
    int most = 0;
    try (run) {
      while (!run.settled()) {
        if (run.doWork() == 0) {
          most = Math.max(most, tasks.run(Integer.MAX_VALUE, random));
        }
      }
    }
    return most;
  }
}
