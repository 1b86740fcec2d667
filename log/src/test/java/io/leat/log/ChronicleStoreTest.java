package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.commits;
import static io.leat.log.Logs.next;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

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
    try (LogStore small = ChronicleStore.open(workspace, clock, 1_000, Runnable::run);
        LogWriter writer = small.log("main").write();
        LogReader follower = store.log("main").read(0)) {
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        append(writer, "v" + i);
        expected.add("v" + i);
        assertThat(next(follower).first()).isEqualTo(i);
        assertThat(follower.next()).isNull();
      }

      assertThat(new SegmentFiles(workspace.resolve(".leat/log/main")).highest()).isGreaterThan(10);
      assertThat(store.log("main").end()).isEqualTo(200);
      for (int from = 0; from <= 200; from += 7) {
        assertThat(valuesOf(small.log("main"), from)).isEqualTo(expected.subList(from, 200));
      }
    }
    try (LogWriter writer = store.log("main").write()) {
      assertThat(append(writer, "last")).isEqualTo(200);
    }
    assertThat(commits(store.log("main"), 198))
        .extracting(Commit::first)
        .containsExactly(198L, 199L, 200L);
  }
}
