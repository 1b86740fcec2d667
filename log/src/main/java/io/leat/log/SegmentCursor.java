package io.leat.log;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the commits of segment after segment. Owned by one thread. */
final class SegmentCursor implements Line.Cursor {
  private final SegmentFiles files;
  private final Predicate<Segment> start;
  private final int highest;
  private boolean started;
  private int number;
  private @Nullable Segment segment;

  /**
   * Goes to the first commit of segment {@code number} or one behind it for which {@code start}
   * holds.
   */
  SegmentCursor(SegmentFiles files, int number, Predicate<Segment> start) {
    this.files = files;
    this.number = number;
    this.start = start;
    this.highest = files.highest();
  }

  @Override
  public @Nullable Document next() {
    Segment at = segment;
    while (true) {
      if (at == null) {
        if (!files.exists(number)) {
          if (files.highest() > number) {
            throw missing(number);
          }
          return null;
        }
        at = new Segment(files.file(number), number);
        segment = at;
      }
      if (!at.advance()) {
        if (!at.ended()) {
          checkEnd(at);
          return null;
        }
        if (!follows()) {
          return null;
        }
        close();
        at = null;
        number++;
      } else if (started || (at.kind() == Document.COMMIT && start.test(at))) {
        started = true;
        Document document = at.document();
        if (document.kind() == Document.COMMIT) {
          return document;
        }
      }
    }
  }

  /** The segment that {@link #next} looked at last. */
  int number() {
    return number;
  }

  /** Where it is in that segment, bytes. */
  long position() {
    return segment == null ? 0 : segment.position();
  }

  @Override
  public String place() {
    return segment == null ? files.folder().toString() : segment.place();
  }

  /** True if the next segment is there. */
  private boolean follows() {
    if (files.exists(number + 1)) {
      return true;
    }
    if (files.highest() > number) {
      throw missing(number + 1);
    }
    return false;
  }

  /**
   * A segment that others follow ends with an end mark. Only behind the recorded end may that be
   * otherwise, until a writer looks.
   */
  private void checkEnd(Segment at) {
    if (number >= highest) {
      return;
    }
    Tail tail = Tail.read(files.folder());
    if (tail != null && tail.segment() > number) {
      throw new LogException.Corrupt(
          Message.of(
              "%s, byte %d: the segment ends here without an end mark, but segments up to %d were"
                  + " recorded as on the disk",
              files.file(number), at.position(), tail.segment()));
    }
  }

  private LogException.Corrupt missing(int segment) {
    return new LogException.Corrupt(files.file(segment) + ": the segment is missing");
  }

  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
