package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a line's closed segments. Each is made when it is first asked for and kept in a
 * file if that is allowed; whatever is wrong with such a file, it is made anew. Thread-safe.
 */
final class IndexFiles {
  private final SegmentFiles segments;
  private final Path folder;
  private final ConcurrentHashMap<Integer, SegmentIndex> known = new ConcurrentHashMap<>();

  /**
   * @param folder where the indexes are kept; need not be there
   */
  IndexFiles(SegmentFiles segments, Path folder) {
    this.segments = segments;
    this.folder = folder;
  }

  /**
   * The index of a segment; null if the segment is not closed, or if the index would have to be
   * made and could not be kept: then it is better to read the segment for what is sought.
   */
  @Nullable SegmentIndex of(int number) {
    SegmentIndex index = known.get(number);
    if (index != null || !segments.exists(number) || !segments.exists(number + 1)) {
      return index;
    }
    try (Segment segment = new Segment(segments.file(number), number)) {
      index = kept(segment);
      if (index == null && mayKeep()) {
        ByteBuffer bytes = SegmentIndexing.of(segment);
        if (bytes == null) {
          return null;
        }
        index = SegmentIndex.of(bytes, segment);
        keep(number, bytes);
      }
    }
    if (index != null) {
      known.put(number, index);
    }
    return index;
  }

  /** Forgets what was read, for segments may have been repaired. */
  void forget() {
    known.clear();
  }

  private @Nullable SegmentIndex kept(Segment segment) {
    try (FileChannel channel = FileChannel.open(file(segment.number), StandardOpenOption.READ)) {
      return SegmentIndex.of(
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()), segment);
    } catch (IOException | InternalError e) {
      return null;
    }
  }

  /** Who may not write here makes the index again the next time: nothing depends on the file. */
  private void keep(int number, ByteBuffer bytes) {
    Path fresh = null;
    try {
      Folder.make(folder);
      fresh = Files.createTempFile(folder, "", ".new");
      try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
        ByteBuffer rest = bytes.duplicate();
        while (rest.hasRemaining()) {
          channel.write(rest);
        }
      }
      Files.move(fresh, file(number), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | LogException.Unavailable e) {
      discard(fresh);
    }
  }

  private boolean mayKeep() {
    Path at = folder;
    while (at != null && !Files.exists(at)) {
      at = at.getParent();
    }
    return at != null && Files.isWritable(at);
  }

  private static void discard(@Nullable Path fresh) {
    try {
      if (fresh != null) {
        Files.deleteIfExists(fresh);
      }
    } catch (IOException e) {
      return;
    }
  }

  private Path file(int number) {
    return folder.resolve(String.format(Locale.ROOT, "%09d.index", number));
  }
}
