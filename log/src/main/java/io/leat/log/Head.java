package io.leat.log;

import java.nio.file.Path;
import java.util.HexFormat;

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
    long end = branch.fork() == null ? 0 : branch.fork().offset();
    for (int number = highest; number >= 0; number--) {
      try (Segment segment = new Segment(files.file(number), number)) {
        if (segment.advance()) {
          link = Opening.link(segment.document());
          break;
        }
      }
    }
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
    return new Head(branch.line(), end, HexFormat.of().formatHex(link.hash()));
  }
}
