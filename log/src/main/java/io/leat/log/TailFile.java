package io.leat.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Records where a line ends. Thread-safe. */
final class TailFile implements AutoCloseable {
  private final Path folder;
  private final FileChannel channel;

  /** Of the last record; -1 before the first of ours, for until then a recovery may make one. */
  private long number = -1;

  /** Opens the file for a writer, which goes on counting from the last record. */
  TailFile(Path folder) {
    this.folder = folder;
    try {
      this.channel =
          FileChannel.open(
              folder.resolve(Tail.FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw Folder.failed("open the tail of", folder, e);
    }
  }

  /**
   * Records an end under the next number; everything before it is on the disk.
   *
   * @param durable waits until the record itself is on the disk; else it is there with the next
   *     that waits, and after the death of the process
   */
  synchronized void record(Tail end, boolean durable) {
    write(end, durable);
  }

  /** Records the same end again, but not as that of a clean stop. */
  synchronized void reopen() {
    Tail last = Tail.read(folder);
    if (last != null && last.clean()) {
      write(last.asClean(false), true);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw Folder.failed("close the tail of", folder, e);
    }
  }

  private void write(Tail end, boolean durable) {
    if (number < 0) {
      Tail last = Tail.read(folder);
      number = last == null ? 0 : last.number();
    }
    Tail tail = end.numbered(number + 1);
    try {
      ByteBuffer bytes = tail.encode();
      while (bytes.hasRemaining()) {
        channel.write(bytes, tail.place() + bytes.position());
      }
      if (durable) {
        channel.force(true);
      }
      number = tail.number();
    } catch (IOException e) {
      throw Folder.failed("record the tail of", folder, e);
    }
  }
}
