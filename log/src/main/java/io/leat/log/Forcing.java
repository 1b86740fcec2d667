package io.leat.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Forces the segments of a folder to the disk, eldest first, and then records the end that is there
 * for certain. Thread-safe; {@link #follow} never waits for a force that is under way.
 *
 * <p>A failed force is final: the system reports a lost page once, and a force that is tried again
 * succeeds without it.
 */
final class Forcing implements AutoCloseable {

  /**
   * A segment with documents that may not be on the disk. It is open from before they are written,
   * so that what the system has to report of them is reported here.
   */
  private static final class Unforced {
    final int number;
    final FileChannel channel;

    /** Whether the folder's entry is on the disk. */
    boolean listed;

    Unforced(int number, FileChannel channel) {
      this.number = number;
      this.channel = channel;
    }
  }

  private final Path folder;
  private final SegmentFiles files;
  private final TailFile tail;
  private final Queue<Unforced> segments = new ConcurrentLinkedQueue<>();

  private @Nullable Tail recorded;
  private @Nullable LogException failure;

  Forcing(Path folder) {
    this.folder = folder;
    this.files = new SegmentFiles(folder);
    this.tail = new TailFile(folder);
  }

  /** Takes back what a clean stop recorded, for something is about to be written behind it. */
  void reopen() {
    tail.reopen();
  }

  /** From now on documents may be written to this segment, the highest. It must be there. */
  void follow(int segment) {
    Path file = files.file(segment);
    try {
      segments.add(new Unforced(segment, FileChannel.open(file, StandardOpenOption.READ)));
    } catch (IOException e) {
      throw Folder.failed("open", file, e);
    }
  }

  /** Returns when everything up to the end is on the disk, and recorded. */
  synchronized void force(Tail end) {
    if (failure != null) {
      throw failure;
    }
    if (recorded != null && !end.isBehind(recorded)) {
      return;
    }
    try {
      forceThrough(end.segment());
      tail.record(end, end.clean());
    } catch (LogException e) {
      failure = e;
      throw e;
    }
    recorded = end;
  }

  @Override
  public synchronized void close() {
    segments.forEach(this::close);
    segments.clear();
    tail.close();
  }

  private void forceThrough(int number) {
    for (Unforced segment = segments.peek();
        segment != null && segment.number <= number;
        segment = segments.peek()) {
      force(segment);
      if (segment.number == number) {
        break; // more may be written to it
      }
      segments.remove();
      close(segment);
    }
  }

  private void force(Unforced segment) {
    try {
      segment.channel.force(false);
    } catch (IOException e) {
      throw Folder.failed("force", files.file(segment.number), e);
    }
    if (!segment.listed) {
      Folder.force(folder);
      segment.listed = true;
    }
  }

  private void close(Unforced segment) {
    try {
      segment.channel.close();
    } catch (IOException e) {
      throw Folder.failed("close", files.file(segment.number), e);
    }
  }
}
