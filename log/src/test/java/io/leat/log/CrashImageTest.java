package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loss of power, as {@link CrashImage} has it, also while a recovery from one is under way. {@code
 * -Dleat.seeds=10000} tries more of them, {@code -Dleat.seed=N} one.
 */
class CrashImageTest {
  private static final int DEPTH_MAX = 5;
  private static final String BRANCH_FILE = "main/branch";

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();

  /** A life of a log that ends with a loss of power. */
  private final class Life {
    final Path workspace;
    final Random random;
    final int segmentBytesMax;
    final List<String> written = new ArrayList<>();
    List<String> forced = new ArrayList<>();
    CrashImage onDisk = CrashImage.empty();
    CrashImage now = CrashImage.empty();
    private @Nullable Tail recorded;

    Life(Path workspace, Random random) {
      this.workspace = workspace;
      this.random = random;
      this.segmentBytesMax = 500 + random.nextInt(4_000);
    }

    /** Writes and forces now and then; the last of one or two runs is cut off. */
    void live() throws IOException {
      if (random.nextBoolean()) {
        run(random.nextInt(20));
        onDisk = CrashImage.of(workspace);
        forced = new ArrayList<>(written);
        recorded = tail();
      }
      run(1 + random.nextInt(30));
    }

    private void run(int commits) throws IOException {
      try (ChronicleStore store = store(workspace, segmentBytesMax);
          LogWriter writer = store.log("main").write()) {
        for (int i = 0; i < commits; i++) {
          commit(writer, random, written);
          look(i == 0);
          if (random.nextInt(4) == 0) {
            writer.force();
            onDisk = CrashImage.of(workspace);
            forced = new ArrayList<>(written);
          }
        }
        now = CrashImage.of(workspace);
      }
    }

    /** What a commit forced by the way: the tail that is not clean any more, a closed segment. */
    private void look(boolean first) throws IOException {
      CrashImage seen = CrashImage.of(workspace);
      if (first) {
        onDisk.takeTail(seen);
      }
      Tail tail = tail();
      if (tail != null && (recorded == null || tail.isBehind(recorded))) {
        onDisk.takeSegments(seen, tail.segment());
        onDisk.take(seen, BRANCH_FILE);
        forced = new ArrayList<>(written.subList(0, (int) tail.end()));
      }
      recorded = tail;
    }

    private @Nullable Tail tail() {
      return Tail.read(workspace.resolve(".leat/log/main"));
    }
  }

  @Test
  void lossOfPowerLosesNothingThatWasForced() throws IOException {
    long one = Long.getLong("leat.seed", -1);
    long first = one < 0 ? Long.getLong("leat.first", 0) : one;
    long count = one < 0 ? Long.getLong("leat.seeds", 40) : 1;
    for (long seed = first; seed < first + count; seed++) {
      try {
        crash(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("repeat with -Dleat.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void crash(long seed) throws IOException {
    Random random = new Random(seed);
    Life life = new Life(Files.createDirectory(folder.resolve("life-" + seed)), random);
    life.live();
    if (life.onDisk.has(BRANCH_FILE)) {
      Path after = Files.createDirectory(folder.resolve("after-" + seed));
      life.onDisk.lottery(life.now, random).write(after);
      List<String> kept = null;
      for (int depth = random.nextInt(DEPTH_MAX); depth > 0; depth--) {
        Path nested = Files.createDirectory(folder.resolve("nested-" + seed + "-" + depth));
        kept = interruptRecovery(after, nested, life, kept);
        delete(after);
        after = nested;
      }
      recover(after, life, kept);
      delete(after);
    }
    delete(life.workspace);
  }

  /** Recovers, and makes of it what a loss of power may leave that came meanwhile. */
  private List<String> interruptRecovery(
      Path workspace, Path nested, Life life, @Nullable List<String> kept) throws IOException {
    CrashImage before = CrashImage.of(workspace);
    CrashImage after;
    List<String> values;
    try (ChronicleStore store = store(workspace, life.segmentBytesMax);
        LogWriter _ = store.log("main").write()) {
      values = valuesOf(store.log("main"), 0);
      after = CrashImage.of(workspace);
    }
    if (kept != null) {
      assertThat(values).isEqualTo(kept);
    }
    interrupted(before, after, life.random).write(nested);
    return values;
  }

  /** The steps of a recovery, each forced before the next: set aside, seal, record, go on. */
  private static CrashImage interrupted(CrashImage before, CrashImage after, Random random) {
    int step = random.nextInt(4);
    CrashImage onDisk = before.copy();
    for (Map.Entry<String, String> moved : before.setAsideIn(after).entrySet()) {
      if (step > 0 || random.nextBoolean()) {
        onDisk.move(moved.getKey(), moved.getValue());
      }
    }
    CrashImage now = onDisk.copy();
    for (String name : onDisk.files().keySet()) {
      if (name.endsWith(SegmentFiles.SUFFIX) && step > 0) {
        now.take(after, name);
      }
    }
    if (step > 1) {
      onDisk = now.copy();
      now.takeTail(after);
    }
    if (step > 2) {
      onDisk.takeTail(after);
      now = after;
    }
    return onDisk.lottery(now, random);
  }

  private ChronicleStore store(Path workspace, int segmentBytesMax) {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(segmentBytesMax), Runnable::run);
  }

  private static void commit(LogWriter writer, Random random, List<String> written) {
    String[] values = new String[random.nextInt(4)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          written.size()
              + i
              + ":"
              + "x".repeat(random.nextInt(10) == 0 ? random.nextInt(9_000) : random.nextInt(50));
    }
    append(writer, values);
    written.addAll(Arrays.asList(values));
  }

  private void recover(Path workspace, Life life, @Nullable List<String> kept) {
    List<String> expected;
    try (ChronicleStore store = store(workspace, life.segmentBytesMax)) {
      LogWriter writer = store.log("main").write();
      expected = new ArrayList<>(valuesOf(store.log("main"), 0));
      assertThat(expected.size()).isGreaterThanOrEqualTo(life.forced.size());
      assertThat(expected).isEqualTo(life.written.subList(0, expected.size()));
      if (kept != null) {
        assertThat(expected).isEqualTo(kept);
      }
      for (int i = 0; i < 3; i++) {
        commit(writer, life.random, expected);
      }
      assertThat(valuesOf(store.log("main"), 0)).isEqualTo(expected);
      if (life.random.nextBoolean()) {
        writer.close();
      }
    }
    try (ChronicleStore store = store(workspace, life.segmentBytesMax)) {
      assertThat(valuesOf(store.log("main"), 0)).isEqualTo(expected);
      assertThat(Verify.all(store, (branch, offset, bytes) -> {}).problems()).isEmpty();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
