package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepairTest {
  @TempDir Path workspace;

  private final ManualClock clock = new ManualClock();
  private final List<String> truth = new ArrayList<>();

  @BeforeEach
  void write() {
    try (ChronicleStore store = store();
        LogWriter writer = store.log("main").write()) {
      for (int i = 0; i < 12; i++) {
        append(writer, "value " + i);
        truth.add("value " + i);
      }
    }
  }

  private ChronicleStore store() {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(300), Runnable::run);
  }

  private Path file(String name) {
    return workspace.resolve(".leat/log").resolve(name);
  }

  private void fork(String name, String parent, long offset) {
    try (ChronicleStore store = store()) {
      store.fork(name, parent, offset);
      try (LogWriter writer = store.log(name).write()) {
        append(writer, "of " + name);
      }
    }
  }

  private List<String> read(String branch) {
    try (ChronicleStore store = store()) {
      return valuesOf(store.log(branch), 0);
    }
  }

  private List<Verify.Problem> problems() {
    try (ChronicleStore store = store()) {
      return Verify.all(store, (branch, offset, bytes) -> {}).problems();
    }
  }

  private List<Repair.Loss> plan() {
    try (ChronicleStore store = store()) {
      return Repair.plan(store, (branch, offset, bytes) -> {}).losses();
    }
  }

  private void repair() {
    try (ChronicleStore store = store()) {
      Repair.plan(store, (branch, offset, bytes) -> {}).run();
    }
  }

  /** Changes a byte of the document that holds an offset. */
  private void damage(String branch, int offset) throws IOException {
    SegmentFiles files = new SegmentFiles(file(branch));
    for (int number = 0; files.exists(number); number++) {
      try (Segment segment = new Segment(files.file(number), number)) {
        while (segment.advance()) {
          if (segment.first() == offset && segment.end() > offset) {
            flip(files.file(number), segment.start() + 50, 2);
            return;
          }
        }
      }
    }
    throw new AssertionError("no offset " + offset);
  }

  private static void flip(Path file, long at, int bit) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
      to.seek(at);
      int before = to.read();
      to.seek(at);
      to.write(before ^ 1 << bit);
    }
  }

  @Test
  void soundStoreHasNothingToRepair() {
    assertThat(plan()).isEmpty();
  }

  @Test
  void planTellsWhatWouldBeGivenUpAndChangesNothing() throws IOException {
    damage("main", 5);
    CrashImage before = CrashImage.of(workspace);

    Repair.Loss loss = plan().getFirst();

    assertThat(loss.branch()).isEqualTo("main");
    assertThat(loss.kept()).isEqualTo(5);
    assertThat(loss.lost()).isEqualTo(12);
    assertThat(loss.why()).contains("offset 5", ".cq4", "checksum");
    CrashImage after = CrashImage.of(workspace);
    assertThat(after.files().keySet()).isEqualTo(before.files().keySet());
    after.files().forEach((name, bytes) -> assertThat(bytes).isEqualTo(before.files().get(name)));
  }

  @Test
  void goodPrefixStaysAndAppendsGoOn() throws IOException {
    damage("main", 5);

    repair();

    assertThat(problems()).isEmpty();
    assertThat(read("main")).isEqualTo(truth.subList(0, 5));
    try (ChronicleStore store = store();
        LogWriter writer = store.log("main").write()) {
      assertThat(append(writer, "after")).isEqualTo(5);
    }
    assertThat(read("main")).endsWith("after").hasSize(6);
    assertThat(problems()).isEmpty();
  }

  @Test
  void damagedFilesAreKeptAside() throws IOException {
    damage("main", 5);
    CrashImage damaged = CrashImage.of(workspace);

    repair();

    CrashImage after = CrashImage.of(workspace);
    assertThat(damaged.setAsideIn(after)).isNotEmpty();
    for (String aside : after.files().keySet()) {
      int at = aside.indexOf(SegmentFiles.ASIDE);
      if (at >= 0) {
        assertThat(after.files().get(aside)).isEqualTo(damaged.files().get(aside.substring(0, at)));
      }
    }
  }

  @Test
  void forksOfWhatIsGivenUpAreSetAsideAndOthersStay() throws IOException {
    fork("early", "main", 3);
    fork("late", "main", 9);
    fork("later", "late", 9);
    damage("main", 5);

    assertThat(plan()).extracting(Repair.Loss::branch).containsExactly("late", "later", "main");
    repair();

    assertThat(problems()).isEmpty();
    assertThat(read("early")).containsExactly("value 0", "value 1", "value 2", "of early");
    try (ChronicleStore store = store()) {
      assertThat(store.branches()).extracting(Branch::name).containsExactly("main", "early");
    }
    assertThat(file(".aside-late-1")).isDirectory();
  }

  @Test
  void rewrittenSegmentIsGivenUpWithAllBehindIt() throws IOException {
    try (Segment segment = new Segment(file("main/000000001.cq4"), 1)) {
      while (segment.advance() && segment.kind() != Document.COMMIT) {}
      byte[] bytes = segment.document().array;
      bytes[bytes.length - 10] ^= 1;
      Document.seal(
          bytes,
          bytes.length,
          Document.COMMIT,
          (int) Document.INT.get(bytes, Document.NAMES_AT),
          1,
          segment.first(),
          segment.timeMicros(),
          1,
          0);
      try (RandomAccessFile to = new RandomAccessFile(file("main/000000001.cq4").toFile(), "rw")) {
        to.seek(segment.start());
        to.write(bytes);
      }
    }
    assertThat(problems()).isNotEmpty();

    repair();

    assertThat(problems()).isEmpty();
    List<String> kept = read("main");
    assertThat(kept).isNotEmpty().isEqualTo(truth.subList(0, kept.size()));
  }

  @Test
  void heldBranchIsNotRepaired() throws IOException {
    try (ChronicleStore store = store();
        LogWriter _ = store.log("main").write()) {
      damage("main", 5);

      assertThatThrownBy(this::repair)
          .isInstanceOf(LogException.Unavailable.class)
          .hasMessageContaining("held");
    }
  }

  @Test
  void branchFileOfMainIsWrittenAgain() throws IOException {
    flip(file("main/branch"), 3, 1);
    assertThat(problems()).isNotEmpty();

    repair();

    assertThat(problems()).isEmpty();
    assertThat(read("main")).isEqualTo(truth);
  }

  @Test
  void whateverWasDamagedTheRepairedStoreIsSoundAndHoldsAPrefix() throws IOException {
    CrashImage sound = CrashImage.of(workspace);
    Random random = new Random(8);
    for (int i = 0; i < 60; i++) {
      List<String> names = sound.files().keySet().stream().filter(n -> n.endsWith("4")).toList();
      String name = names.get(random.nextInt(names.size()));
      byte[] bytes = Objects.requireNonNull(sound.files().get(name));
      int end = bytes.length;
      while (bytes[end - 1] == 0) {
        end--;
      }
      if (i % 3 == 0) {
        try (RandomAccessFile to = new RandomAccessFile(file(name).toFile(), "rw")) {
          to.setLength(random.nextInt(end));
        }
      } else {
        flip(file(name), end - 1 - random.nextInt(Math.min(end, 900)), random.nextInt(8));
      }

      repair();

      assertThat(problems()).as(name).isEmpty();
      List<String> kept = read("main");
      assertThat(kept).as(name).isEqualTo(truth.subList(0, kept.size()));
      try (ChronicleStore store = store();
          LogWriter writer = store.log("main").write()) {
        append(writer, "after");
      }
      assertThat(problems()).as(name).isEmpty();
      Folder.deleteTree(file("main"));
      sound.write(workspace);
    }
  }
}
