package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where a line goes on when it is opened for writing. After a clean stop: where that was.
 * Else everything behind the recorded end is verified; its good prefix is kept and sealed with an
 * end mark, what lies behind is set aside, and writing goes on in a new segment, for a file that
 * saw an unclean stop may hold pages that nobody wrote. So it does too if only what Chronicle keeps
 * in the segment for itself is damaged.
 *
 * <p>That what was kept is on the disk is left to the writer, who may write meanwhile, but not say
 * of anything behind it that it is on the disk: a loss of power before leaves another good prefix.
 *
 * <p>Damage before the recorded end is no matter of recovery: that is refused. The caller holds the
 * lock of the folder. A crash within leaves what the next recovery takes for the same good prefix:
 * what is set aside is gone for good before the end mark is written.
 */
final class Recovery {
  private static final int PIECE_BYTES = 1 << 20;

  /**
   * Where to go on.
   *
   * @param segment number of the segment
   * @param fresh true if the segment is still to be made
   * @param position where the next document goes in a segment that is there, bytes
   * @param recovered true if the stop before was not clean
   * @param checked where the documents end that the recovery checked, or knows to be on the disk
   * @param kept what the recovery kept; to be forced, by whatever thread, before anything that is
   *     written behind it
   */
  record Place(
      int segment,
      boolean fresh,
      long position,
      boolean recovered,
      Marks.Mark checked,
      Sink.Written kept) {

    /** Where nothing had to be recovered. */
    private Place(int segment, boolean fresh, long position) {
      this(segment, fresh, position, false, Marks.NONE, () -> {});
    }
  }

  private final Path folder;
  private final SegmentFiles files;
  private final @Nullable Tail tail;

  private int number;
  private boolean opened;
  private boolean ended;
  private long position;
  private long end;
  private int checksum;
  private boolean confirmed;
  private @Nullable String damage;

  private Recovery(Path folder, long base) {
    this.folder = folder;
    this.files = new SegmentFiles(folder);
    this.tail = Tail.read(folder);
    this.end = base;
  }

  /**
   * Makes the line ready for writing.
   *
   * @param base the first offset of the line
   * @throws LogException.Corrupt if something is not as it was written before the recorded end;
   *     nothing was changed
   */
  static Place run(Path folder, long base) {
    return new Recovery(folder, base).run();
  }

  private Place run() {
    int highest = files.highest();
    if (highest < 0 && tail == null) {
      return new Place(0, true, 0);
    }
    if (tail != null && tail.clean() && untouched(tail, highest)) {
      return new Place(tail.segment(), false, tail.position());
    }
    walk(tail == null ? 0 : tail.segment(), highest);
    if (tail != null && !confirmed) {
      throw new LogException.Corrupt(
          Message.of(
              "%s ends at offset %d, but events up to offset %d were recorded as on the disk; %s",
              folder, end, tail.end(), damage == null ? "the rest is gone" : damage));
    }
    takeBack();
    int keep = opened ? number : number - 1;
    setAsideBehind(keep, highest);
    if (opened && !ended) {
      seal();
    }
    Marks.Mark checked = opened ? new Marks.Mark(keep, position) : Marks.NONE;
    return new Place(keep + 1, true, 0, true, checked, () -> record(keep));
  }

  /** Takes back that the stop was clean: the writer may go on before what is kept is recorded. */
  private void takeBack() {
    if (tail != null && tail.clean()) {
      try (TailFile file = new TailFile(folder)) {
        file.reopen();
      }
    }
  }

  private void setAsideBehind(int keep, int highest) {
    for (int behind = highest; behind > keep; behind--) {
      if (files.exists(behind)) {
        files.setAside(behind);
      }
    }
    if (highest > keep) {
      Folder.force(folder);
    }
  }

  /** True if the line is exactly as the clean stop left it, and Chronicle will go on there. */
  private boolean untouched(Tail tail, int highest) {
    if (tail.segment() != highest) {
      return false;
    }
    try (Segment segment = new Segment(files.file(highest), highest)) {
      return segment.continuesAt(tail.position()) && QueueHeader.leadsTo(segment, tail.position());
    }
  }

  /**
   * Goes through the documents from a segment on, to the end or the first that is not as it was
   * written. Of a closed segment that is on the disk it looks at the headers alone, as a writer
   * that goes on after a clean stop looks at no segment but the last.
   */
  private void walk(int from, int highest) {
    boolean known = from == 0;
    for (number = from; number <= highest; number++) {
      opened = false;
      ended = false;
      position = 0;
      if (!files.exists(number)) {
        damage = files.file(number) + " is missing";
        return;
      }
      try (Segment segment = new Segment(files.file(number), number)) {
        boolean onDisk = isOnDisk(segment);
        while (segment.advance()) {
          confirm(segment.start() - 4);
          if (!onDisk) {
            segment.check();
          }
          if (!opened && !known) {
            end = segment.first();
            known = true;
          }
          if (segment.first() != end || opened == (segment.kind() == Document.OPENING)) {
            throw segment.corrupt(Message.of("expected offset %d, found %d", end, segment.first()));
          }
          opened = true;
          end = segment.end();
          checksum = segment.checksum();
          position = segment.position();
        }
        confirm(segment.position());
        ended = segment.ended();
        position = segment.position();
      } catch (LogException.Corrupt e) {
        damage = e.getMessage();
      }
      if (!ended || number == highest) {
        return;
      }
    }
  }

  /** True if all of a segment is recorded as on the disk: it is closed, and nothing is behind. */
  private boolean isOnDisk(Segment segment) {
    return tail != null && segment.number == tail.segment() && segment.endsAt(tail.position());
  }

  /**
   * The last document that ends at or before the recorded end must be the one that was recorded.
   *
   * @param next where the document behind {@link #position} begins, or the line ends
   */
  private void confirm(long next) {
    if (confirmed || tail == null || number != tail.segment() || next < tail.position()) {
      return;
    }
    confirmed = position <= tail.position() && end == tail.end() && checksum == tail.checksum();
    if (!confirmed) {
      throw new LogException.Corrupt(
          Message.of(
              "%s, byte %d: this is not the end that was recorded for offset %d",
              files.file(number), tail.position(), tail.end()));
    }
  }

  /**
   * Writes the end mark behind the good prefix. It is on the disk with that, by {@link #record}.
   */
  private void seal() {
    Path file = files.file(number);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer mark =
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, Segment.END);
      channel.write(mark, position);
    } catch (IOException e) {
      throw Folder.failed("seal", file, e);
    }
  }

  /**
   * Makes sure that what is kept is on the disk, end marks included. It is written once more for
   * that: where a force failed before, the system may take pages for written that are not.
   */
  private void record(int keep) {
    int first = tail == null ? 0 : tail.segment();
    long from = tail == null ? 0 : tail.position();
    for (int kept = first; kept <= keep; kept++) {
      rewrite(files.file(kept), kept == first ? from : 0, kept);
    }
    Folder.force(folder);
    if (keep >= 0 && opened) {
      try (TailFile file = new TailFile(folder)) {
        file.record(new Tail(0, end, keep, position, checksum, false), true);
      }
    }
  }

  private void rewrite(Path file, long from, int segment) {
    long to;
    try (Segment written = new Segment(file, segment)) {
      written.goTo(from);
      while (written.advance()) {}
      to = written.position() + 4;
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect(PIECE_BYTES);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      for (long at = from; at < to; ) {
        bytes.clear().limit((int) Math.min(bytes.capacity(), to - at));
        if (channel.read(bytes, at) < 0) {
          break;
        }
        bytes.flip();
        while (bytes.hasRemaining()) {
          at += channel.write(bytes, at);
        }
      }
      channel.force(true);
    } catch (IOException e) {
      throw Folder.failed("write once more", file, e);
    }
  }
}
