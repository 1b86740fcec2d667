package io.leat.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle Queue as its own manual would have it used for speed: a buffer outside the heap that is
 * filled again and again, and its own settings. No checksum, no names, no offsets, no chain, and
 * nothing against a full disk.
 */
final class BareQueue implements AutoCloseable {
  private final Path folder;
  private final SingleChronicleQueue queue;
  private final Bytes<?> buffer = Bytes.allocateElasticDirect(1 << 16);

  BareQueue(Path folder) {
    this.folder = folder;
    this.queue = SingleChronicleQueueBuilder.binary(folder).build();
  }

  /**
   * Writes {@code documents} documents, each made of {@code group} times the value.
   *
   * @return nanoseconds
   */
  long write(byte[] value, int group, int documents) {
    try (ExcerptAppender appender = queue.createAppender()) {
      long start = Stopwatch.nanos();
      for (int document = 0; document < documents; document++) {
        buffer.clear();
        for (int i = 0; i < group; i++) {
          buffer.write(value);
        }
        appender.writeBytes(buffer);
      }
      return Stopwatch.nanos() - start;
    }
  }

  /**
   * Reads everything, value by value, into an array.
   *
   * @param check what must have been read: the sum of the first bytes of all values
   * @return nanoseconds
   */
  long read(int valueBytes, long check) {
    byte[] value = new byte[valueBytes];
    try (ExcerptTailer tailer = queue.createTailer()) {
      long sum = 0;
      long start = Stopwatch.nanos();
      while (true) {
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            break;
          }
          Bytes<?> bytes = document.wire().bytes();
          while (bytes.readRemaining() > 0) {
            bytes.read(value);
            sum += value[0];
          }
        }
      }
      long nanos = Stopwatch.nanos() - start;
      Check.same(check, sum);
      return nanos;
    }
  }

  /**
   * Goes to {@code seeks} places below {@code end} and reads what is there.
   *
   * @return nanoseconds
   */
  long seek(int end, int seeks) {
    SplittableRandom random = new SplittableRandom(1);
    long start = Stopwatch.nanos();
    for (int seek = 0; seek < seeks; seek++) {
      long sequence = random.nextInt(end);
      try (ExcerptTailer tailer = queue.createTailer()) {
        long first = queue.firstIndex();
        if (!tailer.moveToIndex(first + sequence)) {
          throw new IllegalStateException("nothing at " + sequence);
        }
        try (DocumentContext document = tailer.readingDocument()) {
          Check.same(first + sequence, document.index());
        }
      }
    }
    return Stopwatch.nanos() - start;
  }

  /** Appends single values that are on the disk before the call returns. */
  Forced forced(byte[] value) throws IOException {
    ExcerptAppender appender = queue.createAppender();
    appender.singleThreadedCheckDisabled(true);
    buffer.singleThreadedCheckDisabled(true);
    appender.writeBytes(buffer.clear().write(value));
    try (Stream<Path> files = Files.list(folder)) {
      Path file = files.filter(path -> path.toString().endsWith(".cq4")).findFirst().orElseThrow();
      return new Forced(appender, buffer, value, FileChannel.open(file, StandardOpenOption.WRITE));
    }
  }

  /** An appender that many threads share, and its file. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Forced(ExcerptAppender appender, Bytes<?> buffer, byte[] value, FileChannel file)
      implements AutoCloseable {

    void append() {
      synchronized (this) {
        appender.writeBytes(buffer.clear().write(value));
      }
      try {
        file.force(false);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      appender.close();
      file.close();
    }
  }

  @Override
  public void close() {
    buffer.releaseLast();
    queue.close();
  }
}
