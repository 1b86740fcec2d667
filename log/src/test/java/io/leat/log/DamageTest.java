package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DamageTest {
  @TempDir Path workspace;

  private final ManualClock clock = new ManualClock();

  @BeforeEach
  void write() {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock);
        LogWriter writer = store.log("main").write()) {
      append(writer, "alpha", "beta");
      append(writer, "gamma");
      append(writer, "delta");
    }
  }

  private Path segment() {
    return workspace.resolve(".leat/log/main/000000000.cq4");
  }

  private Verify.Report verify() {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      return Verify.all(store, (branch, offset, bytes) -> {});
    }
  }

  private List<String> read() {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      return valuesOf(store.log("main"), 0);
    }
  }

  private byte[] beginning() throws IOException {
    try (InputStream file = Files.newInputStream(segment())) {
      return file.readNBytes(1 << 20);
    }
  }

  private void flip(long position, int bit) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment().toFile(), "rw")) {
      file.seek(position);
      int before = file.read();
      file.seek(position);
      file.write(before ^ 1 << bit);
    }
  }

  /** Where the documents are: beginning and end. */
  private List<long[]> documents() {
    List<long[]> places = new ArrayList<>();
    try (Segment segment = new Segment(segment(), 0)) {
      while (segment.advance()) {
        places.add(new long[] {segment.start(), segment.start() + segment.document().length()});
      }
    }
    return places;
  }

  @Test
  void soundStoreIsClean() {
    Verify.Report report = verify();

    assertThat(report.problems()).isEmpty();
    assertThat(report.clean()).isTrue();
    assertThat(report.branches()).isEqualTo(1);
    assertThat(report.commits()).isEqualTo(3);
    assertThat(report.events()).isEqualTo(4);
  }

  @Test
  void everyBitFlippedInADocumentIsReportedWithItsOffset() throws IOException {
    List<long[]> places = documents();
    long[] offsets = {0, 0, 2, 3};
    for (int i = 0; i < places.size(); i++) {
      for (long position = places.get(i)[0]; position < places.get(i)[1]; position++) {
        int bit = (int) (position % 8);
        flip(position, bit);

        Verify.Report report = verify();
        assertThat(report.clean()).isFalse();
        assertThat(report.problems().getFirst().offset()).isEqualTo(offsets[i]);
        assertThat(report.problems().getFirst().toString()).contains("000000000.cq4");
        assertThatThrownBy(this::read)
            .isInstanceOf(LogException.Corrupt.class)
            .hasMessageContaining("000000000.cq4");

        flip(position, bit);
      }
    }
    assertThat(verify().clean()).isTrue();
  }

  @Test
  void damagedLogIsNotWrittenTo() throws IOException {
    flip(documents().get(2)[0] + 50, 3);
    byte[] before = beginning();

    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      assertThatThrownBy(() -> store.log("main").write()).isInstanceOf(LogException.Corrupt.class);
    }

    assertThat(beginning()).isEqualTo(before);
  }

  @Test
  void missingSegmentIsReported() throws IOException {
    try (ChronicleStore store =
            ChronicleStore.open(workspace, clock, Bounds.ofSegments(100), Runnable::run);
        LogWriter writer = store.log("main").write()) {
      append(writer, "epsilon");
      append(writer, "zeta");
    }
    assertThat(verify().clean()).isTrue();
    Files.delete(workspace.resolve(".leat/log/main/000000001.cq4"));

    assertThat(verify().problems())
        .isNotEmpty()
        .first()
        .extracting(Verify.Problem::what)
        .isEqualTo("the segment is missing");
    assertThatThrownBy(this::read).isInstanceOf(LogException.Corrupt.class);
  }

  @Test
  void damagedBranchFileIsReported() throws IOException {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      store.fork("f", "main", 2);
    }
    Path file = workspace.resolve(".leat/log/f/branch");
    Files.writeString(file, Files.readString(file).replace("fork 2", "fork 3"));

    assertThat(verify().problems()).extracting(Verify.Problem::branch).containsExactly("f");
  }

  @Test
  void noFlippedBitAndNoCutIsEverTakenForTheTruth() throws IOException {
    List<String> truth = read();
    List<Long> positions = new ArrayList<>();
    for (long[] place : documents()) {
      for (long position = place[0] - 4; position < place[0]; position++) {
        positions.add(position);
      }
    }
    for (long position = 0; position < 8; position++) {
      positions.add(position);
    }
    new Random(7).longs(40, 0, documents().getLast()[1] + 8).forEach(positions::add);
    for (long position : positions) {
      for (int bit = 0; bit < 8; bit += position % 3 == 0 ? 1 : 3) {
        flip(position, bit);
        truthOrCorrupt(truth, "bit " + bit + " of byte " + position);
        flip(position, bit);
      }
    }
    byte[] bytes = new byte[(int) documents().getLast()[1]];
    try (RandomAccessFile file = new RandomAccessFile(segment().toFile(), "rw")) {
      file.readFully(bytes);
      for (int length = bytes.length; length >= 0; length -= 1 + bytes.length / 100) {
        file.setLength(length);
        truthOrCorrupt(truth, "cut to " + length);
        file.setLength(100 << 20);
        truthOrCorrupt(truth, "cut to " + length + " and made long again");
        file.seek(0);
        file.write(bytes);
      }
    }
  }

  private void truthOrCorrupt(List<String> truth, String what) {
    List<String> found;
    try {
      found = read();
    } catch (LogException.Corrupt e) {
      assertThat(verify().clean()).as(what).isFalse();
      return;
    }
    assertThat(found).as(what).isEqualTo(truth);
  }

  @Test
  void rewrittenSegmentIsFoundByTheChain() throws IOException {
    try (ChronicleStore store =
            ChronicleStore.open(workspace, clock, Bounds.ofSegments(100), Runnable::run);
        LogWriter writer = store.log("main").write()) {
      for (int i = 0; i < 5; i++) {
        append(writer, "more");
      }
    }
    long[] place = documents().get(2);
    byte[] document = new byte[(int) (place[1] - place[0])];
    try (RandomAccessFile file = new RandomAccessFile(segment().toFile(), "rw")) {
      file.seek(place[0]);
      file.readFully(document);
      document[document.length - 12] ^= 1;
      Document.seal(
          document,
          document.length,
          Document.COMMIT,
          (int) Document.INT.get(document, Document.NAMES_AT),
          1,
          2,
          clock.instant().toEpochMilli() * 1000,
          1,
          0);
      file.seek(place[0]);
      file.write(document);
    }

    assertThat(verify().problems()).isNotEmpty();
    assertThat(verify().problems().getFirst().what()).contains("linked");
  }

  @Test
  void headTellsWhatALineHolds() {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      Head before = store.head("main");
      assertThat(store.head("main")).isEqualTo(before);
      assertThat(before.offset()).isEqualTo(4);
      try (LogWriter writer = store.log("main").write()) {
        append(writer, "epsilon");
      }
      Head after = store.head("main");

      assertThat(after.offset()).isEqualTo(5);
      assertThat(after.hash()).hasSize(64).isNotEqualTo(before.hash());
    }
  }

  @Test
  void cleanStopGoesOnInTheSameSegment() {
    for (int i = 0; i < 5; i++) {
      try (ChronicleStore store = ChronicleStore.open(workspace, clock);
          LogWriter writer = store.log("main").write()) {
        append(writer, "more");
        writer.force();
      }
    }

    assertThat(new SegmentFiles(workspace.resolve(".leat/log/main")).highest()).isZero();
    assertThat(verify().clean()).isTrue();
  }
}
