package io.leat.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Writes documents to segment after segment of a folder, forces the files it wrote to, and records
 * where the line ends. Made by the holder of the folder's lock; gives that back when it is closed.
 */
final class SegmentSink implements Sink {

  /** A segment with documents that may not be on the disk. */
  private record Unforced(int number, FileChannel channel) {}

  private final Path folder;
  private final SegmentFiles files;
  private final WriterLock lock;
  private final Chronicle chronicle;
  private final TailFile tail;
  private final Closing closing;
  private final Space space;
  private final Bounds bounds;

  /**
   * Oldest first; the last is the one written to. Guarded by itself, and so are the fields below
   * it.
   */
  private final List<Unforced> unforced = new ArrayList<>();

  private @Nullable Segment follower;
  private @Nullable Tail reached;
  private boolean folderForced;

  /**
   * The first force that failed: the system marks pages clean after that, so that a later one would
   * succeed without them.
   */
  private @Nullable LogException forceFailure;

  /** What follows belongs to the thread that writes. */
  private boolean fresh;

  private boolean touched;
  private boolean readBack;

  /** Where about the documents end in the last segment, and how much of it they fill; bytes. */
  private long position;

  private long filled;

  SegmentSink(
      Branch branch,
      Path folder,
      WriterLock lock,
      Recovery.Place place,
      Bounds bounds,
      Executor executor) {
    this.folder = folder;
    this.files = new SegmentFiles(folder);
    this.lock = lock;
    this.position = place.position();
    this.filled = place.position();
    this.fresh = place.fresh();
    this.bounds = bounds;
    this.space = new Space(folder, bounds.freeBytesMin());
    this.tail = new TailFile(folder);
    this.chronicle = new Chronicle(folder, place.segment());
    this.closing = new Closing(executor, () -> linkBefore(branch, place.segment()));
    if (!fresh) {
      follow(place.segment(), place.position());
    }
  }

  @Override
  public void makeRoom(int length) {
    if (fresh || isFull(length)) {
      space.checkFloor(length);
    } else {
      takeSpace(length);
    }
    if (!touched) {
      tail.reopen();
      touched = true;
    }
  }

  @Override
  public void write(byte[] array, int length) {
    if (fresh) {
      open(array, closing.link());
      fresh = false;
    } else if (isFull(length)) {
      roll(array);
    }
    takeSpace(length);
    put(array, length);
    position += 4 + length + 3 & -4L;
    filled += 4 + length + 3 & -4L;
    if (!readBack) {
      readBack(array, length);
      readBack = true;
    }
  }

  private boolean isFull(int length) {
    return filled + length > bounds.segmentBytesMax();
  }

  private void takeSpace(int length) {
    if (!space.covers(position, length)) {
      synchronized (unforced) {
        position = end();
      }
      space.take(files.file(chronicle.segment()), position, length);
    }
  }

  private void put(byte[] array, int length) {
    try {
      chronicle.write(array, length);
    } catch (RuntimeException | InternalError e) {
      throw new LogException.Unavailable(
          Message.of(
              "a write to segment %d of %s failed (%s); whether it is there is not known: open the"
                  + " branch again, which looks",
              chronicle.segment(), folder, e),
          e);
    }
  }

  @Override
  public void force() {
    synchronized (unforced) {
      if (!unforced.isEmpty()) {
        forceAll(false);
      }
    }
  }

  @Override
  public void close(boolean clean) {
    try (lock;
        chronicle;
        tail) {
      if (clean && touched) {
        closing.await();
        synchronized (unforced) {
          forceAll(true);
        }
      }
    } finally {
      synchronized (unforced) {
        unforced.forEach(segment -> close(segment.channel));
        unforced.clear();
        if (follower != null) {
          follower.close();
        }
      }
    }
  }

  /** Goes on in the next segment, whose first commit is {@code next}. */
  private void roll(byte[] next) {
    Links.Link link = closing.link();
    int closed = chronicle.segment();
    chronicle.roll();
    open(next, link);
    closing.close(
        () -> {
          synchronized (unforced) {
            forceThrough(closed);
          }
          return recorded(closed, link);
        });
  }

  /** The link over a closed segment too; it is on the disk, so the line goes on behind it. */
  private Links.Link recorded(int closed, Links.Link link) {
    MessageDigest digest = Links.start(link);
    try (Segment segment = new Segment(files.file(closed), closed)) {
      Tail end = null;
      while (segment.advance()) {
        segment.digest(digest);
        end = new Tail(0, segment.end(), closed, segment.position(), segment.checksum(), false);
      }
      if (end != null) {
        tail.advance(end);
      }
    }
    return new Links.Link(closed + 1, digest.digest());
  }

  private void open(byte[] next, Links.Link link) {
    byte[] opening = Opening.before(next, chronicle.segment(), link);
    space.begin();
    put(opening, opening.length);
    position = opening.length;
    filled = opening.length;
    follow(chronicle.segment(), 0);
  }

  /** The link over all segments before {@code segment}, from what the one before says on. */
  private Links.Link linkBefore(Branch branch, int segment) {
    Links.Link link = Links.none(branch);
    if (segment > 0) {
      try (Segment before = new Segment(files.file(segment - 1), segment - 1)) {
        if (!before.advance()) {
          throw before.corrupt("the segment has no opening");
        }
        link = Opening.link(before.document());
      }
    }
    while (link.segments() < segment) {
      link = Links.next(link, files);
    }
    return link;
  }

  /**
   * The first document must be where readers will look for it: what Chronicle keeps in an older
   * file may be damaged.
   */
  private void readBack(byte[] array, int length) {
    long first = (long) Document.LONG.get(array, Document.FIRST_AT);
    synchronized (unforced) {
      Tail reached = reached();
      if (reached == null || reached.checksum() != (int) Document.INT.get(array, 0)) {
        throw new LogException.Corrupt(
            Message.of(
                "%s: the %d bytes written for offset %d are not where the segment ended; open the"
                    + " branch again, which goes on in a new segment",
                files.file(chronicle.segment()), length, first));
      }
    }
  }

  private void follow(int number, long from) {
    Path file = files.file(number);
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      synchronized (unforced) {
        unforced.add(new Unforced(number, channel));
        folderForced = false;
        if (follower == null) {
          follower = new Segment(file, number);
          follower.goTo(from);
        }
      }
    } catch (IOException e) {
      throw Folder.failed("open", file, e);
    }
  }

  /** Forces everything that was written before this was called, and records the end of that. */
  private void forceAll(boolean clean) {
    Tail end = reached();
    forceThrough(Integer.MAX_VALUE);
    if (end != null) {
      tail.record(clean ? end.asClean(true) : end, clean);
    }
  }

  private void forceThrough(int number) {
    if (forceFailure != null) {
      throw new LogException.Unavailable(
          "an earlier force failed: " + forceFailure.getMessage(), forceFailure);
    }
    try {
      forceFiles(number);
    } catch (LogException e) {
      forceFailure = e;
      throw e;
    }
  }

  private void forceFiles(int number) {
    try {
      while (!unforced.isEmpty() && unforced.getFirst().number <= number) {
        unforced.getFirst().channel.force(false);
        if (unforced.size() == 1) {
          break;
        }
        close(unforced.removeFirst().channel);
      }
    } catch (IOException e) {
      throw Folder.failed("force the segments of", folder, e);
    }
    if (!folderForced) {
      Folder.force(folder);
      folderForced = true;
    }
  }

  /** Follows what was written in this run to its end; null if nothing was. */
  private @Nullable Tail reached() {
    Segment at = follower;
    while (at != null) {
      while (at.advance()) {
        reached = new Tail(0, at.end(), at.number, at.position(), at.checksum(), false);
      }
      if (!at.ended() || !files.exists(at.number + 1)) {
        break;
      }
      at.close();
      at = new Segment(files.file(at.number + 1), at.number + 1);
      follower = at;
    }
    return reached;
  }

  /** Where the documents written so far end in the last segment, bytes. */
  private long end() {
    reached();
    return Objects.requireNonNull(follower).position();
  }

  private void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw Folder.failed("close a segment of", folder, e);
    }
  }
}
