package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.commits;
import static io.leat.log.Logs.events;
import static io.leat.log.Logs.roots;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What branches are, whatever they are kept on. */
abstract class BranchContract extends ObjectContract {

  /** The store under test, which begins a new segment after a few events if it has segments. */
  abstract LogStore openSmall();

  /** Gives up what lies below an offset, as far as the store can. */
  abstract void keepFrom(LogStore store, String branch, long offset);

  private static Ref place(String line, long offset) {
    return new Ref.Place(line, offset);
  }

  @Test
  void refsAreNamesForPlacesAndObjects() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b");
    }
    Ref object = new Ref.Kept(store.objects().put(new byte[] {1, 2, 3}));
    Refs refs = store.refs();

    refs.set("release-1", place("0", 1));
    refs.set("photo", object);
    refs.set("release-1", place("0", 2));

    assertThat(open().refs().get("release-1")).isEqualTo(place("0", 2));
    assertThat(refs.list()).containsOnlyKeys("photo", "release-1").containsEntry("photo", object);
    assertThat(refs.get("absent")).isNull();
    refs.delete("photo");
    assertThat(refs.list()).containsOnlyKeys("release-1");
    assertThatThrownBy(() -> refs.delete("photo")).isInstanceOf(LogException.Invalid.class);
  }

  @Test
  void refsStandForWhatIsThereUnderStrictNames() {
    Ref absent = new Ref.Kept(ObjectId.of(new byte[] {9}));

    for (String name : List.of("", ".hidden", "../x", "a/b", "a b", "-a", "x".repeat(101))) {
      assertThatThrownBy(() -> store.refs().set(name, place("0", 0)))
          .isInstanceOf(LogException.Invalid.class)
          .hasMessageContaining("no name for a ref");
    }
    for (Ref ref : List.of(absent, place("0", 1), place("0", -1), place("4711", 0))) {
      assertThatThrownBy(() -> store.refs().set("r", ref)).isInstanceOf(LogException.Invalid.class);
    }
    assertThat(store.refs().list()).isEmpty();
  }

  @Test
  void branchThatARefStandsForIsNotDeleted() {
    Branch fork = store.fork("f", "main", 0);
    store.refs().set("r", place(fork.line(), 0));

    assertThatThrownBy(() -> store.delete("f"))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("ref r");
    store.refs().delete("r");
    store.delete("f");
    assertThat(store.branches()).hasSize(1);
  }

  @Test
  void forkSharesWhatLiesBelowItsOffset() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b", "c");
      Branch fork = store.fork("f", "main", 2);
      assertThat(fork.fork()).isEqualTo(new Branch.Fork(main().branch().line(), 2));
      append(writer, "d");
    }

    assertThat(store.log("f").end()).isEqualTo(2);
    assertThat(valuesOf(store.log("f"), 0)).containsExactly("a", "b");
    try (LogWriter writer = store.log("f").write()) {
      assertThat(append(writer, "x")).isEqualTo(2);
    }
    assertThat(valuesOf(store.log("f"), 0)).containsExactly("a", "b", "x");
    assertThat(valuesOf(store.log("f"), 1)).containsExactly("b", "x");
    assertThat(valuesOf(store.log("f"), 2)).containsExactly("x");
    assertThat(valuesOf(main(), 0)).containsExactly("a", "b", "c", "d");
    assertThat(store.branches()).extracting(Branch::name).containsExactly("main", "f");
  }

  @Test
  void forkSettlesNoMoreThanItsPrefixSays() {
    try (LogWriter writer = main().write()) {
      writer.append(roots("a", "b"), 1, Durability.PROCESS);
      writer.append(roots("c", "d"), 4, Durability.PROCESS);
    }
    store.fork("cut", "main", 3);
    store.fork("whole", "main", 4);
    store.fork("early", "main", 1);

    assertThat(store.log("cut").settled()).isEqualTo(1);
    assertThat(commits(store.log("cut"), 0)).extracting(Commit::settled).containsExactly(1L, 1L);
    assertThat(commits(store.log("cut"), 2)).extracting(Commit::settled).containsExactly(1L);
    assertThat(store.log("whole").settled()).isEqualTo(4);
    assertThat(store.log("early").settled()).isZero();
    assertThat(commits(store.log("early"), 0)).extracting(Commit::settled).containsExactly(0L);
  }

  @Test
  void forkOfForkReadsThroughAllItsAncestors() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b", "c");
    }
    store.fork("f", "main", 2);
    try (LogWriter writer = store.log("f").write()) {
      append(writer, "d", "e");
    }
    store.fork("g", "f", 3);
    store.fork("h", "g", 1);
    store.fork("i", "h", 0);

    assertThat(valuesOf(store.log("g"), 0)).containsExactly("a", "b", "d");
    assertThat(valuesOf(store.log("h"), 0)).containsExactly("a");
    for (String name : List.of("g", "h", "i")) {
      try (LogWriter writer = store.log(name).write()) {
        append(writer, name);
      }
    }
    assertThat(valuesOf(store.log("g"), 0)).containsExactly("a", "b", "d", "g");
    assertThat(valuesOf(store.log("h"), 0)).containsExactly("a", "h");
    assertThat(valuesOf(store.log("i"), 0)).containsExactly("i");
    assertThat(events(store.log("g"), 0)).extracting(Event::offset).containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void timeOfAForkIsNotBelowThatOfItsPrefix() {
    long start = clock.instant().toEpochMilli() * 1000;
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b");
    }
    store.fork("f", "main", 1);
    clock.move(Duration.ofDays(-1));
    try (LogWriter writer = store.log("f").write()) {
      append(writer, "x");
    }

    assertThat(events(store.log("f"), 0))
        .extracting(Event::timeMicros)
        .containsExactly(start, start);
  }

  @Test
  void forkIsRefusedWhereItCannotBe() {
    try (LogWriter writer = main().write()) {
      append(writer, "a");
    }
    store.fork("f", "main", 1);

    assertThatThrownBy(() -> store.fork("g", "main", 2))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("2");
    assertThatThrownBy(() -> store.fork("g", "main", -1)).isInstanceOf(LogException.Invalid.class);
    assertThatThrownBy(() -> store.fork("f", "main", 0))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("f");
    assertThatThrownBy(() -> store.fork("main", "main", 0))
        .isInstanceOf(LogException.Invalid.class);
    assertThatThrownBy(() -> store.fork("g", "nobody", 0)).isInstanceOf(LogException.Invalid.class);
    for (String name : List.of("", ".", "..", "a/b", "-x", ".x", "a b", "ä", "x".repeat(101))) {
      assertThatThrownBy(() -> store.fork(name, "main", 0))
          .isInstanceOf(LogException.Invalid.class);
    }
    assertThat(store.branches()).extracting(Branch::name).containsExactly("main", "f");
  }

  @Test
  void linesAreNeverUsedTwice() {
    Branch first = store.fork("f", "main", 0);
    store.delete("f");
    Branch second = store.fork("f", "main", 0);

    assertThat(second.line()).isNotEqualTo(first.line());
  }

  @Test
  void branchIsDeletedUnlessSomethingDependsOnIt() {
    store.fork("f", "main", 0);
    store.fork("g", "f", 0);

    assertThatThrownBy(() -> store.delete("main")).isInstanceOf(LogException.Invalid.class);
    assertThatThrownBy(() -> store.delete("nobody")).isInstanceOf(LogException.Invalid.class);
    assertThatThrownBy(() -> store.delete("f"))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("g");
    try (LogWriter writer = store.log("g").write()) {
      append(writer, "a");
      assertThatThrownBy(() -> store.delete("g")).isInstanceOf(LogException.Unavailable.class);
    }
    store.delete("g");
    store.delete("f");
    assertThat(store.branches()).extracting(Branch::name).containsExactly("main");
    assertThatThrownBy(() -> store.log("f")).isInstanceOf(LogException.Invalid.class);
  }

  @Test
  void aSelfContainedBranchNeedsNobody() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b", "c");
      writer.append(Batch.create(), 3, Durability.PROCESS);
      append(writer, "d", "e");
    }
    store.fork("f", "main", 4);
    try (LogWriter writer = store.log("f").write()) {
      append(writer, "x", "y");
    }
    store.fork("g", "f", 5);
    store.fork("h", "g", 3);
    try (LogWriter writer = store.log("h").write()) {
      append(writer, "z");
    }
    List<Commit> commitsOfG = commits(store.log("g"), 0);
    List<Commit> commitsOfH = commits(store.log("h"), 0);
    List<String> lines = store.log("h").ancestry().stream().map(Branch::line).toList();

    assertThat(store.detach("h")).isTrue();
    assertThat(store.detach("h")).isFalse();
    assertThat(store.detach("main")).isFalse();
    assertThatThrownBy(() -> store.delete("f")).isInstanceOf(LogException.Invalid.class);
    assertThat(store.detach("g")).isTrue();
    store.delete("f");

    assertThat(commits(store.log("g"), 0)).isEqualTo(commitsOfG);
    assertThat(commits(store.log("h"), 0)).isEqualTo(commitsOfH);
    assertThat(store.log("h").ancestry()).extracting(Branch::line).isEqualTo(lines);
    store.delete("g");
    assertThat(commits(store.log("h"), 0)).isEqualTo(commitsOfH);
    assertThat(valuesOf(store.log("h"), 2)).containsExactly("c", "z");
    try (LogWriter writer = store.log("h").write()) {
      assertThat(append(writer, "more")).isEqualTo(4);
    }
    store.fork("i", "h", 2);
    assertThat(valuesOf(store.log("i"), 0)).containsExactly("a", "b");
    assertThatThrownBy(() -> store.delete("h")).hasMessageContaining("branch i was forked from h");
    assertThat(store.detach("i")).isTrue();
    store.delete("h");
    assertThat(valuesOf(store.log("i"), 0)).containsExactly("a", "b");
  }

  @Test
  void aBranchIsForkedAndDetachedWhileItIsWritten() {
    try (LogWriter writer = main().write()) {
      for (int i = 0; i < 30; i++) {
        append(writer, "v" + i);
        store.fork("f" + i, "main", i);
        assertThat(store.log("f" + i).end()).isEqualTo(i);
        if (i % 10 == 5) {
          assertThat(store.detach("f" + i)).isTrue();
        }
      }
    }
    for (int i = 0; i < 30; i++) {
      assertThat(valuesOf(store.log("f" + i), 0)).isEqualTo(valuesOf(main(), 0).subList(0, i));
    }
  }

  @Test
  void whatWasGivenUpIsRefusedAndNeverSkipped() {
    try (LogStore small = openSmall()) {
      try (LogWriter writer = small.log("main").write()) {
        for (int i = 0; i < 60; i++) {
          append(writer, "v" + i);
          clock.move(Duration.ofSeconds(1));
        }
      }
      List<Event> before = events(small.log("main"), 0);
      small.fork("f", "main", 50);
      keepFrom(small, "main", 40);
      keepFrom(small, "main", 20);
      EventLog main = small.log("main");
      long first = main.first();

      assertThat(first).isBetween(1L, 40L);
      assertThat(small.log("f").first()).isEqualTo(first);
      for (long from : List.of(0L, first - 1)) {
        for (EventLog log : List.of(main, small.log("f"))) {
          assertThatThrownBy(() -> log.read(from))
              .isInstanceOf(LogException.Invalid.class)
              .hasMessageContaining("offset " + from + " of branch " + log.branch().name())
              .hasMessageContaining("was given up; the first that is kept is " + first);
          assertThatThrownBy(() -> log.read(from, TopicFilter.only("t")))
              .isInstanceOf(LogException.Invalid.class);
        }
      }
      assertThatThrownBy(() -> main.topics(TopicFilter.only("t"), Long.MAX_VALUE))
          .isInstanceOf(LogException.Invalid.class);
      assertThatThrownBy(() -> main.offsetAt(clock.instant().minusSeconds(60)))
          .isInstanceOf(LogException.Invalid.class)
          .hasMessageContaining("was given up");
      assertThat(main.offsetAt(clock.instant().minusSeconds(10))).isEqualTo(50);
      assertThat(events(main, first)).isEqualTo(before.subList((int) first, 60));
      assertThat(events(small.log("f"), first)).isEqualTo(before.subList((int) first, 50));
      try (LogWriter writer = main.write()) {
        for (int i = 60; i < 90; i++) {
          assertThat(append(writer, "v" + i)).isEqualTo(i);
        }
      }
      assertThat(valuesOf(small.log("main"), 85)).hasSize(5);
    }
  }

  @Test
  void namesMoveInOneStepAndLinesStay() {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b");
    }
    Branch fork = store.fork("f", "main", 1);
    store.fork("g", "main", 2);
    try (LogWriter writer = store.log("f").write()) {
      append(writer, "x");

      store.rename(Map.of("main", "old", "f", "main"));

      append(writer, "y");
    }

    assertThat(open().branches()).extracting(Branch::name).contains("main", "old", "g");
    assertThat(open().log("main").branch().line()).isEqualTo(fork.line());
    assertThat(valuesOf(open().log("main"), 0)).containsExactly("a", "x", "y");
    assertThat(valuesOf(open().log("old"), 0)).containsExactly("a", "b");
    assertThat(valuesOf(open().log("g"), 0)).containsExactly("a", "b");
    Branch again = store.fork("f", "main", 3);
    try (LogWriter writer = store.log("f").write()) {
      append(writer, "z");
    }
    assertThat(valuesOf(open().log("f"), 0)).containsExactly("a", "x", "y", "z");
    assertThat(again.line()).isNotEqualTo(fork.line());
    store.delete("f");
    assertThat(open().branches()).extracting(Branch::name).containsExactly("main", "g", "old");
  }

  @Test
  void namesThatCannotBeAreRefusedAndNothingMoves() {
    store.fork("f", "main", 0);

    for (Map<String, String> names :
        List.of(
            Map.of("f", "main"),
            Map.of("f", "../f"),
            Map.of("main", "old"),
            Map.of("absent", "g"),
            Map.of("main", "x", "f", "x"))) {
      assertThatThrownBy(() -> store.rename(names))
          .as("%s", names)
          .isInstanceOf(LogException.Invalid.class);
    }
    assertThat(store.branches()).extracting(Branch::name).containsExactly("main", "f");
  }
}
