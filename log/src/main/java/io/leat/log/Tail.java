package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a line ends for certain: everything before was on the disk when this was recorded. Kept in
 * the file {@code tail}, which has two slots, written in turn, so that one of them is whole
 * whatever happens.
 *
 * <pre>
 *  0  u32  CRC32C of the 44 bytes behind it
 *  4  u32  magic, "LeTa"
 *  8  u64  number of the record; the higher one counts
 * 16  u64  end, the offset after the last event
 * 24  u64  position of the next document in the segment, bytes
 * 32  u32  segment
 * 36  u32  checksum of the last document before the position
 * 40  u32  1 after a clean stop, else 0
 * 44  u32  0
 * </pre>
 *
 * @param number counts the records
 * @param clean true if nothing was written behind it
 */
record Tail(long number, long end, int segment, long position, int checksum, boolean clean) {
  static final String FILE = "tail";

  /** Slots lie in blocks of their own. */
  private static final int SLOT_DISTANCE = 4096;

  private static final int BYTES = 48;
  private static final int MAGIC = 'L' | 'e' << 8 | 'T' << 16 | 'a' << 24;

  /** The latest record of a folder; null if there is none. */
  static @Nullable Tail read(Path folder) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(folder.resolve(FILE));
    } catch (NoSuchFileException e) {
      return null;
    } catch (IOException e) {
      throw Folder.failed("read", folder.resolve(FILE), e);
    }
    Tail even = slot(bytes, 0);
    Tail odd = slot(bytes, SLOT_DISTANCE);
    return odd == null || (even != null && even.number > odd.number) ? even : odd;
  }

  Tail numbered(long other) {
    return new Tail(other, end, segment, position, checksum, clean);
  }

  Tail asClean(boolean clean) {
    return new Tail(number, end, segment, position, checksum, clean);
  }

  /** True if more is written before this end than before the other, or it is a clean stop there. */
  boolean isBehind(Tail other) {
    return segment != other.segment
        ? segment > other.segment
        : position > other.position || (position == other.position && clean && !other.clean);
  }

  /** Where this record's slot begins. */
  long place() {
    return number % 2 * SLOT_DISTANCE;
  }

  ByteBuffer encode() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(0).putInt(MAGIC).putLong(number).putLong(end).putLong(position);
    buffer.putInt(segment).putInt(checksum).putInt(clean ? 1 : 0).putInt(0);
    return buffer.putInt(0, checksum(buffer.array(), 0)).flip();
  }

  private static @Nullable Tail slot(byte[] bytes, int at) {
    if (bytes.length < at + BYTES) {
      return null;
    }
    ByteBuffer slot = ByteBuffer.wrap(bytes, at, BYTES).slice().order(ByteOrder.LITTLE_ENDIAN);
    if (slot.getInt(0) != checksum(bytes, at) || slot.getInt(4) != MAGIC) {
      return null;
    }
    return new Tail(
        slot.getLong(8),
        slot.getLong(16),
        slot.getInt(32),
        slot.getLong(24),
        slot.getInt(36),
        slot.getInt(40) == 1);
  }

  private static int checksum(byte[] bytes, int at) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, at + 4, BYTES - 4);
    return (int) crc.getValue();
  }
}
