package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one segment to the next, also where the system refuses what that needs, or kills. */
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

  /** What is left of a workspace whose writer is killed behind these appends. */
  private Path killed(Path at, String name, int segmentBytes, String... values) throws IOException {
    Path left = workspace.resolve(name);
    Bounds bounds = Bounds.ofSegments(segmentBytes);
    try (ChronicleStore store = ChronicleStore.open(at, clock, bounds, Runnable::run);
        LogWriter writer = store.log("main").write()) {
      for (String value : values) {
        append(writer, value);
      }
      CrashImage.of(at).write(left);
    }
    return left;
  }

  private List<Verify.Problem> problems(Path at) {
    try (ChronicleStore store = ChronicleStore.open(at, clock)) {
      return Verify.all(store, (_, _, _) -> {}).problems();
    }
  }

  /** How many segments the link in the opening of each covers. */
  private static List<Integer> linked(Path at) {
    SegmentFiles files = new SegmentFiles(at.resolve(".leat/log/main"));
    List<Integer> linked = new ArrayList<>();
    for (int number = 0; number <= files.highest(); number++) {
      try (Segment segment = new Segment(files.file(number), number)) {
        assertThat(segment.advance()).isTrue();
        linked.add(Opening.link(segment.document()).segments());
      }
    }
    return linked;
  }

  @Test
  void afterAKillTheLastLinkIsCarriedOnUntilItLeavesOutTooMuch() throws Exception {
    Path at = workspace;
    for (int kill = 1; kill <= 7; kill++) {
      at = killed(at, "kill-" + kill, 1_000, "a");
    }
    assertThat(linked(at)).containsExactly(0, 0, 0, 0, 0, 1, 2);

    at = killed(at, "rolled", 10, "b", "c", "d");
    assertThat(linked(at)).endsWith(2, 3, 4, 8);
    assertThat(problems(at)).isEmpty();
  }

  @Test
  void nothingIsForcedBeforeWhatARecoveryKeptIsOnTheDisk() throws Exception {
    Path forced = killed(workspace, "forced", 1_000, "a");
    Path written = killed(workspace, "written", 1_000, "b");

    Executor nobody = _ -> {};
    try (ChronicleStore store = ChronicleStore.open(forced, clock, nobody);
        LogWriter writer = store.log("main").write()) {
      assertThat(recorded(forced)).isZero();
      writer.force();
      assertThat(recorded(forced)).isEqualTo(1);
    }
    try (ChronicleStore store = ChronicleStore.open(written, clock, nobody);
        LogWriter writer = store.log("main").write()) {
      assertThat(recorded(written)).isEqualTo(1);
      append(writer, "c");
      assertThat(recorded(written)).isEqualTo(1);
      writer.force();
      assertThat(recorded(written)).isEqualTo(3);
    }
    try (ChronicleStore store = ChronicleStore.open(written, clock)) {
      assertThat(valuesOf(store.log("main"), 0)).containsExactly("a", "b", "c");
    }
  }

  /** The end that is recorded as on the disk. */
  private static long recorded(Path at) {
    Tail tail = Tail.read(at.resolve(".leat/log/main"));
    return tail == null ? 0 : tail.end();
  }

  @Test
  void damageInAClosedSegmentIsStillDamageAfterAKill() throws Exception {
    Path at = killed(workspace, "kill", 10, "a", "b");
    Path closed = at.resolve(".leat/log/main/000000000.cq4");
    try (Segment segment = new Segment(closed, 0);
        RandomAccessFile file = new RandomAccessFile(closed.toFile(), "rw")) {
      while (segment.advance()) {}
      file.seek(segment.start() + Document.HEADER);
      file.write(0xff);
    }

    Path after = killed(at, "again", 1_000, "c");
    assertThat(problems(after)).first().extracting(Verify.Problem::offset).isEqualTo(0L);
    try (ChronicleStore store = ChronicleStore.open(after, clock)) {
      assertThatThrownBy(() -> valuesOf(store.log("main"), 0))
          .isInstanceOf(LogException.Corrupt.class)
          .hasMessageContaining("000000000.cq4");
    }
  }
}
