package io.leat.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a log by name, without the zeros at their ends, and what a loss of power makes of
 * them: of what was not forced, each page of each file is as before, as after, or torn between
 * sectors; a new file may be gone, or be there without its bytes.
 */
record CrashImage(Map<String, byte[]> files) {
  private static final int PAGE = 4096;
  private static final int SECTOR = 512;

  /** No test file is longer than this apart from zeros. */
  private static final int BYTES_MAX = 400_000;

  private static final long SEGMENT_BYTES = 640L << 20;
  private static final String TAIL = "main/tail";

  static CrashImage empty() {
    return new CrashImage(new TreeMap<>());
  }

  /** What the log of a workspace holds now. */
  static CrashImage of(Path workspace) throws IOException {
    Path log = workspace.resolve(".leat/log");
    CrashImage image = empty();
    try (Stream<Path> files = Files.walk(log)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        try (RandomAccessFile from = new RandomAccessFile(file.toFile(), "r")) {
          byte[] bytes = new byte[(int) Math.min(BYTES_MAX, from.length())];
          from.readFully(bytes);
          image.files.put(log.relativize(file).toString(), bytes);
        }
      }
    }
    return image;
  }

  CrashImage copy() {
    return new CrashImage(new TreeMap<>(files));
  }

  boolean has(String name) {
    return files.containsKey(name);
  }

  /** Takes over one file as it is in another image. */
  void take(CrashImage from, String name) {
    if (from.has(name)) {
      files.put(name, Objects.requireNonNull(from.files.get(name)));
    }
  }

  void takeTail(CrashImage from) {
    take(from, TAIL);
  }

  /** Takes over the segments up to a number. */
  void takeSegments(CrashImage from, int number) {
    for (String name : from.files.keySet()) {
      if (isSegment(name) && number(name) <= number) {
        take(from, name);
      }
    }
  }

  /** Segments that this image has under their names and the other has aside: name and aside. */
  Map<String, String> setAsideIn(CrashImage later) {
    Map<String, String> moved = new HashMap<>();
    for (String name : later.files.keySet()) {
      int at = name.indexOf(SegmentFiles.ASIDE);
      if (at >= 0 && !has(name)) {
        moved.put(name.substring(0, at), name);
      }
    }
    return moved;
  }

  void move(String name, String to) {
    files.put(to, Objects.requireNonNull(files.remove(name)));
  }

  /**
   * What may be left after a loss of power now, where this was certainly on the disk.
   *
   * @param now what was in the files
   */
  CrashImage lottery(CrashImage now, Random random) {
    CrashImage left = empty();
    boolean torn = random.nextBoolean();
    for (String name : new TreeSet<>(now.files.keySet())) {
      byte[] before = files.get(name);
      byte[] after = Objects.requireNonNull(now.files.get(name));
      boolean gone = before == null && (!isSegment(name) || random.nextInt(4) == 0);
      if (!gone) {
        boolean bytes = before != null || random.nextInt(4) > 0;
        left.files.put(name, bytes ? mixed(before, after, torn, random) : new byte[0]);
      }
    }
    return left;
  }

  private static byte[] mixed(byte @Nullable [] before, byte[] after, boolean torn, Random random) {
    byte[] mixed = before == null ? new byte[after.length] : Arrays.copyOf(before, after.length);
    for (int page = 0; page < after.length; page += PAGE) {
      int kind = random.nextInt(torn ? 3 : 2);
      for (int sector = page; sector < Math.min(page + PAGE, after.length); sector += SECTOR) {
        if (kind == 1 || (kind == 2 && random.nextBoolean())) {
          System.arraycopy(after, sector, mixed, sector, Math.min(SECTOR, after.length - sector));
        }
      }
    }
    return mixed;
  }

  /** Makes the log of a workspace of it. */
  void write(Path workspace) throws IOException {
    for (Map.Entry<String, byte[]> entry : files.entrySet()) {
      Path file = workspace.resolve(".leat/log").resolve(entry.getKey());
      Files.createDirectories(file.getParent());
      try (RandomAccessFile to = new RandomAccessFile(file.toFile(), "rw")) {
        to.write(entry.getValue());
        if (isSegment(entry.getKey()) && entry.getValue().length > 0) {
          to.setLength(SEGMENT_BYTES);
        }
      }
    }
  }

  private static boolean isSegment(String name) {
    return name.endsWith(SegmentFiles.SUFFIX);
  }

  private static int number(String name) {
    int end = name.length() - SegmentFiles.SUFFIX.length();
    return Integer.parseInt(name.substring(end - 9, end));
  }
}
