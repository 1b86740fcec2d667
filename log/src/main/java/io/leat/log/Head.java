package io.leat.log;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Where a line ends, and a hash over everything that was written to it up to there. Two lines with
 * the same head hold the same. What a fork shares with its parent is not hashed again: its head
 * names the parent's line and the fork offset.
 *
 * @param line identity of the line
 * @param offset after its last event
 * @param hash SHA-256 in hexadecimal digits
 */
public record Head(String line, long offset, String hash) {

  static Head of(Branch branch, Path folder) {
    SegmentFiles files = new SegmentFiles(folder);
    int highest = files.highest();
    Links.Link link = Links.none(branch);
    long end = base(branch);
    for (int number = highest; number >= files.lowest(); number--) {
      try (Segment segment = new Segment(files.file(number), number)) {
        if (segment.advance()) {
          link = Opening.link(segment.document());
          break;
        }
      }
    }
    link = Retained.link(folder, link);
    while (link.segments() <= highest) {
      try (Segment segment = new Segment(files.file(link.segments()), link.segments())) {
        var digest = Links.start(link);
        while (segment.advance()) {
          segment.digest(digest);
          end = segment.document().end();
        }
        link = new Links.Link(link.segments() + 1, digest.digest());
      }
    }
    return new Head(branch.line(), end, hex(link.hash()));
  }

  /** What is not as it was when this was the head of a line; null if all below it is. */
  @Nullable String difference(Branch branch, Path folder) {
    long end = of(branch, folder).offset;
    if (end < offset) {
      return Message.of(
          "branch %s ends at offset %d, but it once ended at %d: its last events are gone",
          branch.name(), end, offset);
    }
    Retained retained = Retained.read(folder);
    if (retained != null && offset < retained.offset()) {
      return Message.of(
          "branch %s is kept from offset %d on: what lay below %d was given up and cannot be"
              + " compared",
          branch.name(), retained.offset(), offset);
    }
    return isPartOf(branch, folder)
        ? null
        : Message.of(
            "branch %s: what lies below offset %d is not what lay there when its head was %s",
            branch.name(), offset, hash);
  }

  /**
   * True if this was the head of a line when it ended at {@link #offset}, whatever was appended
   * since: some document that ends there, with all before it, has this hash. Commits without events
   * and openings do not move the end, so that there may be several to try.
   */
  private boolean isPartOf(Branch branch, Path folder) {
    SegmentFiles files = new SegmentFiles(folder);
    int highest = files.highest();
    Retained retained = Retained.read(folder);
    Links.Link link = retained == null ? Links.none(branch) : retained.link();
    long end = retained == null ? base(branch) : retained.offset();
    if (end == offset && hash.equals(hex(link.hash()))) {
      return true;
    }
    while (link.segments() <= highest && end <= offset) {
      MessageDigest digest = Links.start(link);
      try (Segment segment = new Segment(files.file(link.segments()), link.segments())) {
        boolean more = true;
        while (more && end <= offset) {
          if (end == offset && hash.equals(hex(soFar(digest)))) {
            return true;
          }
          more = segment.advance();
          if (more) {
            segment.digest(digest);
            end = segment.document().end();
          }
        }
      }
      link = new Links.Link(link.segments() + 1, digest.digest());
    }
    return false;
  }

  private static long base(Branch branch) {
    return branch.fork() == null ? 0 : branch.fork().offset();
  }

  private static byte[] soFar(MessageDigest digest) {
    try {
      return ((MessageDigest) digest.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }
}
