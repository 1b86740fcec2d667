package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.commits;
import static io.leat.log.Logs.next;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleStoreTest extends TopicContract {
  @TempDir Path workspace;

  @Override
  LogStore open() {
    return ChronicleStore.open(workspace, clock);
  }

  @Override
  LogStore openSmall() {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(1_000), Runnable::run);
  }

  @Override
  void keepFrom(LogStore store, String branch, long offset) {
    ((ChronicleStore) store).keepFrom(branch, offset);
  }

  @Test
  void readingWritesNothing() {
    store.branches();
    valuesOf(store.log("main"), 0);

    assertThat(workspace).isEmptyDirectory();
  }

  @Test
  void onlyTheOwnerMayEnter() throws Exception {
    store.log("main").write().close();

    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(workspace.resolve(".leat"))))
        .isEqualTo("rwx------");
  }

  @Test
  void readersCrossSegmentsWhileTheyAreWritten() {
    try (LogStore small =
            ChronicleStore.open(workspace, clock, Bounds.ofSegments(1_000), Runnable::run);
        LogWriter writer = small.log("main").write();
        LogReader follower = store.log("main").read(0)) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        append(writer, "v" + i);
        expected.add("v" + i);
        assertThat(next(follower).first()).isEqualTo(i);
        assertThat(follower.next()).isNull();
      }

      assertThat(new SegmentFiles(workspace.resolve(".leat/log/main")).highest()).isGreaterThan(3);
      assertThat(store.log("main").end()).isEqualTo(60);
      for (int from = 0; from <= 60; from += 7) {
        assertThat(valuesOf(small.log("main"), from)).isEqualTo(expected.subList(from, 60));
      }
    }
    try (LogWriter writer = store.log("main").write()) {
      assertThat(append(writer, "last")).isEqualTo(60);
    }
    assertThat(commits(store.log("main"), 58))
        .extracting(Commit::first)
        .containsExactly(58L, 59L, 60L);
  }

  @Test
  void fullDiskIsACleanRefusal() {
    try (LogWriter writer = store.log("main").write()) {
      append(writer, "a");
    }
    try (LogStore full =
            ChronicleStore.open(
                workspace, clock, new Bounds(1 << 20, Long.MAX_VALUE), Runnable::run);
        LogWriter writer = full.log("main").write()) {

      assertThatThrownBy(() -> append(writer, "b"))
          .isInstanceOf(LogException.Unavailable.class)
          .hasMessageContaining("free");
      assertThatThrownBy(() -> append(writer, "b")).isInstanceOf(LogException.Unavailable.class);
      assertThat(valuesOf(full.log("main"), 0)).containsExactly("a");
    }
    try (LogWriter writer = store.log("main").write()) {
      assertThat(append(writer, "b")).isEqualTo(1);
    }
  }

  @Test
  void aForkCostsAFileHoweverLongItsParent() throws Exception {
    try (LogStore small =
            ChronicleStore.open(workspace, clock, Bounds.ofSegments(3_000), Runnable::run);
        LogWriter writer = small.log("main").write()) {
      for (int i = 0; i < 200; i++) {
        append(writer, "v".repeat(100));
      }
      small.fork("f", "main", 150);
    }

    try (Stream<Path> files = Files.walk(workspace.resolve(".leat/log/f"))) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      assertThat(bytes).isBetween(50L, 4_096L);
    }
    assertThat(valuesOf(store.log("f"), 0)).hasSize(150);
  }

  @Test
  void copiesOfManySegmentsAreVerified() throws Exception {
    List<String> values = new ArrayList<>();
    try (ChronicleStore small =
            ChronicleStore.open(workspace, clock, Bounds.ofSegments(2_000), Runnable::run);
        LogWriter writer = small.log("main").write()) {
      for (int i = 0; i < 100; i++) {
        append(writer, "v" + i, "w".repeat(60));
        values.addAll(List.of("v" + i, "w".repeat(60)));
      }
      for (int at : List.of(1, 99, 100, 101, 200)) {
        small.fork("f" + at, "main", at);
        Head head = small.head("f" + at);
        assertThat(small.detach("f" + at)).isTrue();
        assertThat(small.head("f" + at)).isEqualTo(head);
        assertThat(valuesOf(small.log("f" + at), 0)).isEqualTo(values.subList(0, at));
      }
      assertThat(Verify.all(small, (_, _, _) -> {}).problems()).isEmpty();
      Path copy = workspace.resolve(".leat/log/f101/shared/0/000000001.cq4");
      try (RandomAccessFile bytes = new RandomAccessFile(copy.toFile(), "rw")) {
        bytes.seek(bytes.length() - 30);
        bytes.write(7);
      }
      assertThat(Verify.all(small, (_, _, _) -> {}).problems())
          .isNotEmpty()
          .allMatch(problem -> problem.branch().equals("f101"));
    }
  }

  @Test
  void aDetachThatWasCutOffIsAsIfItHadNotBeen() throws Exception {
    try (LogWriter writer = main().write()) {
      append(writer, "a", "b");
    }
    store.fork("f", "main", 1);
    Path fresh = Files.createDirectories(workspace.resolve(".leat/log/f/shared.new/0"));
    Files.writeString(fresh.resolve("branch"), "half");

    assertThat(valuesOf(store.log("f"), 0)).containsExactly("a");
    assertThat(store.detach("f")).isTrue();
    assertThat(valuesOf(store.log("f"), 0)).containsExactly("a");
    assertThat(fresh).doesNotExist();
  }

  @Test
  void whatIsKeptIsVerifiedAndHasTheSameHead() {
    try (ChronicleStore small = (ChronicleStore) openSmall()) {
      try (LogWriter writer = small.log("main").write()) {
        for (int i = 0; i < 100; i++) {
          append(writer, "v" + i);
        }
      }
      Head head = small.head("main");
      for (long from : List.of(30L, 60L, 100L)) {
        small.keepFrom("main", from);
        assertThat(small.head("main")).isEqualTo(head);
        assertThat(Verify.all(small, (_, _, _) -> {}).problems()).isEmpty();
      }
      small.fork("f", "main", 100);
      assertThat(small.detach("f")).isTrue();
      assertThat(Verify.all(small, (_, _, _) -> {}).problems()).isEmpty();
      assertThat(small.log("f").first()).isEqualTo(small.log("main").first());
      workspace.resolve(".leat/log/main/retained").toFile().delete();
    }
    assertThatThrownBy(() -> valuesOf(store.log("main"), 0))
        .isInstanceOf(LogException.Corrupt.class);
  }
}
