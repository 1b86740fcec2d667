package io.leat.log;

import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Writes documents to segment after segment of a folder. Made by the holder of the folder's lock;
 * gives that back when it is closed.
 */
final class SegmentSink implements Sink {
  private final SegmentFiles files;
  private final WriterLock lock;
  private final Chronicle chronicle;
  private final Forcing forcing;
  private final Closing closing;

  /** Forces what the recovery kept; nothing behind it is forced before that has ended. */
  private final FutureTask<?> kept;

  private final Space space;
  private final Bounds bounds;
  private final Executor executor;

  /** Whether the segment is still to be made, and whether anything was written in this run. */
  private boolean fresh;

  private boolean touched;

  /** Where the next document goes in the segment, and how much the documents there fill; bytes. */
  private long position;

  private long filled;

  /** The offset after the last document, and its checksum. */
  private long end;

  private int checksum;

  SegmentSink(
      Branch branch,
      Path folder,
      WriterLock lock,
      Recovery.Place place,
      Bounds bounds,
      Executor executor) {
    this.files = new SegmentFiles(folder);
    this.lock = lock;
    this.position = place.position();
    this.filled = place.position();
    this.fresh = place.fresh();
    this.bounds = bounds;
    this.executor = executor;
    this.space = new Space(folder, bounds.freeBytesMin());
    this.chronicle = new Chronicle(folder, place.segment(), place.fresh());
    this.closing = new Closing(executor, () -> lastLink(branch, place));
    this.forcing = forcing(folder, place);
    this.kept = new FutureTask<>(place.kept()::force, null);
    if (place.recovered()) {
      executor.execute(kept);
    }
  }

  /** What else has to be opened; the queue is closed if that fails. */
  private Forcing forcing(Path folder, Recovery.Place place) {
    try {
      Forcing opened = new Forcing(folder);
      if (!fresh) {
        opened.follow(place.segment());
      }
      return opened;
    } catch (RuntimeException e) {
      chronicle.close();
      throw e;
    }
  }

  @Override
  public void makeRoom(int length) {
    if (fresh || isFull(length)) {
      space.checkFloor(length);
    } else {
      takeSpace(length);
    }
  }

  @Override
  public void write(byte[] array, int length) {
    int segment = chronicle.segment();
    long before = position;
    if (kept.isDone()) {
      Closing.outcome(kept);
    }
    if (!touched) {
      forcing.reopen();
    }
    if (fresh) {
      open(array, link(segment));
      fresh = false;
    } else if (isFull(length)) {
      roll(array);
    }
    takeSpace(length);
    put(array, length);
    if (space.runsLow(position)) {
      space.ahead(executor, files.file(chronicle.segment()), position, chronicle.pages());
    }
    if (!touched) {
      touched = true;
      readBack(chronicle.segment() == segment ? before : 0, length);
    }
  }

  @Override
  public Written written() {
    if (!touched) {
      return this::forceKept;
    }
    Tail reached = reached(false);
    return () -> {
      forceKept();
      forcing.force(reached);
    };
  }

  @Override
  public void close(boolean clean) {
    try (lock;
        chronicle;
        forcing) {
      space.begin();
      kept.run();
      Closing.await(kept); // where it failed and nothing was written, the next recovery does it
      if (clean && touched) {
        Closing.outcome(kept);
        closing.await();
        forcing.force(reached(true));
      }
    }
  }

  private void forceKept() {
    kept.run(); // unless a thread has taken it
    Closing.outcome(kept);
  }

  private boolean isFull(int length) {
    return filled + length > bounds.segmentBytesMax();
  }

  private void takeSpace(int length) {
    if (!space.covers(position, length)) {
      space.take(files.file(chronicle.segment()), position, length);
    }
  }

  private void put(byte[] array, int length) {
    try {
      position = chronicle.write(array, length);
    } catch (Exception | InternalError | AssertionError e) {
      throw failed(e);
    }
    filled += 4 + length + 3 & -4L;
    end =
        (long) Document.LONG.get(array, Document.FIRST_AT)
            + (int) Document.INT.get(array, Document.COUNT_AT);
    checksum = (int) Document.INT.get(array, 0);
  }

  /** Chronicle throws what it does not declare, too, and errors where something is damaged. */
  private LogException.Unavailable failed(Throwable e) {
    return new LogException.Unavailable(
        Message.of(
            "a write to segment %d of %s failed (%s); whether it is there is not known: open the"
                + " branch again, which looks",
            chronicle.segment(), files.folder(), e),
        e);
  }

  /** Goes on in the next segment, whose first commit is {@code next}. */
  private void roll(byte[] next) {
    int number = chronicle.segment() + 1;
    Links.Link link = link(number);
    Written closed = written();
    try {
      chronicle.roll(position);
    } catch (RuntimeException | InternalError e) {
      throw failed(e);
    }
    open(next, link);
    closing.close(() -> Links.upTo(number, link, files), closed::force);
  }

  private void open(byte[] next, Links.Link link) {
    byte[] opening = Opening.before(next, chronicle.segment(), link);
    space.begin();
    filled = 0;
    put(opening, opening.length);
    forcing.follow(chronicle.segment());
  }

  /** The end as it is now. */
  private Tail reached(boolean clean) {
    return new Tail(0, end, chronicle.segment(), position, checksum, clean);
  }

  /** The link for the opening of the next segment. */
  private Links.Link link(int segment) {
    return Links.upTo(segment - Links.LEFT_OUT_MAX, closing.link(), files);
  }

  /** The link that the last opening carries; nothing is hashed for it. */
  private Links.Link lastLink(Branch branch, Recovery.Place place) {
    Links.Link link = Links.none(branch);
    int last = place.fresh() ? place.segment() - 1 : place.segment();
    if (last >= 0) {
      try (Segment segment = new Segment(files.file(last), last)) {
        if (!segment.advance()) {
          throw segment.corrupt("the segment has no opening");
        }
        link = Opening.link(segment.document());
      }
    }
    return Retained.link(files.folder(), link);
  }

  /**
   * The first document must be where readers will look for it: what Chronicle keeps in an older
   * file may be damaged.
   */
  private void readBack(long from, int length) {
    Path file = files.file(chronicle.segment());
    try (Segment segment = new Segment(file, chronicle.segment())) {
      segment.goTo(from);
      int found = 0;
      while (segment.advance()) {
        found = segment.checksum();
      }
      if (found != checksum || segment.position() != position) {
        throw new LogException.Corrupt(
            Message.of(
                "%s: the %d bytes written up to offset %d are not where the segment ended; open"
                    + " the branch again, which goes on in a new segment",
                file, length, end));
      }
    }
  }
}
