package io.leat.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What Chronicle Queue keeps at the beginning of a segment for itself: how its index is laid out,
 * and where it was last. Nobody reads that but Chronicle, which believes it: damage there stops it,
 * or sends it to where other documents lie. So whoever lets it go on in a segment looks before.
 */
final class QueueHeader {
  /** Where the last document begins that went by way of the appender: its word, from byte 0. */
  private static final int LAST_AT = 64;

  /** The number of that document; in its upper half, once more where it begins. */
  private static final int SEQUENCE_AT = 72;

  /** The number of the next document that Chronicle puts into its index. */
  private static final int INDEXED_AT = 176;

  /** What comes behind are numbers of the index, which Chronicle checks itself. */
  private static final int BYTES = 232;

  /**
   * The checksum of all bytes but those three numbers, as Chronicle Queue 2026.4 writes them for
   * the roll cycle of {@link Chronicle}. A segment with others, be they damaged or of another
   * version, is read as it is and ended when a writer comes.
   */
  private static final int CHECKSUM = 0x2994_1ffe;

  private QueueHeader() {}

  /** True if Chronicle, opening the segment, takes {@code place} for where it goes on. */
  static boolean leadsTo(Segment segment, long place) {
    ByteBuffer bytes = segment.beginning(BYTES);
    if (bytes.remaining() < BYTES || checksum(bytes) != CHECKSUM) {
      return false;
    }
    long last = bytes.getLong(LAST_AT);
    if (last <= 0
        || last >= place
        || last % 4 != 0
        || (int) last != bytes.getInt(SEQUENCE_AT + 4)) {
      return false;
    }
    segment.goTo(last);
    try {
      while (segment.position() < place && segment.advance()) {}
    } catch (LogException.Corrupt e) {
      return false;
    }
    return segment.position() == place;
  }

  private static int checksum(ByteBuffer bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes.slice(0, LAST_AT));
    checksum.update(bytes.slice(SEQUENCE_AT + 8, INDEXED_AT - SEQUENCE_AT - 8));
    checksum.update(bytes.slice(INDEXED_AT + 8, BYTES - INDEXED_AT - 8));
    return (int) checksum.getValue();
  }
}
