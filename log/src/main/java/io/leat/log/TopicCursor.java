package io.leat.log;

import org.jspecify.annotations.Nullable;

/**
 * Goes through the commits of segment after segment that may hold events on wanted topics: in
 * closed segments from place to place by their index, else from document to document by the names
 * in each. Owned by one thread.
 */
final class TopicCursor implements Line.Cursor {
  private final SegmentFiles files;
  private final IndexFiles indexes;
  private long offset;
  private final TopicFilter wanted;
  private final int last;
  private final int highest;
  private int number;
  private @Nullable Segment segment;

  /** Where the documents that are wanted begin; null to look at all. */
  private long @Nullable [] places;

  private int nextPlace;

  /** Goes through the documents that end behind {@code offset}, from segment {@code number} on. */
  TopicCursor(SegmentFiles files, IndexFiles indexes, int number, long offset, TopicFilter wanted) {
    this(files, indexes, number, Integer.MAX_VALUE, offset, wanted);
  }

  private TopicCursor(
      SegmentFiles files,
      IndexFiles indexes,
      int number,
      int last,
      long offset,
      TopicFilter wanted) {
    this.last = last;
    this.highest = files.highest();
    this.files = files;
    this.indexes = indexes;
    this.number = number;
    this.offset = offset;
    this.wanted = wanted;
  }

  /** Goes through the documents of one segment. */
  static TopicCursor within(
      SegmentFiles files, IndexFiles indexes, int number, TopicFilter wanted) {
    return new TopicCursor(files, indexes, number, number, -1, wanted);
  }

  @Override
  public @Nullable Document next() {
    while (true) {
      Segment at = segment();
      if (at == null) {
        return null;
      }
      Document found = places == null ? scan(at) : pick(at, places);
      if (found != null) {
        return found;
      }
      if (places == null && !files.goesOn(at, highest)) {
        return null;
      }
      close();
      number++;
    }
  }

  /** The segment that is read; null if it is not there yet. */
  private @Nullable Segment segment() {
    Segment open = segment;
    if (open == null && number <= last) {
      open = files.open(number);
      segment = open;
      SegmentIndex index = open == null ? null : indexes.of(number);
      places = index == null ? null : index.places(wanted);
      nextPlace = 0;
    }
    return open;
  }

  private @Nullable Document pick(Segment at, long[] places) {
    while (nextPlace < places.length) {
      Document document = at.documentAt(places[nextPlace++]);
      if (document.end() > offset) {
        return document;
      }
    }
    return null;
  }

  private @Nullable Document scan(Segment at) {
    while (at.advance()) {
      if (Document.isCommit(at.kind()) && at.end() > offset) {
        Document document = at.document();
        if (wanted.mayBeIn(document)) {
          return document;
        }
      }
    }
    return null;
  }

  @Override
  public void skipTo(long offset) {
    this.offset = offset;
  }

  @Override
  public String place() {
    return segment == null ? files.folder().toString() : segment.place();
  }

  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
