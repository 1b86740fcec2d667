package io.leat.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds documents by the key they were appended under: in closed segments by their index, in the
 * others by going through them once. Owned by one thread.
 */
final class LineKeys implements AutoCloseable {
  private record Key(String topic, String id) {}

  private record Place(int segment, long place) {}

  private final SegmentFiles files;
  private final IndexFiles indexes;

  /** The keys of the segments from {@link #first} on. */
  private final Map<Key, Place> open = new HashMap<>();

  private final int lowest;

  /** Segments below have an index. */
  private int first;

  private final int highest;
  private int number;
  private @Nullable Segment segment;

  LineKeys(SegmentFiles files, IndexFiles indexes) {
    this.files = files;
    this.indexes = indexes;
    this.highest = files.highest();
    this.lowest = files.lowest();
    this.first = lowest;
    while (indexes.of(first) != null) {
      first++;
    }
    this.number = first;
  }

  @Nullable Document find(String topic, String id) {
    follow();
    Place known = open.get(new Key(topic, id));
    if (known != null) {
      return document(known.segment, known.place);
    }
    for (int closed = first - 1; closed >= lowest; closed--) {
      SegmentIndex index = indexes.of(closed);
      for (long place : index == null ? new long[0] : index.keyed(topic, id)) {
        Document document = document(closed, place);
        BatchKey key = BatchKey.read(document);
        if (key.id().equals(id) && key.topics().contains(topic)) {
          return document;
        }
      }
    }
    return null;
  }

  private Document document(int number, long place) {
    try (Segment segment = new Segment(files.file(number), number)) {
      return segment.documentAt(place);
    }
  }

  /** Takes in what was written since the last time. */
  private void follow() {
    while (true) {
      Segment at = segment;
      if (at == null) {
        at = files.open(number);
        if (at == null) {
          return;
        }
        segment = at;
      }
      while (at.advance()) {
        if (at.kind() == Document.KEYED) {
          take(at);
        }
      }
      if (!files.goesOn(at, highest)) {
        return;
      }
      close();
      if (first == number && indexes.of(number) != null) {
        first++;
        open.clear();
      }
      number++;
    }
  }

  private void take(Segment at) {
    BatchKey key = BatchKey.read(at.document());
    for (String topic : key.topics()) {
      open.put(new Key(topic, key.id()), new Place(number, at.start()));
    }
  }

  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
