package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.commits;
import static io.leat.log.Logs.next;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChronicleStoreTest extends EventLogContract {
  @TempDir Path workspace;

  @Override
  LogStore open() {
    return ChronicleStore.open(workspace, clock);
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
}
