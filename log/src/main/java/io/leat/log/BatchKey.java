package io.leat.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What makes an append safe to repeat: an id that whoever appends gives to a batch, and a digest of
 * what is asked for. On each topic of the batch the id belongs to that batch for ever; forks may
 * use it anew.
 *
 * <p>In a document it stands between the header and the entries:
 *
 * <pre>
 * 48  u32  where the entries begin
 * 52  u32  n: the key counts for the topics that are the first n names of the table
 * 56  32 bytes: SHA-256 over each topic and value asked for, in order, each behind its length (u32);
 *     of a value in an object 0xFFFFFFFF, of raw bytes 0xFFFFFFFE, and its own SHA-256
 * 88  u16  length of the id, then the id in UTF-8
 * </pre>
 */
public final class BatchKey {
  private static final int ENTRIES_AT = Document.HEADER;
  private static final int TOPICS_AT = ENTRIES_AT + 4;
  private static final int CONTENT_AT = TOPICS_AT + 4;
  private static final int CONTENT_BYTES = 32;
  private static final int ID_AT = CONTENT_AT + CONTENT_BYTES;
  private static final int ID_BYTES_MAX = 1_000;

  /** Stand where a length would, before the digest of a value that lies in an object. */
  private static final byte[] OBJECT = {-1, -1, -1, -1};

  private static final byte[] RAW = {-2, -1, -1, -1};

  private final String id;
  private final byte[] utf8;
  private final List<String> topics;
  private final byte[] content;

  private BatchKey(String id, byte[] utf8, List<String> topics, byte[] content) {
    this.id = id;
    this.utf8 = utf8;
    this.topics = topics;
    this.content = content;
  }

  /**
   * The key of a batch.
   *
   * @param topics of the events that are asked for, in order; at least one
   * @param values of the same events
   * @throws LogException.Invalid if the id is empty, longer than 1000 bytes or not Unicode
   */
  public static BatchKey of(String id, List<String> topics, List<Payload> values) {
    byte[] utf8 = utf8(id);
    MessageDigest digest = Links.sha256();
    for (int i = 0; i < topics.size(); i++) {
      add(digest, topics.get(i).getBytes(StandardCharsets.UTF_8));
      add(digest, values.get(i));
    }
    return new BatchKey(id, utf8, List.copyOf(new LinkedHashSet<>(topics)), digest.digest());
  }

  /** The key that a document of kind {@link Document#KEYED} was appended under. */
  static BatchKey read(Document document) {
    byte[] array = document.array;
    int length = (short) Document.SHORT.get(array, ID_AT) & 0xffff;
    byte[] utf8 = Arrays.copyOfRange(array, ID_AT + 2, ID_AT + 2 + length);
    int count = (int) Document.INT.get(array, TOPICS_AT);
    byte[] content = Arrays.copyOfRange(array, CONTENT_AT, CONTENT_AT + CONTENT_BYTES);
    List<String> topics = NameScan.first(document, count);
    return new BatchKey(new String(utf8, StandardCharsets.UTF_8), utf8, topics, content);
  }

  static int entriesAt(byte[] array) {
    return (int) Document.INT.get(array, ENTRIES_AT);
  }

  public String id() {
    return id;
  }

  /** The topics that it counts for, each once. */
  List<String> topics() {
    return topics;
  }

  /** Whether the same was asked for. */
  boolean sameContent(BatchKey other) {
    return Arrays.equals(content, other.content);
  }

  /** Size in a document, bytes. */
  int bytes() {
    return ID_AT + 2 + utf8.length - Document.HEADER;
  }

  /** Writes this behind the header of a document; the array must have room. */
  void write(byte[] array) {
    Document.INT.set(array, ENTRIES_AT, Document.HEADER + bytes());
    Document.INT.set(array, TOPICS_AT, topics.size());
    System.arraycopy(content, 0, array, CONTENT_AT, CONTENT_BYTES);
    Document.SHORT.set(array, ID_AT, (short) utf8.length);
    System.arraycopy(utf8, 0, array, ID_AT + 2, utf8.length);
  }

  private static byte[] utf8(String id) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(id));
      if (encoded.remaining() > 0 && encoded.remaining() <= ID_BYTES_MAX) {
        byte[] utf8 = new byte[encoded.remaining()];
        encoded.get(utf8);
        return utf8;
      }
      throw new LogException.Invalid(
          Message.of("a key of %d bytes; it must have 1 to %d", encoded.remaining(), ID_BYTES_MAX));
    } catch (CharacterCodingException e) {
      throw new LogException.Invalid("the key is not Unicode: it holds half of a surrogate pair");
    }
  }

  /** A long value by its own digest, whether it lies in an object already or not. */
  private static void add(MessageDigest digest, Payload value) {
    ObjectId object = value.object();
    if (object == null && value.length() > ObjectStore.INLINE_BYTES_MAX) {
      object = ObjectId.of(value.bytes());
    }
    if (object == null) {
      add(digest, value.bytes());
    } else {
      digest.update(value.raw() ? RAW : OBJECT);
      digest.update(object.digest());
    }
  }

  private static void add(MessageDigest digest, byte[] bytes) {
    byte[] length = new byte[4];
    Document.INT.set(length, 0, bytes.length);
    digest.update(length);
    digest.update(bytes);
  }
}
