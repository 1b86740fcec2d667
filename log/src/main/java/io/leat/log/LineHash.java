package io.leat.log;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The chain over the segments of a line, taken document by document. Owned by one thread. */
final class LineHash {
  private Links.Link link;
  private @Nullable MessageDigest segment;

  LineHash(Branch branch) {
    this.link = Links.none(branch);
  }

  /** Takes in the next document; an opening begins the next segment. */
  void add(Document document) {
    if (document.kind() == Document.OPENING) {
      close();
      segment = Links.start(link);
    }
    MessageDigest digest = segment;
    if (digest == null) {
      throw new LogException.Corrupt("the first document is not the opening of a segment");
    }
    digest.update(document.array);
  }

  /** Ends the present segment; returns the link over all of them. */
  Links.Link close() {
    MessageDigest digest = segment;
    if (digest != null) {
      link = new Links.Link(link.segments() + 1, digest.digest());
      segment = null;
    }
    return link;
  }

  /** The hash over everything, in hexadecimal digits. Nothing is taken in afterwards. */
  String head() {
    return HexFormat.of().formatHex(close().hash());
  }
}
