package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one segment to the next, where the system refuses what that needs. */
class RollTest {
  @TempDir Path workspace;

  private final ManualClock clock = new ManualClock();

  private ChronicleStore store(int segmentBytes) {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(segmentBytes), Runnable::run);
  }

  private SegmentFiles files() {
    return new SegmentFiles(workspace.resolve(".leat/log/main"));
  }

  private boolean ended(int number) {
    try (Segment segment = new Segment(files().file(number), number)) {
      while (segment.advance()) {}
      return segment.ended();
    }
  }

  private void write(int segmentBytes, String... values) {
    try (ChronicleStore store = store(segmentBytes);
        LogWriter writer = store.log("main").write()) {
      append(writer, values);
    }
  }

  private void expectClean(String... values) {
    try (ChronicleStore store = store(1_000)) {
      assertThat(valuesOf(store.log("main"), 0)).containsExactly(values);
      assertThat(Verify.all(store, (_, _, _) -> {}).problems()).isEmpty();
    }
  }

  @Test
  void aSegmentIsEndedBeforeTheNextIsThere() throws Exception {
    Path folder = Files.createDirectory(workspace.resolve("queue"));
    SegmentFiles files = new SegmentFiles(folder);
    byte[] document = "a document".getBytes(StandardCharsets.US_ASCII);

    try (Chronicle chronicle = new Chronicle(folder, 0, true)) {
      long end = chronicle.write(document, document.length);
      chronicle.roll(end);

      assertThat(files.exists(1)).isFalse();
      try (Segment segment = new Segment(files.file(0), 0)) {
        segment.goTo(end);
        assertThat(segment.ended()).isTrue();
      }
      chronicle.write(document, document.length);
      assertThat(files.exists(1)).isTrue();
    }
  }

  @Test
  void aSegmentThatGoesOnIsNotEnded() throws Exception {
    Path folder = Files.createDirectory(workspace.resolve("queue"));
    byte[] document = "a document".getBytes(StandardCharsets.US_ASCII);

    try (Chronicle chronicle = new Chronicle(folder, 0, true)) {
      long before = chronicle.write(document, document.length);
      chronicle.write(document, document.length);

      assertThatThrownBy(() -> chronicle.roll(before)).isInstanceOf(IllegalStateException.class);
      assertThat(chronicle.segment()).isZero();
    }
  }

  @Test
  void aWriterToWhomChronicleShowsNoSegmentIsRefused() throws Exception {
    write(1_000, "a");
    Path segment = files().file(0);
    Path away = Files.move(segment, workspace.resolve("away"));

    assertThatThrownBy(() -> new Chronicle(files().folder(), 0, false).close())
        .isInstanceOf(LogException.Unavailable.class)
        .hasMessageContaining("segment 0");
    assertThat(segment).doesNotExist();

    Files.move(away, segment);
    write(10, "b");
    assertThat(ended(0)).isTrue();
    expectClean("a", "b");
  }

  @Test
  void aRollThatFailsHalfWayLosesNothingAndNeedsNoSurgery() throws Exception {
    write(1_000, "a");
    Path obstacle = files().file(1);

    try (ChronicleStore store = store(10)) {
      LogWriter writer = store.log("main").write();
      Files.createDirectory(obstacle);
      assertThatThrownBy(() -> append(writer, "b")).isInstanceOf(LogException.Unavailable.class);
      assertThatThrownBy(() -> append(writer, "c"))
          .isInstanceOf(LogException.Unavailable.class)
          .hasMessageContaining("open it again");
      writer.close();
    }
    Files.delete(obstacle);

    assertThat(ended(0)).isTrue();
    expectClean("a");
    write(1_000, "b");
    expectClean("a", "b");
  }
}
