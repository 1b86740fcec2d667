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
 * then the length of the value and its bytes, or the SHA-256 and the size (u64) of the object that
 * holds it. Numbers are seven bits a byte, lowest first. Root and cause are twice an offset, or
 * twice an index in the document plus one.
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

  static final int KIND_AT = 11;
  static final int COUNT_AT = 12;
  static final int FIRST_AT = 16;
  static final int TIME_AT = 24;
  static final int SETTLED_AT = 32;
  static final int RUN_AT = 40;
  static final int NAMES_AT = 44;

  /** A batch of events. */
  static final int COMMIT = 1;

  /** The first document of a segment. It has no events. */
  static final int OPENING = 2;

  /** A batch of events that was appended under a key ({@link BatchKey}). */
  static final int KEYED = 3;

  static final int ROOT = 1;
  static final int QUIET = 2;
  static final int ORIGIN = 4;

  /** The value is kept as an object. */
  static final int OBJECT = 8;

  /** The object holds raw bytes, of which the value is the text. Only with {@link #OBJECT}. */
  static final int RAW = 16;

  static final int FLAGS = ROOT | QUIET | ORIGIN | OBJECT | RAW;

  private static final short MAGIC = 'L' | 'e' << 8;
  private static final byte VERSION = 1;

  final byte[] array;

  private Document(byte[] array) {
    this.array = array;
  }

  /**
   * The document in {@code array}, all of it.
   *
   * @throws LogException.Corrupt if it is not what was written
   */
  static Document checked(byte[] array) {
    check(array, array.length);
    return new Document(array);
  }

  /**
   * Checks the document that the first {@code length} bytes of an array are to be.
   *
   * @throws LogException.Corrupt if it is not what was written
   */
  static void check(byte[] array, int length) {
    if (length < HEADER) {
      throw new LogException.Corrupt(
          Message.of("a document of %d bytes; the smallest has %d", length, HEADER));
    }
    int told = (int) INT.get(array, 4);
    if (told != length) {
      throw new LogException.Corrupt(
          Message.of("expected a document of %d bytes, found %d", told, length));
    }
    int expected = (int) INT.get(array, 0);
    int found = checksum(array, length);
    if (expected != found) {
      throw new LogException.Corrupt(
          Message.of("expected checksum %08x, found %08x", expected, found));
    }
    if ((short) SHORT.get(array, 8) != MAGIC || array[10] != VERSION) {
      throw new LogException.Corrupt(Message.of("not a document of format version %d", VERSION));
    }
    int count = (int) INT.get(array, COUNT_AT);
    long first = (long) LONG.get(array, FIRST_AT);
    if (count < 0 || first < 0) {
      throw new LogException.Corrupt(Message.of("%d events at offset %d", count, first));
    }
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
    array[KIND_AT] = (byte) kind;
    INT.set(array, COUNT_AT, count);
    LONG.set(array, FIRST_AT, first);
    LONG.set(array, TIME_AT, timeMicros);
    LONG.set(array, SETTLED_AT, settled);
    INT.set(array, RUN_AT, (int) run);
    INT.set(array, NAMES_AT, namesAt);
    INT.set(array, 0, checksum(array, length));
  }

  private static int checksum(byte[] array, int length) {
    CRC32C crc = new CRC32C();
    crc.update(array, 4, length - 4);
    return (int) crc.getValue();
  }

  /** What the document that begins the array says of its length; at most that of the array. */
  static int length(byte[] array) {
    return array.length < HEADER
        ? array.length
        : Math.clamp((int) INT.get(array, 4), 0, array.length);
  }

  int checksum() {
    return (int) INT.get(array, 0);
  }

  int length() {
    return array.length;
  }

  int kind() {
    return array[KIND_AT];
  }

  int count() {
    return (int) INT.get(array, COUNT_AT);
  }

  long first() {
    return (long) LONG.get(array, FIRST_AT);
  }

  long end() {
    return first() + count();
  }

  long timeMicros() {
    return (long) LONG.get(array, TIME_AT);
  }

  long settled() {
    return (long) LONG.get(array, SETTLED_AT);
  }

  long run() {
    return Integer.toUnsignedLong((int) INT.get(array, RUN_AT));
  }

  /** Where the entries of a commit begin. */
  int entriesAt() {
    return kind() == KEYED ? BatchKey.entriesAt(array) : HEADER;
  }

  static boolean isCommit(int kind) {
    return kind == COMMIT || kind == KEYED;
  }

  int namesAt() {
    return (int) INT.get(array, NAMES_AT);
  }
}
