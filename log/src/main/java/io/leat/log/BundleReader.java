package io.leat.log;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Reads a bundle from its beginning to its end and believes nothing: each record is checked before
 * it is handed out, and the whole before the end is. Owned by one thread.
 */
final class BundleReader {

  /** What a bundle is made of. */
  sealed interface Piece {}

  /**
   * An object.
   *
   * @param content to be read to its end before the next piece is asked for; checked as any object
   */
  record Kept(ObjectId id, InputStream content) implements Piece {}

  /** A document. */
  record Written(Document document) implements Piece {}

  /**
   * The end, and nothing behind it.
   *
   * @param offset after the last event
   * @param head as in {@link Head}
   */
  record End(long offset, String head) implements Piece {}

  /** A record, checked. */
  private static final class Entry {
    private final byte kind;
    private final byte[] body;

    Entry(byte kind, byte[] body) {
      this.kind = kind;
      this.body = body;
    }
  }

  private final InputStream in;
  private final String file;
  private final MessageDigest all = Links.sha256();
  private final Branch branch;

  /** Where the present record begins, and where the next one does, bytes. */
  private long at;

  private long position;

  /**
   * Begins to read.
   *
   * @param file what messages call it
   * @throws LogException.Invalid if it is no bundle, or one of another version
   */
  BundleReader(InputStream in, String file) throws IOException {
    this.in = in;
    this.file = file;
    byte[] prefix = in.readNBytes(Bundle.PREFIX_BYTES);
    byte[] magic = Arrays.copyOf(prefix, Bundle.MAGIC.length);
    if (prefix.length < Bundle.PREFIX_BYTES || !Arrays.equals(magic, Bundle.MAGIC)) {
      throw new LogException.Invalid(
          file + " is no bundle: it does not begin with LeBundle; leat export makes one");
    }
    int version = (int) Document.INT.get(prefix, Bundle.MAGIC.length);
    if (version != Bundle.VERSION) {
      throw new LogException.Invalid(
          Message.of(
              "%s is a bundle of version %d; this program reads version %d",
              file, version, Bundle.VERSION));
    }
    all.update(prefix);
    position = prefix.length;
    Entry manifest = entry();
    if (manifest.kind != Bundle.MANIFEST) {
      throw damaged("the first record is no manifest");
    }
    this.branch = branch(manifest.body);
  }

  private Branch branch(byte[] manifest) {
    try {
      return Bundle.branch(manifest);
    } catch (LogException.Invalid e) {
      throw damaged(e.getMessage());
    }
  }

  /** What the bundle says that it holds. */
  Branch branch() {
    return branch;
  }

  /**
   * The next piece; the end is the last.
   *
   * @throws LogException.Corrupt if it is not what was written; names the byte
   */
  Piece next() throws IOException {
    byte[] before = copyOfAll();
    Entry entry = entry();
    return switch (entry.kind) {
      case Bundle.OBJECT -> object(entry.body);
      case Bundle.DOCUMENT -> new Written(document(entry.body));
      case Bundle.END -> end(entry.body, before);
      default -> throw damaged("a record of kind " + entry.kind + " is out of place");
    };
  }

  LogException.Corrupt damaged(String what) {
    return new LogException.Corrupt(Message.of("%s, byte %d: %s", file, at, what));
  }

  private Document document(byte[] body) {
    try {
      return Document.checked(body);
    } catch (LogException.Corrupt e) {
      throw damaged(e.getMessage());
    }
  }

  private Kept object(byte[] body) {
    boolean whole = body.length == ObjectId.DIGEST_BYTES + 8;
    long size = whole ? (long) Document.LONG.get(body, ObjectId.DIGEST_BYTES) : -1;
    if (size < 0 || size > ObjectStore.BYTES_MAX) {
      throw damaged("an object of " + size + " bytes");
    }
    ObjectId id = ObjectId.of(Arrays.copyOf(body, ObjectId.DIGEST_BYTES), size);
    String place = Message.of("%s, byte %d: %s", file, at, id);
    return new Kept(id, new ObjectStream(new Parts(size), id, place));
  }

  private End end(byte[] body, byte[] before) throws IOException {
    if (body.length != Bundle.END_BYTES) {
      throw damaged("an end of " + body.length + " bytes");
    }
    int second = 8 + ObjectId.DIGEST_BYTES;
    if (!Arrays.equals(Arrays.copyOfRange(body, second, Bundle.END_BYTES), before)) {
      throw damaged("what lies before is not what was written: records are missing or moved");
    }
    at = position;
    if (in.read() >= 0) {
      throw damaged("there is more behind the end");
    }
    long offset = (long) Document.LONG.get(body, 0);
    return new End(offset, HexFormat.of().formatHex(body, 8, second));
  }

  private byte[] copyOfAll() {
    try {
      return ((MessageDigest) all.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Entry entry() throws IOException {
    at = position;
    byte[] header = read(Bundle.RECORD_HEADER);
    byte kind = header[4];
    int length = (int) Document.INT.get(header, 5);
    if (length < 0 || length > Bundle.bytesMax(kind)) {
      throw damaged(Message.of("a record of kind %d with %d bytes", kind, length));
    }
    byte[] body = read(length);
    CRC32C crc = new CRC32C();
    crc.update(header, 4, Bundle.RECORD_HEADER - 4);
    crc.update(body, 0, length);
    int expected = (int) Document.INT.get(header, 0);
    if (expected != (int) crc.getValue()) {
      throw damaged(
          Message.of("expected checksum %08x, found %08x", expected, (int) crc.getValue()));
    }
    return new Entry(kind, body);
  }

  private byte[] read(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw damaged(
          Message.of(
              "the file was cut off here: %d bytes are expected, %d are left",
              length, bytes.length));
    }
    all.update(bytes);
    position += length;
    return bytes;
  }

  /** The parts of one object, one after the other. */
  private final class Parts extends InputStream {
    private long left;
    private byte[] part = {};
    private int taken;

    Parts(long size) {
      this.left = size;
    }

    @Override
    public int read() throws IOException {
      throw new EOFException("only read in pieces");
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      if (taken == part.length) {
        part = nextPart();
        taken = 0;
      }
      int count = Math.min(length, part.length - taken);
      System.arraycopy(part, taken, target, from, count);
      taken += count;
      return count;
    }

    private byte[] nextPart() throws IOException {
      Entry next = entry();
      if (next.kind != Bundle.PART || next.body.length == 0 || next.body.length > left) {
        throw damaged("expected a part of an object, of at most " + left + " bytes");
      }
      left -= next.body.length;
      return next.body;
    }
  }
}
