package io.leat.log;

import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A line whose documents lie in the segment files of a folder. Thread-safe. */
final class SegmentLine implements Line, AutoCloseable {

  /** What a segment begins with. */
  private record Opening(long first, long timeMicros) {}

  private final SegmentFiles files;
  private final ConcurrentHashMap<Integer, Opening> openings = new ConcurrentHashMap<>();

  /** Follows the end of the line. Guarded by this. */
  private @Nullable SegmentCursor end;

  private @Nullable Document tip;

  SegmentLine(Path folder) {
    this.files = new SegmentFiles(folder);
  }

  @Override
  public @Nullable Document last(long limit) {
    Document last = tip();
    if (last == null || last.end() <= limit) {
      return last;
    }
    for (int number = search(opening -> opening.first <= limit); number >= 0; number--) {
      Document found = lastOf(number, limit);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Override
  public Cursor from(long offset) {
    return new SegmentCursor(
        files,
        Math.max(0, search(opening -> opening.first <= offset)),
        segment -> segment.end() > offset || segment.first() >= offset);
  }

  @Override
  public Cursor since(long timeMicros) {
    return new SegmentCursor(
        files,
        Math.max(0, search(opening -> opening.timeMicros < timeMicros)),
        segment -> segment.timeMicros() >= timeMicros);
  }

  /** Where the line ends, and the last document; looks at nothing twice. */
  private synchronized @Nullable Document tip() {
    SegmentCursor cursor = end;
    Tail recorded = null;
    if (cursor == null) {
      recorded = Tail.read(files.folder());
      int number = search(opening -> true);
      for (int before = number; before >= 0 && tip == null; before--) {
        tip = lastOf(before, Long.MAX_VALUE);
      }
      cursor = new SegmentCursor(files, Math.max(0, number), segment -> true);
      end = cursor;
    }
    for (Document next = cursor.next(); next != null; next = cursor.next()) {
      tip = next;
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

  /** Forgets what was read, for the end of the line may have been repaired. */
  synchronized void forget() {
    close();
    tip = null;
    openings.clear();
  }

  /** The last document of a segment that ends at or below the limit. */
  private @Nullable Document lastOf(int number, long limit) {
    try (Segment segment = new Segment(files.file(number), number)) {
      long found = -1;
      while (segment.advance() && segment.first() <= limit) {
        if (segment.kind() == Document.COMMIT && segment.end() <= limit) {
          found = segment.start();
        }
      }
      return found < 0 ? null : segment.documentAt(found);
    }
  }

  /**
   * The highest segment whose opening the predicate holds for; it holds for all before. -1 if for
   * none.
   */
  private int search(Predicate<Opening> holds) {
    int low = -1;
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
  }
}
