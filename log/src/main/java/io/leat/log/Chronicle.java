package io.leat.log;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.core.Jvm;
import net.openhft.chronicle.core.OS;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.Wire;
import net.openhft.chronicle.wire.Wires;

/**
 * A Chronicle Queue that is written to. Used by one thread at a time; its caller holds the lock of
 * the folder, so no other process writes.
 *
 * <p>What Chronicle keeps beside the segments (its lock, its listing) can be stale or damaged and
 * is needed by nobody else, so it is made anew each time, and lists the one segment that is gone on
 * in, or none: a lock left behind by a dead process cannot stop us, and no other segment is ever
 * opened, let alone repaired. What Chronicle keeps in that segment is for the caller to look at
 * before.
 */
final class Chronicle implements AutoCloseable {
  /**
   * A quarter of a block is the largest document. Files are sparse: a block costs addresses, not
   * memory or disk.
   */
  private static final long BLOCK_BYTES = 4L * Document.BYTES_MAX;

  /** Chronicle has one document of so many in its index. */
  private static final int INDEX_SPACING = RollCycles.DEFAULT.defaultIndexSpacing();

  private static final int BUFFER_BYTES = 64 << 10;
  private static final int BUFFER_BYTES_KEPT = 1 << 20;

  private static final int PAGE = 4096;

  private static final int DAY_MS = 86_400_000;

  /** Day 0 of the file names, which count days from 17 November 1858. */
  private static final long EPOCH_MS = -40_587L * DAY_MS;

  static {
    System.setProperty("chronicle.analytics.disable", "true");
    System.setProperty("chronicle.announcer.disable", "true");
    System.setProperty("chronicle.disk.monitor.disable", "true");
    System.setProperty("disable.perf.info", "true");
    Jvm.disableDebugHandler();
    Jvm.setExceptionHandlers(null, null, null, null);
  }

  private final SegmentNumber cycle;
  private final SingleChronicleQueue queue;
  private final ExcerptAppender appender;

  /** How many documents are to come before the next one that Chronicle puts into its index. */
  private int unindexed;

  private ByteBuffer buffer;
  private Bytes<ByteBuffer> bytes;

  /**
   * Opens the queue in {@code folder} to go on in segment {@code segment}.
   *
   * @param fresh true if that is still to be made
   * @throws LogException.Unavailable if it cannot be opened; nothing was written
   */
  Chronicle(Path folder, int segment, boolean fresh) {
    this.cycle = new SegmentNumber(segment);
    this.queue = open(folder, cycle);
    this.appender = appender(folder, queue, segment, fresh);
    if (!fresh) {
      checkPlace(folder, segment);
    }
    this.buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    this.bytes = Bytes.wrapForRead(buffer);
    bytes.singleThreadedCheckDisabled(true);
  }

  private static SingleChronicleQueue open(Path folder, RollCycle cycle) {
    try {
      Files.deleteIfExists(folder.resolve("metadata.cq4t"));
    } catch (IOException e) {
      throw Folder.failed("delete what Chronicle Queue keeps in", folder, e);
    }
    SingleChronicleQueue queue;
    try {
      queue =
          SingleChronicleQueueBuilder.binary(folder)
              .rollCycle(cycle)
              .epoch(EPOCH_MS)
              .blockSize(BLOCK_BYTES)
              .timeoutMS(1_000)
              .checkInterrupts(false)
              .forceDirectoryListingRefreshIntervalMs(Long.MAX_VALUE)
              .build();
    } catch (Exception | InternalError | AssertionError e) {
      throw refused(folder, e);
    }
    if (queue.metaStore().readOnly()) {
      queue.close();
      throw new LogException.Unavailable(
          Message.of(
              "Chronicle Queue cannot write to %s; is the JVM started with the flags of jvm.flags,"
                  + " and the folder writable?",
              folder));
    }
    return queue;
  }

  private static ExcerptAppender appender(
      Path folder, SingleChronicleQueue queue, int segment, boolean fresh) {
    try {
      list(queue, "listing.lowestCycle", fresh ? Integer.MAX_VALUE : segment);
      list(queue, "listing.highestCycle", fresh ? Integer.MIN_VALUE : segment);
      ExcerptAppender appender = queue.createAppender();
      appender.singleThreadedCheckDisabled(true);
      return appender;
    } catch (Exception | InternalError | AssertionError e) {
      queue.close();
      throw refused(folder, e);
    }
  }

  /** Puts a number into Chronicle's listing, which it goes by for as long as it is open. */
  private static void list(SingleChronicleQueue queue, String key, int number) {
    try (LongValue listed = queue.metaStore().acquireValueFor(key)) {
      listed.setValue(number);
    }
  }

  /** Chronicle passes over a segment that is not there, and says nothing. */
  private void checkPlace(Path folder, int segment) {
    if (appender.wire() == null || appender.cycle() != segment) {
      close();
      throw new LogException.Unavailable(
          Message.of(
              "Chronicle Queue does not find segment %d in %s; are there file descriptors left?",
              segment, folder));
    }
  }

  private static LogException.Unavailable refused(Path folder, Throwable e) {
    return new LogException.Unavailable(
        Message.of("Chronicle Queue cannot write to %s: %s", folder, e), e);
  }

  /**
   * Writes the first {@code length} bytes of the array as one document, all or nothing, and returns
   * where the next one goes, in bytes from the beginning of the segment.
   */
  long write(byte[] array, int length) {
    if (unindexed > 0) {
      unindexed--;
      put(array, length);
    } else {
      append(array, length);
      unindexed = INDEX_SPACING - 1 - (int) (appender.lastIndexAppended() % INDEX_SPACING);
    }
    return end();
  }

  /** By way of a buffer outside the heap: Chronicle copies from the heap word by word. */
  private void append(byte[] array, int length) {
    if (length > buffer.capacity()) {
      room(Math.max(length, Math.min(2 * length, BUFFER_BYTES_KEPT)));
    }
    buffer.clear().put(array, 0, length);
    bytes.readPositionRemaining(0, length);
    appender.writeBytes(bytes);
    if (buffer.capacity() > BUFFER_BYTES_KEPT) {
      room(BUFFER_BYTES);
    }
  }

  /**
   * What the appender does for a document that it does not index, without taking Chronicle's lock:
   * the bytes, then, in one step, the word before them.
   */
  private void put(byte[] array, int length) {
    Wire wire = wire();
    try {
      long word = wire.enterHeader(length);
      Bytes<?> segment = wire.bytes();
      OS.memory().copyMemory(array, 0, segment.addressForWrite(segment.writePosition()), length);
      segment.writeSkip(length);
      wire.updateHeader(word, false, 0);
    } catch (StreamCorruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Behind the last document, and behind a page of its index if Chronicle has put one there. */
  private long end() {
    Bytes<?> segment = wire().bytes();
    long end = segment.writePosition() + 3 & -4L;
    for (int word = segment.readVolatileInt(end); word != 0; word = segment.readVolatileInt(end)) {
      end = end + 4 + Wires.lengthOf(word) + 3 & -4L;
    }
    return end;
  }

  /** The pages of the present segment, until {@link #roll} or {@link #close}; for any thread. */
  Space.Pages pages() {
    long address = wire().bytes().addressForRead(0);
    return (from, to) -> {
      for (long at = from + PAGE - 1 & -PAGE; at < to; at += PAGE) {
        var _ = OS.memory().compareAndSwapInt(address + at, 0, 0); // writes what is there: nothing
      }
    };
  }

  private Wire wire() {
    return Objects.requireNonNull(appender.wire());
  }

  private void room(int capacity) {
    buffer = ByteBuffer.allocateDirect(capacity);
    bytes = Bytes.wrapForRead(buffer);
    bytes.singleThreadedCheckDisabled(true);
  }

  /**
   * Puts the end mark at {@code position}, behind the last document of this segment. What is
   * written from now on goes to the next one, which is not there before: Chronicle would make it
   * also where it could not mark the end.
   */
  void roll(long position) {
    if (!wire().bytes().compareAndSwapInt(position, 0, Segment.END)) {
      throw new IllegalStateException(
          Message.of("segment %d goes on behind its end, byte %d", cycle.current, position));
    }
    cycle.next();
    unindexed = 0;
  }

  int segment() {
    return cycle.current;
  }

  @Override
  public void close() {
    appender.close();
    queue.close();
  }

  /** Segments are cycles that end when we say so, not when the clock does. */
  private static final class SegmentNumber implements RollCycle {
    private static final RollCycle LIKE = RollCycles.DEFAULT;
    volatile int current;

    SegmentNumber(int current) {
      this.current = current;
    }

    /** Called by the one thread that writes. */
    void next() {
      int now = current;
      current = now + 1;
    }

    @Override
    public String format() {
      return "ggggggggg";
    }

    @Override
    public int lengthInMillis() {
      return DAY_MS;
    }

    @Override
    public int defaultIndexCount() {
      return LIKE.defaultIndexCount();
    }

    @Override
    public int defaultIndexSpacing() {
      return LIKE.defaultIndexSpacing();
    }

    @Override
    public int current(TimeProvider time, long epoch) {
      return current;
    }

    @Override
    public long toIndex(int cycle, long sequenceNumber) {
      return LIKE.toIndex(cycle, sequenceNumber);
    }

    @Override
    public long toSequenceNumber(long index) {
      return LIKE.toSequenceNumber(index);
    }

    @Override
    public int toCycle(long index) {
      return LIKE.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle() {
      return LIKE.maxMessagesPerCycle();
    }
  }
}
