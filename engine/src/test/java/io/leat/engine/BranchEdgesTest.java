package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.Merge.Side;
import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.log.LogException;
import io.leat.log.LogStore;
import io.leat.log.SmallSegments;
import io.leat.nodes.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forks and merges where one may wonder what they do. */
class BranchEdgesTest {
  private static Graph graph() {
    return new ShowGraph(0).outside("x", "y").node("sees", "x").node("other", "y").build();
  }

  private static void append(Leat leat, String topic, String value) {
    leat.append(List.of(new Root(topic, Json.value(value))), Durability.PROCESS);
    leat.run();
  }

  private static List<Difference> diff(Leat leat, String a, String b) {
    var found = new ArrayList<Difference>();
    assertThat(leat.branches().diff(a, b, found::add)).isEqualTo(found.size());
    return found;
  }

  @Test
  void aForkAtTheBeginningHoldsNothingOneAtTheEndEverythingAndNonePastIt() {
    try (Leat main = Leat.inMemory(graph())) {
      main.branches().fork("of-nothing", 0);
      append(main, "x", "1");
      long end = main.log().end();

      main.branches().fork("first", 0);
      main.branches().fork("last", end);

      assertThat(main.on("first").get("x")).isEmpty();
      assertThat(main.on("last").get("sees")).isPresent();
      assertThat(diff(main, "main", "last")).isEmpty();
      assertThat(diff(main, "main", "first")).hasSize(2);
      assertThat(diff(main, "first", "of-nothing")).isEmpty();
      assertThatThrownBy(() -> main.branches().fork("past", end + 1))
          .isInstanceOf(LogException.Invalid.class)
          .hasMessageContaining("" + (end + 1))
          .hasMessageContaining("main");
      assertThat(main.branches().list()).hasSize(4);
    }
  }

  @Test
  void aForkOfAForkOfAForkGoesItsOwnWayFromEachOfThem() {
    try (Leat main = Leat.inMemory(graph())) {
      append(main, "x", "1");
      Leat at = main;
      for (String name : List.of("a", "b", "c")) {
        at.branches().fork(name, at.log().end());
        at = at.on(name);
        append(at, "x", "\"" + name + "\"");
      }

      assertThat(diff(main, "main", "c")).hasSize(6);
      assertThat(diff(main, "b", "c")).hasSize(2);
      assertThat(diff(main, "c", "c")).isEmpty();
      assertThat(main.branches().replay(0, "again", main.graph(), List.of(), null).failed())
          .isZero();
      assertThat(main.on("c").branches().replay(0, "anew", main.graph(), List.of(), null).roots())
          .isGreaterThan(4);
      assertThat(diff(main, "c", "anew")).isEmpty();
      assertThatThrownBy(() -> main.branches().delete("b")).hasMessageContaining("forked from b");
      for (String name : List.of("anew", "c", "b")) {
        main.branches().delete(name);
      }
    }
  }

  @Test
  void siblingsThatAreMergedInEitherOrderDifferInNothingButOrder() {
    try (Leat main = Leat.inMemory(graph())) {
      append(main, "x", "1");
      long end = main.log().end();
      for (String name : List.of("a", "b", "ba")) {
        main.branches().fork(name, end);
      }
      append(main.on("a"), "x", "2");
      append(main.on("b"), "y", "3");
      append(main.on("b"), "y", "4");

      for (List<String> merge :
          List.of(
              List.of("main", "a"), List.of("main", "b"), List.of("ba", "b"), List.of("ba", "a"))) {
        Leat into = main.on(merge.getFirst());
        var _ = into.branches().merge(merge.getLast(), _ -> Side.THEIRS);
        into.run();
      }

      assertThat(diff(main, "main", "ba")).isEmpty();
      assertThat(main.branches().diffStates("main", "ba", _ -> {})).isZero();
    }
  }

  @Test
  void aBranchIsForkedAndReplayedWhileItsEngineRuns() {
    try (Leat main = Leat.inMemory(graph());
        Run engine = main.start(List.of(), null)) {
      engine.append(List.of(new Root("x", Json.value("1"))), Durability.PROCESS);
      long end = main.log().end();

      main.branches().fork("early", end);
      main.on("early").run();
      Report _ = main.branches().replay(0, "again", main.graph(), List.of(), null);
      while (!engine.settled()) {
        int _ = engine.doWork();
      }

      assertThat(main.on("early").get("sees")).isPresent();
      assertThat(diff(main, "main", "early")).isEmpty();
      assertThat(diff(main, "main", "again")).isEmpty();
    }
  }

  @Test
  void aConeIsTakenFromABranchThatIsItselfAForkWithTakenOverRecords() {
    try (Leat main = Leat.inMemory(graph())) {
      for (String value : List.of("1", "2", "3")) {
        append(main, "x", value);
        append(main, "y", value);
      }
      var ran = new ArrayList<String>();
      Leat at = main;
      for (String name : List.of("a", "b", "c")) {
        Revision only = Revision.from(0).selecting(Selection.only("other"));
        try (Run run =
            at.branches()
                .startReplay(
                    only,
                    name,
                    main.graph(),
                    event -> {
                      if (event instanceof EngineEvent.Invoked invoked) {
                        ran.add(name + " " + invoked.node());
                      }
                    })) {
          Report _ = run.toTheEnd();
        }
        at = at.on(name);
      }

      assertThat(ran).hasSize(9).containsOnly("a other", "b other", "c other");
      assertThat(diff(main, "main", "c")).isEmpty();
    }
  }

  @Test
  void aReplayFromAnOffsetInAnEarlierSegmentIsLikeAnyOther(@TempDir Path workspace)
      throws IOException {
    Graph graph = new ShowGraph(0).outside("x").counter("count", "x").build();
    Machine machine = Machine.real();
    LogStore store = SmallSegments.open(workspace, machine.clock());
    try (Leat main = Leat.over(store, graph, workspace, machine)) {
      try (Run engine = main.start(List.of(), null)) {
        for (int i = 0; i < 48; i++) {
          long _ = engine.append(List.of(new Root("x", Json.value("" + i))), Durability.PROCESS);
          while (!engine.settled()) {
            int _ = engine.doWork();
          }
        }
      }
      assertThat(segments(workspace, "main")).isGreaterThan(3);
      long tenth =
          OnRecord.events(main).stream()
              .filter(e -> e.topic().equals("x"))
              .toList()
              .get(9)
              .offset();

      Report report = main.branches().replay(tenth, "again", graph, List.of(), null);
      Leat again = main.on("again");
      again.branches().fork("late", again.log().end());
      again.branches().fork("early", tenth + 20);
      main.on("late").branches().fork("shared", tenth);

      assertThat(report.invoked()).isEqualTo(39);
      assertThat(segments(workspace, "again")).isGreaterThan(1);
      assertThat(diff(main, "main", "again")).isEmpty();
      assertThat(diff(main, "main", "late")).isEmpty();
      assertThat(OnRecord.valuesOf(main.on("early"), "count")).hasSizeBetween(10, 47);
      assertThat(OnRecord.valuesOf(main.on("shared"), "count")).hasSize(9);
      assertThat(diff(main, "shared", "main")).hasSize(2 * 39);
    }
  }

  private static long segments(Path workspace, String branch) throws IOException {
    try (var files = Files.list(workspace.resolve(".leat/log").resolve(branch))) {
      return files.filter(file -> file.toString().endsWith(".cq4")).count();
    }
  }

  @Test
  void aBranchThatOthersWereForkedFromIsDeletedOnceTheyAreSelfContained(@TempDir Path workspace) {
    try (Leat main = Leat.open(workspace, graph())) {
      append(main, "x", "1");
      main.branches().fork("parent", main.log().end());
      append(main.on("parent"), "x", "2");
      main.on("parent").branches().fork("child", main.on("parent").log().end());
      append(main.on("child"), "x", "3");

      assertThatThrownBy(() -> main.branches().delete("parent"))
          .isInstanceOf(LogException.Invalid.class)
          .hasMessageContaining("child was forked from parent");
      assertThat(main.branches().detach("child")).isTrue();
      main.branches().delete("parent");

      append(main.on("child"), "x", "4");
      assertThat(OnRecord.valuesOf(main.on("child"), "x")).containsExactly("1", "2", "3", "4");
      assertThat(main.branches().merge("child", _ -> Side.THEIRS).roots()).hasSize(3);
    }
  }
}
