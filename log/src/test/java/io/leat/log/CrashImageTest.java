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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Loss of power: of what was written since the last force, each page of each file is as before, as
 * after, or torn between sectors; a new file may be gone, or be there without its bytes. {@code
 * -Dleat.seeds=10000} tries more of them, {@code -Dleat.seed=N} one.
 */
class CrashImageTest {
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  /** No test file is longer than this apart from zeros. */
  private static final int BYTES_MAX = 400_000;

  @TempDir Path folder;

  private final ManualClock clock = new ManualClock();

  @Test
  void lossOfPowerLosesNothingThatWasForced() throws IOException {
    long one = Long.getLong("leat.seed", -1);
    long first = Math.max(0, one);
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
    Path before = Files.createDirectory(folder.resolve("before-" + seed));
    Path after = Files.createDirectory(folder.resolve("after-" + seed));
    List<String> written = new ArrayList<>();
    List<String> forced = new ArrayList<>();
    Map<String, byte[]> old = new HashMap<>();
    Map<String, byte[]> now;
    int segmentBytesMax = 500 + random.nextInt(4_000);
    for (int run = random.nextInt(2); ; run--) {
      try (ChronicleStore store = store(before, segmentBytesMax)) {
        LogWriter writer = store.log("main").write();
        int commits = run > 0 ? random.nextInt(20) : 1 + random.nextInt(30);
        for (int i = 0; i < commits; i++) {
          commit(writer, random, written);
          if (i == 0) {
            image(before).entrySet().stream()
                .filter(file -> file.getKey().equals("main/tail"))
                .forEach(file -> old.put(file.getKey(), file.getValue()));
          }
          if (random.nextInt(4) == 0) {
            writer.force();
            old.clear();
            old.putAll(image(before));
            forced = new ArrayList<>(written);
          }
        }
        now = image(before);
        writer.close();
      }
      if (run <= 0) {
        break;
      }
      old.clear();
      old.putAll(image(before));
      forced = new ArrayList<>(written);
    }
    if (old.containsKey("main/branch")) {
      write(after, old, now, random);
      recover(after, segmentBytesMax, forced, written, random);
    }
    delete(before);
    delete(after);
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

  private void recover(
      Path workspace,
      int segmentBytesMax,
      List<String> forced,
      List<String> written,
      Random random) {
    List<String> expected;
    try (ChronicleStore store = store(workspace, segmentBytesMax)) {
      LogWriter writer = store.log("main").write();
      expected = new ArrayList<>(valuesOf(store.log("main"), 0));
      assertThat(forced).isEqualTo(written.subList(0, forced.size()));
      assertThat(expected.size()).isGreaterThanOrEqualTo(forced.size());
      assertThat(expected).isEqualTo(written.subList(0, expected.size()));
      for (int i = 0; i < 3; i++) {
        commit(writer, random, expected);
      }
      assertThat(valuesOf(store.log("main"), 0)).isEqualTo(expected);
      if (random.nextBoolean()) {
        writer.close();
      }
    }
    try (ChronicleStore store = store(workspace, segmentBytesMax)) {
      assertThat(valuesOf(store.log("main"), 0)).isEqualTo(expected);
      assertThat(Verify.all(store, (branch, offset) -> {}).problems()).isEmpty();
    }
  }

  /** The files of a log by name, without the zeros at their ends. */
  private static Map<String, byte[]> image(Path workspace) throws IOException {
    Path log = workspace.resolve(".leat/log");
    Map<String, byte[]> image = new HashMap<>();
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
          byte[] bytes = new byte[(int) Math.min(BYTES_MAX, from.length())];
          from.readFully(bytes);
          image.put(log.relativize(file).toString(), bytes);
        }
      }
    }
    return image;
  }

  private static void write(
      Path workspace, Map<String, byte[]> old, Map<String, byte[]> now, Random random)
      throws IOException {
    boolean half = random.nextBoolean();
    for (String name : new TreeSet<>(now.keySet())) {
      byte[] before = old.get(name);
      byte[] after = Objects.requireNonNull(now.get(name));
      boolean small = !name.endsWith(".cq4");
      if (before == null && (random.nextInt(4) == 0 || small)) {
        continue;
      }
      byte[] mixed = before == null ? new byte[after.length] : Arrays.copyOf(before, after.length);
      for (int page = 0; page < after.length; page += PAGE) {
        int kind = half ? random.nextInt(2) : random.nextInt(3);
        for (int sector = page; sector < Math.min(page + PAGE, after.length); sector += SECTOR) {
          if (kind == 1 || (kind == 2 && random.nextBoolean())) {
            System.arraycopy(after, sector, mixed, sector, Math.min(SECTOR, after.length - sector));
          }
        }
      }
      Path file = workspace.resolve(".leat/log").resolve(name);
      Files.createDirectories(file.getParent());
      try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
        if (before != null || random.nextInt(4) > 0) {
          to.write(mixed);
          to.setLength(small ? mixed.length : 640L << 20);
        }
      }
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
