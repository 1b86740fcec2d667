package io.leat.log;

import java.util.Arrays;

/**
 * What the first document of a segment says, behind its header:
 *
 * <pre>
 * 48  u32  number of the segment
 * 52  u32  number of segments that the link covers: 0, 1, … up to one below this
 * 56  32 bytes: the link, {@link Links}
 * 88  u32  0, an empty table of names
 * </pre>
 */
final class Opening {
  private static final int NUMBER_AT = Document.HEADER;
  private static final int LINKED_AT = NUMBER_AT + 4;
  private static final int LINK_AT = LINKED_AT + 4;
  private static final int NAMES_AT = LINK_AT + Links.BYTES;
  static final int BYTES = NAMES_AT + 4;

  private Opening() {}

  /** The opening of a segment whose first commit is {@code next}. */
  static byte[] before(byte[] next, int segment, Links.Link link) {
    byte[] array = new byte[BYTES];
    Document.INT.set(array, NUMBER_AT, segment);
    Document.INT.set(array, LINKED_AT, link.segments());
    System.arraycopy(link.hash(), 0, array, LINK_AT, Links.BYTES);
    long first = (long) Document.LONG.get(next, Document.FIRST_AT);
    long timeMicros = (long) Document.LONG.get(next, Document.TIME_AT);
    long settled = (long) Document.LONG.get(next, Document.SETTLED_AT);
    int run = (int) Document.INT.get(next, Document.RUN_AT);
    Document.seal(
        array,
        BYTES,
        Document.OPENING,
        NAMES_AT,
        0,
        first,
        timeMicros,
        run,
        Math.min(settled, first));
    return array;
  }

  static int segment(Document opening) {
    return (int) Document.INT.get(opening.array, NUMBER_AT);
  }

  static Links.Link link(Document opening) {
    byte[] hash = Arrays.copyOfRange(opening.array, LINK_AT, LINK_AT + Links.BYTES);
    return new Links.Link((int) Document.INT.get(opening.array, LINKED_AT), hash);
  }
}
