package io.leat.log;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A line whose documents lie in the segment files of a folder. Thread-safe. */
final class SegmentLine implements Line, AutoCloseable {

  /** What a segment begins with. */
  private record Opening(long first, long timeMicros) {}

  private final SegmentFiles files;
  private final IndexFiles indexes;
  private final ConcurrentHashMap<Integer, Opening> openings = new ConcurrentHashMap<>();
  private final Marks marks = new Marks();

  /** Follows the end of the line. Guarded by this. */
  private @Nullable SegmentCursor end;

  private @Nullable Document tip;

  /** Where what a recovery checked ends. Guarded by this. */
  private Marks.Mark checked = Marks.NONE;

  /** Made when first asked for. Guarded by this. */
  private @Nullable LineKeys keys;

  /**
   * @param indexFolder where what follows from the segments may be kept
   */
  SegmentLine(Path folder, Path indexFolder) {
    this.files = new SegmentFiles(folder);
    this.indexes = new IndexFiles(files, indexFolder);
  }

  @Override
  public @Nullable Document last(long limit) {
    Document last = tip();
    if (last == null || last.end() <= limit) {
      return last;
    }
    int lowest = files.lowest();
    for (int number = search(opening -> opening.first <= limit); number >= lowest; number--) {
      Document found = lastOf(number, limit);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public long first() {
    Retained retained = Retained.read(files.folder());
    return retained == null ? 0 : retained.offset();
  }

  @Override
  public Cursor from(long offset) {
    int number = segmentOf(offset);
    Marks.Mark mark = marks.before(offset, number);
    return new SegmentCursor(
        files,
        marks,
        mark == null ? new Marks.Mark(number, 0) : mark,
        segment -> segment.end() > offset || segment.first() >= offset);
  }

  @Override
  public Cursor from(long offset, TopicFilter wanted) {
    return new TopicCursor(files, indexes, segmentOf(offset), offset, wanted);
  }

  @Override
  public synchronized @Nullable Document keyed(String topic, String id) {
    if (keys == null) {
      keys = new LineKeys(files, indexes);
    }
    return keys.find(topic, id);
  }

  @Override
  public boolean summarize(TopicFilter wanted, long limit, long cut, Consumer<TopicSummary> found) {
    for (int number = files.lowest(); files.isThere(number); number++) {
      SegmentIndex index = indexes.of(number);
      if (index != null && index.first() >= limit) {
        return false;
      }
      if (index != null && index.end() <= limit && index.rootMax() < cut) {
        index.topics(wanted, found);
      } else {
        try (Cursor cursor = TopicCursor.within(files, indexes, number, wanted)) {
          if (LineSummary.tell(cursor, wanted, limit, cut, found)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  @Override
  public Cursor since(long timeMicros) {
    return new SegmentCursor(
        files,
        marks,
        Math.max(files.lowest(), search(opening -> opening.timeMicros < timeMicros)),
        segment -> segment.timeMicros() >= timeMicros);
  }

  private int segmentOf(long offset) {
    return Math.max(files.lowest(), search(opening -> opening.first <= offset));
  }

  /** Where the line ends, and the last document; looks at nothing twice. */
  private synchronized @Nullable Document tip() {
    SegmentCursor cursor = end;
    Tail recorded = null;
    int before = -1;
    if (cursor == null) {
      recorded = Tail.read(files.folder());
      int number = Math.max(files.lowest(), search(opening -> true));
      cursor = new SegmentCursor(files, marks, number, segment -> true);
      end = cursor;
      before = number - 1;
    }
    Document last = cursor.last(checked);
    tip = last == null ? tip : last;
    for (; before >= files.lowest() && tip == null; before--) {
      tip = lastOf(before, Long.MAX_VALUE);
    }
    if (recorded != null && reached(cursor.number()) < recorded.end()) {
      throw new LogException.Corrupt(
          Message.of(
              "%s ends at %s, but events up to offset %d were recorded as on the disk",
              files.folder(), tip == null ? "no event" : "offset " + tip.end(), recorded.end()));
    }
    return tip;
  }

  /** Where the line ends, whose last segment is {@code number}; -1 if nothing is there. */
  private long reached(int number) {
    if (tip != null) {
      return tip.end();
    }
    Opening opening = opening(number);
    return opening == null ? -1 : opening.first;
  }

  /**
   * Forgets what was read, for the end of the line may have been repaired.
   *
   * @param checked where what was checked meanwhile ends
   */
  synchronized void forget(Marks.Mark checked) {
    close();
    this.checked = checked;
    tip = null;
    openings.clear();
    marks.forget();
    indexes.forget();
  }

  /** The last document of a segment that ends at or below the limit. */
  private @Nullable Document lastOf(int number, long limit) {
    try (Segment segment = new Segment(files.file(number), number)) {
      long found = -1;
      while (segment.advance() && segment.first() <= limit) {
        if (Document.isCommit(segment.kind()) && segment.end() <= limit) {
          found = segment.start();
        }
      }
      return found < 0 ? null : segment.documentAt(found);
    }
  }

  /**
   * The highest segment whose opening the predicate holds for; it holds for all before. One below
   * the lowest if for none.
   */
  private int search(Predicate<Opening> holds) {
    int low = files.lowest() - 1;
    int high = files.highest();
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      Opening opening = opening(middle);
      if (opening != null && holds.test(opening)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** What a segment begins with; null if nothing was written to it yet. */
  private @Nullable Opening opening(int number) {
    Opening known = openings.get(number);
    if (known != null || !files.exists(number)) {
      return known;
    }
    try (Segment segment = new Segment(files.file(number), number)) {
      if (!segment.advance()) {
        return null;
      }
      Document document = segment.document();
      if (document.kind() != Document.OPENING) {
        throw segment.corrupt("a segment must begin with its opening");
      }
      Opening opening = new Opening(document.first(), document.timeMicros());
      openings.put(number, opening);
      return opening;
    }
  }

  @Override
  public synchronized void close() {
    if (end != null) {
      end.close();
      end = null;
    }
    if (keys != null) {
      keys.close();
      keys = null;
    }
  }
}
