package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Takes disk space for a segment before it is needed: a write to a mapped page for which there is
 * none kills the writer, a write of zeros to the file says so. Used by the thread that writes;
 * {@link #ahead} works beside it.
 *
 * <p>Zeros go only behind the end of what was written. {@link #allocated} is raised after them, and
 * the writer stays below it, so whoever raises it is the only one who writes there.
 */
final class Space {
  /** Brings pages of a segment into the writer's memory, so that it does not wait for them. */
  interface Pages {

    /** Touches all pages from byte {@code from} (inclusive) to {@code to} (exclusive). */
    void touch(long from, long to);
  }

  private static final int PAGE = 4096;
  private static final int WINDOW_BYTES_MIN = 16 << 10;
  private static final int WINDOW_BYTES_MAX = 4 << 20;

  /** Long writes let the system hand out long runs of pages, which is what costs. */
  private static final int ZEROS_BYTES_MAX = 1 << 20;

  /** What Chronicle may put between two documents: a page of its index. */
  private static final int INDEX_BYTES = 40 << 10;

  private final Path folder;
  private final long floorBytes;

  /** How much is taken at once: the more, the more was written. Used by the writer. */
  private int windowBytes = WINDOW_BYTES_MIN;

  /** Below this the segment has its space. Raised with this object's monitor held. */
  private volatile long allocated;

  /** Whether space is being taken beside the writer, or about to be. */
  private volatile boolean underWay;

  /** Counts the segments, so that nothing is taken late for one that was left. Guarded by this. */
  private int segments;

  private ByteBuffer zeros = ByteBuffer.allocateDirect(WINDOW_BYTES_MIN);

  /**
   * Where space is taken.
   *
   * @param floorBytes what must stay free on the disk
   */
  Space(Path folder, long floorBytes) {
    this.folder = folder;
    this.floorBytes = floorBytes;
  }

  /**
   * True if a document of {@code length} bytes finds its space at {@code position} or a little
   * behind.
   */
  boolean covers(long position, int length) {
    return position + length + INDEX_BYTES <= allocated;
  }

  /**
   * Takes space for a document and some that follow.
   *
   * @param end where the documents of the segment end, exactly
   * @throws LogException.Unavailable if there is not enough; nothing was written
   */
  synchronized void take(Path segment, long end, int length) {
    if (covers(end, length)) {
      return; // what was under way has come to its end
    }
    checkFloor(folder, length, floorBytes);
    windowBytes = Math.min(2 * windowBytes, WINDOW_BYTES_MAX);
    long target = end + length + INDEX_BYTES + Math.min(windowBytes, ZEROS_BYTES_MAX);
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      for (long at = Math.max(allocated, end + PAGE - 1 & -PAGE); at < target; ) {
        at += fill(channel, at, target);
        allocated = at;
      }
    } catch (IOException e) {
      throw Folder.failed("take disk space for", segment, e);
    }
  }

  /** Whether it is time for {@link #ahead}: much was written, and half of the window is used up. */
  boolean runsLow(long position) {
    return position + WINDOW_BYTES_MAX / 2 > allocated
        && windowBytes == WINDOW_BYTES_MAX
        && !underWay;
  }

  /**
   * Takes the space for the next documents beside the writer, and brings its pages in.
   *
   * @param position where the writer is
   * @param pages may be used until {@link #begin}
   */
  void ahead(Executor executor, Path segment, long position, Pages pages) {
    underWay = true;
    int number = number();
    try {
      executor.execute(() -> takeAhead(segment, number, position + WINDOW_BYTES_MAX, pages));
    } catch (RejectedExecutionException e) {
      return; // it is shutting down; from now on the writer takes its space itself
    }
  }

  private synchronized int number() {
    return segments;
  }

  private void takeAhead(Path segment, int number, long target, Pages pages) {
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      while (extend(channel, number, target, pages)) {}
    } catch (IOException e) {
      return; // the writer will have to take it, and says what is wrong
    } finally {
      underWay = false;
    }
  }

  /** One piece, so that a writer that needs space now does not wait for all of it. */
  private synchronized boolean extend(FileChannel channel, int number, long target, Pages pages)
      throws IOException {
    long from = allocated;
    if (number != segments || from >= target || free(folder) - ZEROS_BYTES_MAX < floorBytes) {
      return false;
    }
    long to = from + fill(channel, from, target);
    pages.touch(from, to);
    allocated = to;
    return true;
  }

  /** Writes zeros from {@code from} on, at most up to {@code to}, and returns how many. */
  private int fill(FileChannel channel, long from, long to) throws IOException {
    int wanted = (int) Math.min(to - from, ZEROS_BYTES_MAX);
    if (zeros.capacity() < wanted) {
      zeros = ByteBuffer.allocateDirect(wanted);
    }
    return channel.write(zeros.clear().limit(wanted), from);
  }

  /**
   * The segment is left, and a new one begins, without space of its own. Nothing is taken for the
   * old one any more when this returns.
   */
  synchronized void begin() {
    segments++;
    allocated = 0;
  }

  /**
   * Looks whether {@code length} bytes may still be written.
   *
   * @throws LogException.Unavailable if the disk is below its floor
   */
  void checkFloor(int length) {
    checkFloor(folder, length, floorBytes);
  }

  /** The same for a folder that no segments lie in. */
  static void checkFloor(Path folder, long length, long floorBytes) {
    long free = free(folder);
    if (free - length < floorBytes) {
      throw new LogException.Unavailable(
          Message.of(
              "the disk of %s has %d bytes left, and %d must stay free; make room and try again",
              folder, free, floorBytes));
    }
  }

  private static long free(Path folder) {
    return folder.toFile().getUsableSpace(); // asks the system; needs no file descriptor
  }
}
