package io.leat.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading from anywhere in segments that are long enough for marks, and for space ahead. */
final class SeekTest {
  private static final int EVENTS = 4_000;
  private static final String REST = "-".repeat(3_000);

  @TempDir Path workspace;

  @Test
  void aReaderFindsEveryOffsetWhateverWasReadBefore() {
    try (ExecutorService beside = Executors.newSingleThreadExecutor();
        LogStore store = open(beside)) {
      write(store.log("main"));

      for (int i = 0; i < 500; i++) {
        int offset = i * 2_711 % EVENTS; // here and there
        assertFound(store.log("main"), offset);
      }
      try (LogStore fresh = open(beside)) {
        assertFound(fresh.log("main"), EVENTS / 2);
        assertFound(fresh.log("main"), 1);
        assertFound(fresh.log("main"), EVENTS - 1);
      }
    }
  }

  private LogStore open(ExecutorService beside) {
    return ChronicleStore.open(
        workspace, InstantSource.system(), Bounds.ofSegments(5 << 20), beside);
  }

  /** Every tenth commit is without events. */
  private static void write(EventLog log) {
    try (LogWriter writer = log.write()) {
      for (int i = 0; i < EVENTS; i++) {
        Logs.append(writer, i + REST);
        if (i % 10 == 0) {
          Logs.append(writer);
        }
      }
    }
  }

  private static void assertFound(EventLog log, int offset) {
    try (LogReader reader = log.read(offset)) {
      Commit commit = Logs.next(reader);
      while (commit.events().isEmpty()) {
        commit = Logs.next(reader);
      }

      assertThat(commit.first()).isEqualTo(offset);
      assertThat(Logs.text(commit.events().getFirst().payload())).isEqualTo(offset + REST);
    }
  }
}
