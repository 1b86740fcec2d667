package io.leat.log;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the commits of segment after segment. Owned by one thread. */
final class SegmentCursor implements Line.Cursor {
  private final SegmentFiles files;
  private final Predicate<Segment> start;
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
  }

  @Override
  public @Nullable Document next() {
    Segment at = segment;
    while (true) {
      if (at == null) {
        if (!files.exists(number)) {
          return null;
        }
        at = new Segment(files.file(number), number);
        segment = at;
      }
      if (!at.advance()) {
        if (!at.ended() || !follows()) {
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
      throw new LogException.Corrupt(files.file(number + 1) + ": the segment is missing");
    }
    return false;
  }

  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
