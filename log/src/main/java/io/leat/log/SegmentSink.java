package io.leat.log;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Writes documents to segment after segment of a folder, and forces the files it wrote to. */
final class SegmentSink implements Sink {
  /** More segments than this never wait for a force. */
  static final int UNFORCED_MAX = 4;

  private final Path folder;
  private final SegmentFiles files;
  private final WriterLock lock;
  private final Chronicle chronicle;
  private final long segmentBytesMax;

  /**
   * Segments with documents that may not be on the disk, oldest first; the last is the one written
   * to. Guarded by itself.
   */
  private final List<FileChannel> unforced = new ArrayList<>();

  private boolean folderForced;
  private long position;

  /**
   * @param segment the last segment; -1 if there is none
   * @param position where it ends, bytes
   */
  SegmentSink(Path folder, WriterLock lock, int segment, long position, long segmentBytesMax) {
    this.folder = folder;
    this.files = new SegmentFiles(folder);
    this.lock = lock;
    this.position = position;
    this.segmentBytesMax = segmentBytesMax;
    this.chronicle = new Chronicle(folder, Math.max(0, segment));
    if (segment >= 0) {
      follow();
    }
  }

  @Override
  public void write(byte[] array, int length) {
    if (position == 0) {
      open(array);
    } else if (position + length > segmentBytesMax) {
      chronicle.roll();
      open(array);
    }
    chronicle.write(array, length);
    position += 4 + length + 3 & -4L;
  }

  @Override
  public void force() {
    synchronized (unforced) {
      forceAll();
    }
  }

  @Override
  public void close(boolean clean) {
    try (lock;
        chronicle) {
      synchronized (unforced) {
        if (clean) {
          forceAll();
        }
        for (FileChannel channel : unforced) {
          close(channel);
        }
        unforced.clear();
      }
    }
  }

  /** Begins the present segment; its first document is to be {@code next}. */
  private void open(byte[] next) {
    byte[] opening = new byte[Document.HEADER];
    Document.seal(
        opening,
        opening.length,
        Document.OPENING,
        Document.HEADER,
        0,
        (long) Document.LONG.get(next, Document.FIRST_AT),
        (long) Document.LONG.get(next, Document.TIME_AT),
        (int) Document.INT.get(next, Document.RUN_AT),
        (long) Document.LONG.get(next, Document.SETTLED_AT));
    chronicle.write(opening, opening.length);
    position = opening.length;
    synchronized (unforced) {
      if (unforced.size() == UNFORCED_MAX) {
        forceAll();
      }
      folderForced = false;
    }
    follow();
  }

  private void follow() {
    Path file = files.file(chronicle.segment());
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
      synchronized (unforced) {
        unforced.add(channel);
      }
    } catch (IOException e) {
      throw Folder.failed("open", file, e);
    }
  }

  private void forceAll() {
    try {
      while (!unforced.isEmpty()) {
        unforced.getFirst().force(false);
        if (unforced.size() == 1) {
          break;
        }
        close(unforced.removeFirst());
      }
    } catch (IOException e) {
      throw Folder.failed("force the segments of", folder, e);
    }
    if (!folderForced) {
      Folder.force(folder);
      folderForced = true;
    }
  }

  private void close(FileChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw Folder.failed("close a segment of", folder, e);
    }
  }
}
