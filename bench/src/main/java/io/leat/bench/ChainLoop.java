package io.leat.bench;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * What {@link Chain} computes, as a loop over two queues: a root and each of its products takes 16
 * bytes, a key and a number, about as many as an event takes in our documents.
 */
final class ChainLoop implements AutoCloseable {
  private final SingleChronicleQueue roots;
  private final SingleChronicleQueue products;
  private final Bytes<?> buffer = Bytes.allocateElasticDirect(1 << 13);

  ChainLoop(Path folder) {
    roots = SingleChronicleQueueBuilder.binary(folder.resolve("roots")).build();
    products = SingleChronicleQueueBuilder.binary(folder.resolve("products")).build();
  }

  void append(int groups) {
    try (ExcerptAppender appender = roots.createAppender()) {
      for (int group = 0; group < groups; group++) {
        buffer.clear();
        for (int i = 0; i < Chain.GROUP; i++) {
          int number = group * Chain.GROUP + i;
          buffer.writeLong(number % Chain.KEYS).writeLong(number % 100);
        }
        appender.writeBytes(buffer);
      }
    }
  }

  /** Reads each group of roots and writes all their products as one document. */
  long run(int groups) {
    long[] sums = new long[Chain.KEYS];
    try (ExcerptTailer tailer = roots.createTailer();
        ExcerptAppender appender = products.createAppender()) {
      long start = System.nanoTime();
      for (int group = 0; group < groups; group++) {
        buffer.clear();
        try (DocumentContext document = tailer.readingDocument()) {
          Bytes<?> bytes = document.wire().bytes();
          while (bytes.readRemaining() > 0) {
            int key = (int) bytes.readLong();
            long scaled = 3 * bytes.readLong();
            sums[key] += scaled;
            long flag = sums[key] >= Chain.LIMIT ? 1 : 0;
            buffer.writeLong(key).writeLong(scaled);
            buffer.writeLong(key).writeLong(sums[key]);
            buffer.writeLong(key).writeLong(flag);
          }
        }
        appender.writeBytes(buffer);
      }
      return System.nanoTime() - start;
    }
  }

  @Override
  public void close() {
    buffer.releaseLast();
    roots.close();
    products.close();
  }
}
