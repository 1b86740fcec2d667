package io.leat.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What a closed segment holds, by topic and by key. Follows from the segment, so it can be thrown
 * away at any time; says of which segment it is, so it is never taken for another's. Immutable.
 *
 * <pre>
 *  0  u32  CRC32C of everything behind it
 *  4  u32  magic, "LeIx"
 *  8  u32  version, 1
 * 12  u32  number of the segment
 * 16  i64  where its end mark is, bytes
 * 24  i64  where its last document begins, bytes
 * 32  u32  checksum of its first document
 * 36  u32  checksum of its last document
 * 40  i64  offset of its first event
 * 48  i64  offset after its last event
 * 56  i64  the highest root of an event; -1 without events
 * 64  u32  number of topics
 * 68  u32  number of keys
 * 72  for each topic, in order of its UTF-8: where its record begins (u32)
 *     for each key, in order of hash: hash of topic and id (u64), a quarter of where its document begins (u32)
 *     the records
 * </pre>
 *
 * <p>A record is: length of the name, name; number of events; first offset of the segment taken
 * from the last event's; the last event's root taken from its offset; its call; its ordinal; the
 * number of documents with the topic, or 0 if they are so many that reading all is as good; for
 * each, a quarter of how far it begins behind the one before. Numbers as in documents.
 */
final class SegmentIndex {
  static final int MAGIC = 'L' | 'e' << 8 | 'I' << 16 | 'x' << 24;
  static final int VERSION = 1;

  static final int NUMBER_AT = 12;
  static final int END_MARK_AT = 16;
  static final int LAST_START_AT = 24;
  static final int FIRST_CHECKSUM_AT = 32;
  static final int LAST_CHECKSUM_AT = 36;
  static final int FIRST_AT = 40;
  static final int END_AT = 48;
  static final int ROOT_MAX_AT = 56;
  static final int TOPICS_AT = 64;
  static final int KEYS_AT = 68;
  static final int HEADER = 72;
  static final int KEY_BYTES = 12;

  private final ByteBuffer bytes;

  private SegmentIndex(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** The index in a buffer if it is whole and that of this closed segment, else null. */
  static @Nullable SegmentIndex of(ByteBuffer buffer, Segment segment) {
    ByteBuffer bytes = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.capacity() < HEADER || bytes.getInt(4) != MAGIC || bytes.getInt(8) != VERSION) {
      return null;
    }
    CRC32C crc = new CRC32C();
    crc.update(bytes.slice(4, bytes.capacity() - 4));
    boolean whole = (int) crc.getValue() == bytes.getInt(0);
    boolean ours =
        whole
            && bytes.getInt(NUMBER_AT) == segment.number
            && segment.endsWith(
                bytes.getInt(FIRST_CHECKSUM_AT),
                bytes.getLong(LAST_START_AT),
                bytes.getInt(LAST_CHECKSUM_AT),
                bytes.getLong(END_MARK_AT));
    return ours ? new SegmentIndex(bytes) : null;
  }

  long first() {
    return bytes.getLong(FIRST_AT);
  }

  long end() {
    return bytes.getLong(END_AT);
  }

  long rootMax() {
    return bytes.getLong(ROOT_MAX_AT);
  }

  /** Tells every wanted topic. */
  void topics(TopicFilter wanted, Consumer<TopicSummary> found) {
    records(wanted, record -> found.accept(record.summary()));
  }

  /**
   * Where the documents begin that hold events on wanted topics, in order, bytes; null if reading
   * all is as good.
   */
  long @Nullable [] places(TopicFilter wanted) {
    LongStream.Builder places = LongStream.builder();
    boolean[] all = {false};
    records(
        wanted,
        record -> {
          record.summary();
          long documents = record.number();
          all[0] |= documents == 0;
          long place = 0;
          for (long i = 0; i < documents && !all[0]; i++) {
            place += 4 * record.number();
            places.add(place);
          }
        });
    return all[0] ? null : places.build().sorted().distinct().toArray();
  }

  /** Where the documents begin that may have been appended under a key, bytes; hashes may agree. */
  long[] keyed(String topic, String id) {
    long hash = hash(topic, id);
    int base = HEADER + 4 * bytes.getInt(TOPICS_AT);
    int low = 0;
    int high = bytes.getInt(KEYS_AT);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(bytes.getLong(base + middle * KEY_BYTES), hash) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    int end = low;
    while (end < bytes.getInt(KEYS_AT) && bytes.getLong(base + end * KEY_BYTES) == hash) {
      end++;
    }
    long[] places = new long[end - low];
    for (int i = 0; i < places.length; i++) {
      places[i] = 4 * Integer.toUnsignedLong(bytes.getInt(base + (low + i) * KEY_BYTES + 8));
    }
    return places;
  }

  /** FNV-1a, 64 bits, of the topic, a byte that no UTF-8 has, and the id. */
  static long hash(String topic, String id) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : topic.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ 0xff) * 0x100000001b3L;
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private void records(TopicFilter wanted, Consumer<TopicRecord> found) {
    String only = wanted.only();
    if (only != null) {
      int at = find(only.getBytes(StandardCharsets.UTF_8));
      if (at >= 0) {
        found.accept(new TopicRecord(at));
      }
      return;
    }
    for (int i = 0; i < bytes.getInt(TOPICS_AT); i++) {
      TopicRecord record = new TopicRecord(recordAt(i));
      if (wanted.wants(record.topic)) {
        found.accept(record);
      }
    }
  }

  private int recordAt(int index) {
    return bytes.getInt(HEADER + 4 * index);
  }

  /** Where the record of a topic is; -1 if it has none. */
  private int find(byte[] name) {
    int low = 0;
    int high = bytes.getInt(TOPICS_AT) - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Arrays.compareUnsigned(new TopicRecord(recordAt(middle)).name, name);
      if (order == 0) {
        return recordAt(middle);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  /** A record, as far as it was read. */
  private final class TopicRecord {
    private final byte[] name;
    private final String topic;
    private int at;

    TopicRecord(int start) {
      at = start;
      name = new byte[(int) number()];
      bytes.get(at, name);
      at += name.length;
      topic = new String(name, StandardCharsets.UTF_8);
    }

    /** The summary; behind it are the places. */
    TopicSummary summary() {
      long count = number();
      long last = first() + number();
      long root = last - number();
      int call = (int) number();
      int ordinal = (int) number();
      return new TopicSummary(topic, count, last, root, call, ordinal);
    }

    long number() {
      long number = 0;
      for (int shift = 0; ; shift += 7) {
        byte next = bytes.get(at++);
        number |= (long) (next & 0x7f) << shift;
        if (next >= 0) {
          return number;
        }
      }
    }
  }
}
