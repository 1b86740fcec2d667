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
        at = files.open(number);
        if (at == null) {
          return null;
        }
        segment = at;
      }
      if (!at.advance()) {
        if (!files.goesOn(at, highest)) {
          return null;
        }
        close();
        at = null;
        number++;
      } else if (started || (Document.isCommit(at.kind()) && start.test(at))) {
        started = true;
        Document document = at.document();
        if (Document.isCommit(document.kind())) {
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

  @Override
  public void close() {
    if (segment != null) {
      segment.close();
      segment = null;
    }
  }
}
