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
  private long number;

  /** Opens the file for a writer, which goes on counting from the last record. */
  TailFile(Path folder) {
    Tail last = Tail.read(folder);
    this.folder = folder;
    this.number = last == null ? 0 : last.number();
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
    write(end.numbered(number + 1), durable);
  }

  /** Records the same end again, but not as that of a clean stop. */
  synchronized void reopen() {
    Tail last = Tail.read(folder);
    if (last != null && last.clean()) {
      write(last.numbered(number + 1).asClean(false), true);
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

  private void write(Tail tail, boolean durable) {
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
