package io.leat.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * One document as it stands in the log, checked: a view of an array that nobody changes. All
 * numbers are little-endian.
 *
 * <pre>
 *  0  u32  CRC32C of everything behind it
 *  4  u32  length of the document, bytes
 *  8  u16  magic, 'L' 'e'
 * 10  u8   format version, 1
 * 11  u8   kind
 * 12  u32  number of events
 * 16  i64  offset of the first event
 * 24  i64  time, microseconds since 1970 UTC
 * 32  i64  settled
 * 40  u32  run of the writer
 * 44  u32  where the table of names begins
 * 48  entries, then the table of names
 * </pre>
 *
 * <p>An entry is: flags (u8), topic (number: index of a name); for a root with an origin: line
 * (index of a name), offset; for a product: node (index of a name), root, call, ordinal, cause;
 * then the length of the value and its bytes. Numbers are seven bits a byte, lowest first. Root and
 * cause are twice an offset, or twice an index in the document plus one.
 */
final class Document {
  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  static final int HEADER = 48;

  /**
   * The largest document: an input of 64 MiB in very short lines is about twice as long when
   * encoded.
   */
  static final int BYTES_MAX = 128 << 20;

  /** The largest entry without its value: flags and seven numbers. */
  static final int ENTRY_MAX = 1 + 7 * 10;

  static final int COMMIT = 1;

  static final int ROOT = 1;
  static final int QUIET = 2;
  static final int ORIGIN = 4;

  private static final short MAGIC = 'L' | 'e' << 8;
  private static final byte VERSION = 1;

  final byte[] array;

  private Document(byte[] array) {
    this.array = array;
  }

  /**
   * The document in {@code array}, all of it.
   *
   * @param where what a message calls the place
   * @throws LogException.Corrupt if it is not what was written
   */
  static Document checked(byte[] array, String where) {
    if (array.length < HEADER) {
      throw new LogException.Corrupt(
          "%s: a document of %d bytes; the smallest has %d".formatted(where, array.length, HEADER));
    }
    Document document = new Document(array);
    int length = (int) INT.get(array, 4);
    if (length != array.length) {
      throw new LogException.Corrupt(
          "%s: expected a document of %d bytes, found %d".formatted(where, length, array.length));
    }
    int expected = (int) INT.get(array, 0);
    int found = checksum(array, length);
    if (expected != found) {
      throw new LogException.Corrupt(
          "%s: expected checksum %08x, found %08x".formatted(where, expected, found));
    }
    if ((short) SHORT.get(array, 8) != MAGIC || array[10] != VERSION) {
      throw new LogException.Corrupt(
          "%s: not a document of format version %d".formatted(where, VERSION));
    }
    return document;
  }

  /** Fills in the header of the document that begins the array, checksum included. */
  static void seal(
      byte[] array,
      int length,
      int kind,
      int namesAt,
      int count,
      long first,
      long timeMicros,
      long run,
      long settled) {
    INT.set(array, 4, length);
    SHORT.set(array, 8, MAGIC);
    array[10] = VERSION;
    array[11] = (byte) kind;
    INT.set(array, 12, count);
    LONG.set(array, 16, first);
    LONG.set(array, 24, timeMicros);
    LONG.set(array, 32, settled);
    INT.set(array, 40, (int) run);
    INT.set(array, 44, namesAt);
    INT.set(array, 0, checksum(array, length));
  }

  private static int checksum(byte[] array, int length) {
    CRC32C crc = new CRC32C();
    crc.update(array, 4, length - 4);
    return (int) crc.getValue();
  }

  int length() {
    return array.length;
  }

  int kind() {
    return array[11];
  }

  int count() {
    return (int) INT.get(array, 12);
  }

  long first() {
    return (long) LONG.get(array, 16);
  }

  long end() {
    return first() + count();
  }

  long timeMicros() {
    return (long) LONG.get(array, 24);
  }

  long settled() {
    return (long) LONG.get(array, 32);
  }

  long run() {
    return Integer.toUnsignedLong((int) INT.get(array, 40));
  }

  int namesAt() {
    return (int) INT.get(array, 44);
  }
}
