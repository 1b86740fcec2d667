package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The chain over the segments of a line. The link over no segment is the SHA-256 of what the line
 * is (the text of its branch file without the checksum); the link over segments 0 to n is the
 * SHA-256 of the link over 0 to n-1 and all documents of segment n.
 *
 * <p>A segment's opening carries the link over all segments but the one before it, so that a
 * segment can be hashed beside the writer while the next one fills. A writer that was just opened
 * waits for no hash either: its first openings carry the link of the one before them, as long as
 * that leaves out no more than {@link #LEFT_OUT_MAX} (decision 0103).
 */
final class Links {
  static final int BYTES = 32;

  /** The link in an opening leaves out so many of the segments before it at most. */
  static final int LEFT_OUT_MAX = 4;

  /** A link and how many segments it covers. */
  static final class Link {
    private final int segments;
    private final byte[] hash;

    Link(int segments, byte[] hash) {
      this.segments = segments;
      this.hash = hash;
    }

    int segments() {
      return segments;
    }

    byte[] hash() {
      return hash;
    }
  }

  private Links() {}

  static Link none(Branch branch) {
    return new Link(0, sha256().digest(BranchFile.body(branch).getBytes(StandardCharsets.UTF_8)));
  }

  /** The link over the next segment too, as far as that is written. */
  static Link next(Link link, SegmentFiles files) {
    MessageDigest digest = start(link);
    try (Segment segment = new Segment(files.file(link.segments), link.segments)) {
      while (segment.advance()) {
        segment.digest(digest);
      }
    }
    return new Link(link.segments + 1, digest.digest());
  }

  /** The link over the first {@code segments} at least, from another on. */
  static Link upTo(int segments, Link from, SegmentFiles files) {
    Link link = from;
    while (link.segments < segments) {
      link = next(link, files);
    }
    return link;
  }

  /** A digest to which the documents of the next segment are to be added. */
  static MessageDigest start(Link link) {
    MessageDigest digest = sha256();
    digest.update(link.hash);
    return digest;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
