package io.leat.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where on a line is kept: the file {@code retained} in a branch's folder, there once leading
 * segments were given up. Without it a missing segment is damage.
 *
 * <pre>
 * leat retained 1
 * segment 3
 * offset 1204
 * link 5f0c…
 * crc32c 1a2b3c4d
 * </pre>
 *
 * @param offset of the first event of the segment
 * @param link over the segments before
 */
record Retained(int segment, long offset, Links.Link link) {
  private static final String NAME = "retained";
  private static final String HEAD = "leat retained 1";
  private static final List<String> KEYS = List.of("segment ", "offset ", "link ");

  /** What a folder says; null if everything is kept. */
  static @Nullable Retained read(Path folder) {
    Path file = folder.resolve(NAME);
    String text = Folder.read(file);
    if (text == null) {
      return null;
    }
    List<String> lines = Checksum.checkedLines(text, file);
    boolean known = lines.size() == 1 + KEYS.size() && lines.getFirst().equals(HEAD);
    for (int i = 0; known && i < KEYS.size(); i++) {
      known = lines.get(i + 1).startsWith(KEYS.get(i));
    }
    if (!known) {
      throw new LogException.Corrupt(Message.of("%s: not a file of this version", file));
    }
    int segment = Integer.parseInt(value(lines, 0));
    byte[] hash = HexFormat.of().parseHex(value(lines, 2));
    return new Retained(segment, Long.parseLong(value(lines, 1)), new Links.Link(segment, hash));
  }

  /** The link to go on from: this one, unless it needs segments that were given up. */
  static Links.Link link(Path folder, Links.Link link) {
    Retained retained = read(folder);
    return retained != null && retained.segment > link.segments() ? retained.link : link;
  }

  /**
   * Gives up the segments that lie wholly below an offset, but for the last two. The caller holds
   * the branch, and sees to it that no fork shares what is given up.
   */
  static void from(Branch branch, Path folder, long offset) {
    SegmentFiles files = new SegmentFiles(folder);
    Retained before = read(folder);
    int first = before == null ? 0 : before.segment;
    int next = first;
    while (next + 1 < files.highest() && opening(files, next + 1) <= offset) {
      next++;
    }
    if (next > first) {
      Links.Link kept = before == null ? Links.none(branch) : before.link;
      Links.Link link = Links.upTo(next, kept, files);
      String body =
          String.join(
              "\n",
              HEAD,
              KEYS.get(0) + next,
              KEYS.get(1) + opening(files, next),
              KEYS.get(2) + HexFormat.of().formatHex(link.hash()),
              "");
      Folder.write(folder.resolve(NAME), body + Checksum.line(body), true);
    }
    for (int number = next - 1; number >= 0 && files.exists(number); number--) {
      delete(files.file(number));
    }
    Folder.force(folder);
  }

  /** Takes over into another folder what one says. */
  static void copy(Path folder, Path to) {
    String text = Folder.read(folder.resolve(NAME));
    if (text != null) {
      Folder.write(to.resolve(NAME), text, true);
    }
  }

  private static long opening(SegmentFiles files, int number) {
    try (Segment segment = new Segment(files.file(number), number)) {
      return segment.advance() ? segment.document().first() : Long.MAX_VALUE;
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw Folder.failed("delete", file, e);
    }
  }

  private static String value(List<String> lines, int key) {
    return lines.get(key + 1).substring(KEYS.get(key).length());
  }
}
