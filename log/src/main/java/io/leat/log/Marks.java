package io.leat.log;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * Places in the segments of a line where documents begin, noted by whoever passes, so that the next
 * reader who looks for an offset need not walk from the beginning of its segment. Kept in memory
 * only. Thread-safe.
 *
 * <p>A mark is a hint: it is noted by a document's header, unchecked, as a walk would go by it.
 * Where a header was damaged, the reader finds a document that begins behind the offset it looked
 * for, which is reported.
 */
final class Marks {
  /** How far marks are apart, bytes: a walk of so much takes microseconds. */
  static final int DISTANCE_BYTES = 256 << 10;

  /**
   * Where a document begins.
   *
   * @param place of its word, bytes from the beginning of the segment
   */
  record Mark(int segment, long place) {}

  /** Before everything. */
  static final Mark NONE = new Mark(-1, 0);

  /** By the offset of the first event. */
  private final ConcurrentSkipListMap<Long, Mark> marks = new ConcurrentSkipListMap<>();

  void note(Segment at) {
    marks.putIfAbsent(at.first(), new Mark(at.number, at.start() - 4));
  }

  /**
   * The last mark that is known to lie before {@code offset} in this segment: no document before it
   * holds that offset, or begins there.
   */
  @Nullable Mark before(long offset, int segment) {
    Map.Entry<Long, Mark> found = marks.lowerEntry(offset);
    return found == null || found.getValue().segment != segment ? null : found.getValue();
  }

  void forget() {
    marks.clear();
  }
}
