package io.leat.log;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Goes through the commits of segment after segment. Owned by one thread. */
final class SegmentCursor implements Line.Cursor {
  private final SegmentFiles files;
  private final Marks marks;
  private final Predicate<Segment> start;
  private final int highest;
  private boolean started;
  private int number;
  private @Nullable Segment segment;

  /** Where to begin in the segment that is opened next. */
  private long place;

  /** From this place of the segment on a mark is due. */
  private long markAt;

  /** Commits that end at or below this offset are passed over; 0 if none is. */
  private long passed;

  /**
   * Goes to the first commit of segment {@code number} or one behind it for which {@code start}
   * holds, and leaves marks on the way.
   */
  SegmentCursor(SegmentFiles files, Marks marks, int number, Predicate<Segment> start) {
    this(files, marks, new Marks.Mark(number, 0), start);
  }

  /** As above, from a place on. */
  SegmentCursor(SegmentFiles files, Marks marks, Marks.Mark from, Predicate<Segment> start) {
    this.files = files;
    this.marks = marks;
    this.number = from.segment();
    this.start = start;
    this.highest = files.highest();
    this.place = from.place();
  }

  @Override
  public @Nullable Document next() {
    for (Segment at = here(); at != null; at = behind(at)) {
      while (at.advance()) {
        mark(at);
        started = started || (Document.isCommit(at.kind()) && start.test(at));
        Document document = started && !passes(at) ? at.document() : null;
        if (document != null && Document.isCommit(document.kind())) {
          return document;
        }
      }
    }
    return null;
  }

  /**
   * Goes on to the present end and checks all documents on the way. Returns the last commit of
   * them; null if there was none.
   *
   * @param checked where documents end that were checked before, and are not again
   */
  @Nullable Document last(Marks.Mark checked) {
    Document last = null;
    for (Segment at = here(); at != null; at = behind(at)) {
      long found = -1;
      while (at.advance()) {
        mark(at);
        if (at.number != checked.segment() || at.start() > checked.place()) {
          at.check();
        }
        if (Document.isCommit(at.kind())) {
          found = at.start();
        }
      }
      last = found < 0 ? last : at.documentAt(found);
    }
    return last;
  }

  /** The segment to go on in; null if it is not there yet. */
  private @Nullable Segment here() {
    Segment at = segment;
    if (at == null) {
      at = files.open(number);
      if (at != null) {
        segment = at;
        at.goTo(place);
      }
    }
    return at;
  }

  /** The segment behind one that was read to its present end; null if none is there yet. */
  private @Nullable Segment behind(Segment at) {
    if (!files.goesOn(at, highest)) {
      return null;
    }
    close();
    number++;
    place = 0;
    markAt = 0;
    return here();
  }

  private boolean passes(Segment at) {
    if (passed > 0 && at.end() > passed) {
      passed = 0;
    }
    return passed > 0 && Document.isCommit(at.kind());
  }

  @Override
  public void skipTo(long offset) {
    passed = offset;
  }

  private void mark(Segment at) {
    if (at.start() >= markAt && Document.isCommit(at.kind())) {
      marks.note(at);
      markAt = at.start() + Marks.DISTANCE_BYTES;
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
