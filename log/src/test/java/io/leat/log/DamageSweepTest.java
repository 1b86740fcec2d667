package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One fault at a time in any file of a small store of two branches: either what is read is the
 * truth, all of it, or an error says where. {@code -Dleat.sweep=1} tries every fault, {@code
 * -Dleat.sweep=N}, every N-th.
 */
class DamageSweepTest {
  private static final int STEP = Integer.getInteger("leat.sweep", 2_003);
  private static final int BLOCK = 4096;

  /** Of the bits in Chronicle's own header, one in so many at least: each is also written on. */
  private static final int HEADER_STEP = Math.min(STEP, 61);

  /** Of the other faults that reading does not show, one in so many is also written on. */
  private static final int WRITTEN_ON = 97;

  @TempDir Path workspace;

  private final ManualClock clock = new ManualClock();
  private final Map<String, Long> lengths = new TreeMap<>();
  private CrashImage sound = CrashImage.empty();
  private Map<String, List<String>> truth = Map.of();
  private int faults;
  private int reported;

  @BeforeEach
  void write() throws IOException {
    try (ChronicleStore store = store()) {
      try (LogWriter writer = store.log("main").write()) {
        for (int i = 0; i < 9; i++) {
          append(writer, "value " + i, "x".repeat(i * 17));
        }
      }
      store.fork("fork", "main", 7);
      try (LogWriter writer = store.log("fork").write()) {
        append(writer, "only on the fork");
      }
    }
    sound = CrashImage.of(workspace);
    for (String name : sound.files().keySet()) {
      lengths.put(name, Files.size(file(name)));
    }
    truth = Map.of("main", read("main"), "fork", read("fork"));
  }

  private ChronicleStore store() {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(900), Runnable::run);
  }

  private Path file(String name) {
    return workspace.resolve(".leat/log").resolve(name);
  }

  private List<String> read(String branch) {
    try (ChronicleStore store = store()) {
      return valuesOf(store.log(branch), 0);
    }
  }

  /** True if both branches hold the truth; false if it is reported that one does not. */
  private boolean harmless(String fault) {
    boolean harmless = true;
    for (String branch : List.of("main", "fork")) {
      try {
        assertThat(read(branch)).as(fault).isEqualTo(truth.get(branch));
      } catch (LogException e) {
        assertThat(e.getMessage()).as(fault).contains("/.leat/log");
        harmless = false;
      }
    }
    return harmless;
  }

  private List<Verify.Problem> problems() {
    try (ChronicleStore store = store()) {
      return Verify.all(store, (branch, offset, bytes) -> {}).problems();
    }
  }

  /** The bytes of a file up to where only zeros follow, and a few of those. */
  private byte[] written(String name) {
    byte[] bytes = Objects.requireNonNull(sound.files().get(name));
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, Math.min(bytes.length, end + 64));
  }

  private void judge(String fault) throws IOException {
    faults++;
    if (!harmless(fault)) {
      reported++;
      assertThat(problems()).as(fault).isNotEmpty();
    } else if (faults % WRITTEN_ON == 0) {
      writeOn(fault);
      restore();
    }
  }

  /**
   * What cannot be seen by reading must not turn up when the log is written on, either. Returns how
   * often that was refused.
   */
  private int writeOn(String fault) {
    List<String> sound = Objects.requireNonNull(truth.get("main"));
    List<String> expected = new ArrayList<>(sound);
    for (int attempt = 0; attempt < 2; attempt++) {
      try (ChronicleStore store = store()) {
        try (LogWriter writer = store.log("main").write()) {
          append(writer, "more");
          expected.add("more");
          append(writer, "and more");
          expected.add("and more");
        }
        assertThat(valuesOf(store.log("main"), 0)).as(fault).isEqualTo(expected);
        return attempt;
      } catch (LogException e) {
        assertThat(attempt).as(fault + ": " + e.getMessage()).isZero();
        expected = new ArrayList<>(read("main"));
        assertThat(expected).as(fault).startsWith(sound.toArray(new String[0]));
      }
    }
    throw new AssertionError(fault);
  }

  private void restore() throws IOException {
    for (String name : CrashImage.of(workspace).files().keySet()) {
      Files.delete(file(name));
    }
    for (String name : sound.files().keySet()) {
      restore(name);
    }
  }

  private void restore(String name) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(file(name).toFile(), "rw")) {
      to.setLength(0);
      to.write(Objects.requireNonNull(sound.files().get(name)));
      to.setLength(Objects.requireNonNull(lengths.get(name)));
    }
  }

  @Test
  void everyFlippedBitIsReportedOrHarmless() throws IOException {
    for (String name : sound.files().keySet()) {
      byte[] bytes = written(name);
      int first = STEP == 1 ? 0 : new Random(name.hashCode()).nextInt(STEP);
      for (long bit = first; bit < bytes.length * 8L; bit += STEP) {
        int at = (int) (bit / 8);
        put(name, at, bytes[at] ^ 1 << bit % 8);
        judge(name + ": bit " + bit % 8 + " of byte " + at);
        put(name, at, bytes[at]);
      }
    }
    say("bits flipped");
  }

  private void put(String name, long at, int value) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(file(name).toFile(), "rw")) {
      to.seek(at);
      to.write(value);
    }
  }

  @Test
  void nobodyMissesWhatChronicleKeepsInASegment() throws IOException {
    for (String name : List.of("main/000000000.cq4", "main/000000001.cq4")) {
      byte[] bytes = written(name);
      for (int bit = 4 * 8; bit < 200 * 8; bit += HEADER_STEP) {
        int at = bit / 8;
        String fault = name + ": bit " + bit % 8 + " of byte " + at;
        put(name, at, bytes[at] ^ 1 << bit % 8);
        try (ChronicleStore before = store()) {
          assertThat(valuesOf(before.log("main"), 0)).as(fault).isEqualTo(truth.get("main"));
          assertThat(harmless(fault)).as(fault).isTrue();
          assertThat(problems()).as(fault).isEmpty();
          assertThat(writeOn(fault)).as(fault + ": refusals").isZero();
          assertThat(valuesOf(before.log("main"), 0)).as(fault).isEqualTo(read("main"));
        }
        assertThat(read("fork")).as(fault).isEqualTo(truth.get("fork"));
        assertThat(problems()).as(fault).isEmpty();
        restore();
      }
    }
  }

  @Test
  void everyTruncationIsReportedOrHarmless() throws IOException {
    for (String name : sound.files().keySet()) {
      int bytes = written(name).length;
      int step = STEP == 1 ? 1 : Math.max(1, bytes / 30);
      for (int length = bytes; length >= 0; length -= step) {
        try (RandomAccessFile to = new RandomAccessFile(file(name).toFile(), "rw")) {
          to.setLength(length);
        }
        judge(name + ": cut to " + length + " bytes");
        restore(name);
      }
    }
    say("lengths cut to");
  }

  @Test
  void everyBlockZeroedDoubledOrSwappedIsReportedOrHarmless() throws IOException {
    for (String name : sound.files().keySet()) {
      byte[] bytes = written(name);
      int blocks = (bytes.length + BLOCK - 1) / BLOCK;
      for (int block = 0; block < blocks; block++) {
        byte[] here = block(bytes, block);
        byte[] next = block(bytes, (block + 1) % blocks);
        putBlock(name, block, new byte[here.length]);
        judge(name + ": block " + block + " zeroed");
        putBlock(name, block, next);
        judge(name + ": block " + block + " overwritten with the next");
        putBlock(name, (block + 1) % blocks, here);
        judge(name + ": block " + block + " swapped with the next");
        restore(name);
      }
    }
    say("blocks damaged");
  }

  private static byte[] block(byte[] bytes, int number) {
    return Arrays.copyOfRange(bytes, number * BLOCK, Math.min(bytes.length, (number + 1) * BLOCK));
  }

  private void putBlock(String name, int number, byte[] block) throws IOException {
    try (RandomAccessFile to = new RandomAccessFile(file(name).toFile(), "rw")) {
      to.seek((long) number * BLOCK);
      to.write(block);
    }
  }

  @Test
  void everyMissingOrOlderFileIsReportedOrHarmless() throws IOException {
    CrashImage older = sound;
    try (ChronicleStore store = store();
        LogWriter writer = store.log("main").write()) {
      append(writer, "one more");
    }
    sound = CrashImage.of(workspace);
    for (String name : sound.files().keySet()) {
      lengths.put(name, Files.size(file(name)));
    }
    truth = Map.of("main", read("main"), "fork", read("fork"));
    for (String name : sound.files().keySet()) {
      Files.delete(file(name));
      if (name.equals("fork/branch")) {
        assertThat(problems()).extracting(Verify.Problem::branch).containsExactly("fork");
      } else {
        judge(name + ": missing");
      }
      restore(name);
      if (older.has(name)) {
        try (RandomAccessFile to = new RandomAccessFile(file(name).toFile(), "rw")) {
          to.write(Objects.requireNonNull(older.files().get(name)));
        }
        judge(name + ": an older copy");
        restore(name);
      }
    }
    say("files missing or old");
  }

  private void say(String what) {
    if (System.getProperty("leat.sweep") != null) {
      System.out.println(faults + " " + what + ": " + reported + " reported, the rest harmless");
    }
    assertThat(reported).isPositive();
  }
}
