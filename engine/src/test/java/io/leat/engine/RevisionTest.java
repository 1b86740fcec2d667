package io.leat.engine;

import static io.leat.engine.OnRecord.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.Revision.Inserted;
import io.leat.engine.oracle.Json;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.Branch;
import io.leat.log.Durability;
import io.leat.log.Faults;
import io.leat.log.LogException;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The past as it might have been. */
class RevisionTest {
  private static Graph graph() {
    return new ShowGraph(0).outside("x", "y").counter("count", "x").node("sees", "x").build();
  }

  private static Leat fourRoots(MemoryStore store) {
    Leat leat =
        Leat.over(store, graph(), Path.of(""), new Machine(new VirtualClock(), Runnable::run));
    for (String value : List.of("1", "2", "3", "4")) {
      leat.append(List.of(new Root("x", Json.value(value))), Durability.PROCESS);
    }
    leat.run();
    return leat;
  }

  private static void restart(MemoryStore store) {
    store.faults(Faults.NONE);
    store.crash(unforced -> unforced);
  }

  private static Leat fourRoots() {
    return fourRoots(new MemoryStore(new VirtualClock()));
  }

  private static void replay(Leat main, Revision revision, String onto) {
    try (Run run = main.branches().startReplay(revision, onto, main.graph(), null)) {
      Report _ = run.toTheEnd();
    }
  }

  @Test
  void rootsAreDroppedEditedAndInserted() {
    try (Leat main = fourRoots()) {
      Revision revision =
          Revision.from(0)
              .changed(
                  Set.of(1L),
                  Map.of(2L, Json.value("30")),
                  List.of(
                      new Inserted(0, new Root("x", Json.value("0"))),
                      new Inserted(1_000, new Root("x", Json.value("5")))));

      ReplayPlan plan = main.branches().planReplay(revision, main.graph());
      replay(main, revision, "what-if");

      assertThat(plan)
          .isEqualTo(new ReplayPlan(0, main.log().end(), 2, 1, 1, 2, plan.nodes(), 10, 8));
      assertThat(plan.nodes()).containsExactly("count", "sees");
      assertThat(valuesOf(main.on("what-if"), "x")).containsExactly("0", "1", "30", "4", "5");
      assertThat(valuesOf(main.on("what-if"), "count")).containsExactly("1", "2", "3", "4", "5");
      assertThat(valuesOf(main, "x")).containsExactly("1", "2", "3", "4");
    }
  }

  @Test
  void whatIsLeftOutStaysLeftOutWhenTheForkIsPromoted() {
    try (Leat main = fourRoots()) {
      replay(main, Revision.from(0).changed(Set.of(0L), Map.of(), List.of()), "without");
      replay(main, Revision.from(1).carrying(3, List.of()), "short");
      main.append(List.of(new Root("x", Json.value("5"))), Durability.PROCESS);

      main.branches().promote("without", "old");
      main.run();

      assertThat(valuesOf(main, "x")).containsExactly("2", "3", "4", "5");
      assertThat(valuesOf(main, "count")).containsExactly("1", "2", "3", "4");
      assertThat(valuesOf(main.on("short"), "x")).containsExactly("1", "2", "3");
    }
  }

  @Test
  void whatCannotBeIsRefusedAndNoForkIsMade() {
    try (Leat main = fourRoots()) {
      var impossible =
          Revision.from(2)
              .changed(
                  Set.of(0L),
                  Map.of(900L, Json.value("1")),
                  List.of(new Inserted(2, new Root("count", Json.value("1")))));

      assertThatThrownBy(() -> replay(main, impossible, "not"))
          .isInstanceOf(Invalid.class)
          .hasMessageContaining("offset 0 of main is no root that is carried over")
          .hasMessageContaining("offset 900")
          .hasMessageContaining("count");
      assertThat(main.branches().list()).hasSize(1);
    }
  }

  @Test
  void aForkThatIsHalfMadeDoesNotLookWholeAndIsMadeAnew() {
    for (int writes = 0; writes < 3; writes++) {
      var store = new MemoryStore(new VirtualClock());
      try (Leat main = fourRoots(store)) {
        store.faults(Death.atWrite(writes, false));
        assertThatThrownBy(() -> replay(main, Revision.from(1), "again")).isInstanceOf(Death.class);
        restart(store);

        List<String> names = main.branches().list().stream().map(Branch::name).toList();
        if (!names.contains("again")) {
          assertThat(names).containsExactly("main", "again.unfinished");
          replay(main, Revision.from(1), "again");
        } else {
          main.on("again").run();
        }

        assertThat(valuesOf(main.on("again"), "count")).containsExactly("1", "2", "3", "4");
        assertThat(main.branches().list()).hasSize(2);
      }
    }
  }

  @Test
  void aBranchWhoseMakingIsCutOffDoesNotLookWholeAndIsMadeAnew() {
    var store = new MemoryStore(new VirtualClock());
    try (Leat main = fourRoots(store)) {
      store.faults(Death.atWrite(0, false));
      assertThatThrownBy(() -> main.branches().fork("late", 2)).isInstanceOf(Death.class);
      restart(store);
      assertThat(main.branches().list().stream().map(Branch::name)).doesNotContain("late");

      main.branches().fork("late", 2);

      assertThat(main.branches().list().stream().map(Branch::name)).containsExactly("main", "late");
      assertThat(main.on("late").log().settled()).isEqualTo(2);
      assertThatThrownBy(() -> main.branches().fork("late", 1))
          .isInstanceOf(LogException.Invalid.class)
          .hasMessageContaining("there is a branch late already");
    }
  }
}
