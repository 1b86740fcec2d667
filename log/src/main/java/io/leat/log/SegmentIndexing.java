package io.leat.log;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads a closed segment and writes its {@link SegmentIndex}. Used once, by one thread. */
final class SegmentIndexing {

  /**
   * A topic in this many documents, and in more than one of {@link #DENSE}, is in all as it were.
   */
  private static final int DENSE_MIN = 64;

  private static final int DENSE = 8;

  /** What is known of a topic so far. */
  private static final class Entry {
    final byte[] name;
    long count;
    Event last;
    long[] places = new long[2];
    int documents;

    Entry(byte[] name, Event first) {
      this.name = name;
      this.last = first;
    }

    void add(Event event, long place) {
      count++;
      if (!TopicSummary.isBefore(event, last)) {
        last = event;
      }
      if (documents > 0 && places[documents - 1] == place) {
        return;
      }
      if (documents == places.length) {
        places = Arrays.copyOf(places, documents * 2);
      }
      places[documents++] = place;
    }
  }

  private record Keyed(long hash, long place) {}

  private final Segment segment;

  /** Values are not read, so it does not matter where objects are. */
  private final EventDecoder decoder = new EventDecoder(new MemoryObjects());

  private final Map<String, Entry> topics = new HashMap<>();
  private final List<Keyed> keys = new ArrayList<>();
  private ByteBuffer out = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private int firstChecksum;
  private int lastChecksum;
  private long lastStart = -1;
  private long first;
  private long end;
  private long rootMax = -1;
  private int documents;

  private SegmentIndexing(Segment segment) {
    this.segment = segment;
  }

  /** The bytes of the index; null if the segment is not closed. */
  static @Nullable ByteBuffer of(Segment segment) {
    SegmentIndexing indexing = new SegmentIndexing(segment);
    indexing.read();
    return segment.ended() && indexing.lastStart >= 0 ? indexing.write() : null;
  }

  private void read() {
    while (segment.advance()) {
      Document document = segment.document();
      if (lastStart < 0) {
        firstChecksum = document.checksum();
        first = document.first();
      }
      lastStart = segment.start();
      lastChecksum = document.checksum();
      end = document.end();
      if (Document.isCommit(document.kind())) {
        add(document);
      }
    }
  }

  private void add(Document document) {
    documents++;
    for (Event event : decoder.decode(document, 0, document.count())) {
      rootMax = Math.max(rootMax, event.root());
      Entry entry = topics.get(event.topic());
      if (entry == null) {
        entry = new Entry(event.topic().getBytes(StandardCharsets.UTF_8), event);
        topics.put(event.topic(), entry);
      }
      entry.add(event, lastStart);
    }
    if (document.kind() == Document.KEYED) {
      BatchKey key = BatchKey.read(document);
      for (String topic : key.topics()) {
        keys.add(new Keyed(SegmentIndex.hash(topic, key.id()), lastStart));
      }
    }
  }

  private ByteBuffer write() {
    List<Entry> entries = new ArrayList<>(topics.values());
    entries.sort((a, b) -> Arrays.compareUnsigned(a.name, b.name));
    keys.sort(
        Comparator.comparing(Keyed::hash, Long::compareUnsigned).thenComparingLong(Keyed::place));
    int at = SegmentIndex.HEADER;
    room(at + 4 * entries.size() + SegmentIndex.KEY_BYTES * keys.size());
    int keysAt = at + 4 * entries.size();
    out.position(keysAt);
    for (Keyed key : keys) {
      out.putLong(key.hash).putInt((int) (key.place >>> 2));
    }
    for (Entry entry : entries) {
      out.putInt(at, out.position());
      at += 4;
      record(entry);
    }
    return sealed(entries.size());
  }

  private void record(Entry entry) {
    Event last = entry.last;
    boolean dense = entry.documents > DENSE_MIN && entry.documents > documents / DENSE;
    room(entry.name.length + 80 + 5 * entry.documents);
    number(entry.name.length);
    out.put(entry.name);
    number(entry.count);
    number(last.offset() - first);
    number(last.offset() - last.root());
    number(last.call());
    number(last.ordinal());
    number(dense ? 0 : entry.documents);
    long before = 0;
    for (int i = 0; i < entry.documents && !dense; i++) {
      number((entry.places[i] - before) >>> 2);
      before = entry.places[i];
    }
  }

  private ByteBuffer sealed(int topicCount) {
    int length = out.position();
    out.putInt(4, SegmentIndex.MAGIC).putInt(8, SegmentIndex.VERSION);
    out.putInt(SegmentIndex.NUMBER_AT, segment.number);
    out.putLong(SegmentIndex.END_MARK_AT, segment.position());
    out.putLong(SegmentIndex.LAST_START_AT, lastStart);
    out.putInt(SegmentIndex.FIRST_CHECKSUM_AT, firstChecksum);
    out.putInt(SegmentIndex.LAST_CHECKSUM_AT, lastChecksum);
    out.putLong(SegmentIndex.FIRST_AT, first).putLong(SegmentIndex.END_AT, end);
    out.putLong(SegmentIndex.ROOT_MAX_AT, rootMax);
    out.putInt(SegmentIndex.TOPICS_AT, topicCount).putInt(SegmentIndex.KEYS_AT, keys.size());
    CRC32C crc = new CRC32C();
    crc.update(out.slice(4, length - 4));
    return out.putInt(0, (int) crc.getValue()).position(0).limit(length);
  }

  private void number(long value) {
    long rest = value;
    while (rest >>> 7 != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  private void room(int more) {
    if (out.remaining() < more) {
      int capacity = Math.max(2 * out.capacity(), out.position() + more);
      out = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN).put(out.flip());
    }
  }
}
