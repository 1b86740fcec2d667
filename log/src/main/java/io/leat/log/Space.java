package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Takes disk space for a segment before it is needed: a write to a mapped page for which there is
 * none kills the writer, a write of zeros to the file says so. Owned by the thread that writes.
 *
 * <p>Zeros go only behind the end of what was written, where nobody writes but the owner.
 */
final class Space {
  private static final int PAGE = 4096;
  private static final int WINDOW_BYTES_MIN = 16 << 10;
  private static final int WINDOW_BYTES_MAX = 4 << 20;

  /** Long writes let the system hand out long runs of pages, which is what costs. */
  private static final int ZEROS_BYTES_MAX = 1 << 20;

  /** What Chronicle may put between two documents: a page of its index. */
  private static final int INDEX_BYTES = 40 << 10;

  private final Path folder;
  private final long floorBytes;
  private ByteBuffer zeros = ByteBuffer.allocateDirect(WINDOW_BYTES_MIN);
  private long allocated;

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
  void take(Path segment, long end, int length) {
    checkFloor(folder, length, floorBytes);
    long window = Math.clamp(end, WINDOW_BYTES_MIN, WINDOW_BYTES_MAX);
    long target = end + length + INDEX_BYTES + window;
    if (zeros.capacity() < Math.min(window, ZEROS_BYTES_MAX)) {
      zeros = ByteBuffer.allocateDirect((int) Math.min(window, ZEROS_BYTES_MAX));
    }
    try (FileChannel channel = FileChannel.open(segment, StandardOpenOption.WRITE)) {
      for (long at = Math.max(allocated, end + PAGE - 1 & -PAGE); at < target; ) {
        zeros.clear().limit((int) Math.min(zeros.capacity(), target - at));
        at += channel.write(zeros, at);
        allocated = at;
      }
    } catch (IOException e) {
      throw Folder.failed("take disk space for", segment, e);
    }
  }

  /** A new segment begins, without space of its own. */
  void begin() {
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
    long free = folder.toFile().getUsableSpace(); // asks the system; needs no file descriptor
    if (free - length < floorBytes) {
      throw new LogException.Unavailable(
          Message.of(
              "the disk of %s has %d bytes left, and %d must stay free; make room and try again",
              folder, free, floorBytes));
    }
  }
}
