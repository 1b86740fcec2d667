package io.leat.log;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * A segment file, walked from its beginning as Chronicle Queue lays it out: words of four bytes,
 * each followed by as many bytes as it says, each at the next multiple of four. Owned by one
 * thread; only reads.
 *
 * <p>Reading goes past Chronicle on purpose (decision 0102): whether a document is there must
 * follow from the document alone, not from indexes and positions beside it that nothing checks. A
 * word is written after the bytes it announces, so a reader beside the writer sees all of a
 * document or none.
 */
final class Segment implements AutoCloseable {
  private static final VarHandle WORD =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.LITTLE_ENDIAN).varHandle();

  private static final ValueLayout.OfLong NUMBER =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt COUNT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final int INCOMPLETE = 1 << 31;
  private static final int NOT_OURS = 1 << 30;
  private static final int LENGTH = NOT_OURS - 1;

  /** The word that ends a segment for good. */
  static final int END = INCOMPLETE | NOT_OURS;

  final int number;
  private final Path file;
  private Arena arena;
  private MemorySegment memory;
  private long position;
  private long start;

  /** Where {@link #check} looks at a document. */
  private byte[] checked = {};

  /** Opens a segment; it must be there. */
  Segment(Path file, int number) {
    this.file = file;
    this.number = number;
    this.arena = Arena.ofShared();
    this.memory = map();
  }

  /** Goes to the next document of ours. Returns false at the present end. */
  boolean advance() {
    while (true) {
      int word = word();
      if (word == 0 || (word & INCOMPLETE) != 0) {
        return false;
      }
      long next = position + 4 + (word & LENGTH);
      if (next > memory.byteSize() && !grow(next)) {
        throw corrupt(
            Message.of(
                "a document of %d bytes where the file has %d left",
                word & LENGTH, memory.byteSize() - position));
      }
      start = position + 4;
      position = next + 3 & -4L;
      if ((word & NOT_OURS) == 0) {
        return true;
      }
    }
  }

  /** True if nothing will ever follow. */
  boolean ended() {
    return word() == END;
  }

  /** True if nothing will ever follow at {@code place}, where a document would begin. */
  boolean endsAt(long place) {
    try {
      return place + 4 <= memory.byteSize() && (int) WORD.getAcquire(memory, place) == END;
    } catch (InternalError e) {
      throw unreadable(place, e);
    }
  }

  /** Goes to a place where a document begins. */
  void goTo(long place) {
    position = place;
    start = place;
  }

  /** True if no document of ours is at {@code place} or behind it, and one may be written there. */
  boolean continuesAt(long place) {
    goTo(place);
    return !advance() && !ended();
  }

  /** A copy of the first bytes of the file, or of fewer if it has fewer. */
  ByteBuffer beginning(int length) {
    MemorySegment bytes = memory.asSlice(0, Math.min(length, memory.byteSize()));
    try {
      return ByteBuffer.wrap(bytes.toArray(ValueLayout.JAVA_BYTE)).order(ByteOrder.LITTLE_ENDIAN);
    } catch (InternalError e) {
      throw unreadable(0, e);
    }
  }

  /**
   * True if the segment is closed at {@code endMark} and has these first and last documents, by
   * their checksums.
   */
  boolean endsWith(int firstChecksum, long lastStart, int lastChecksum, long endMark) {
    long before = position;
    goTo(0);
    boolean first = advance() && checksum() == firstChecksum;
    goTo(before);
    return first
        && lastStart >= start
        && lastStart + Document.HEADER <= endMark
        && endsAt(endMark)
        && memory.get(COUNT, lastStart) == lastChecksum;
  }

  /** Adds the bytes of the document that {@link #advance} went to. */
  void digest(MessageDigest digest) {
    try {
      digest.update(memory.asSlice(start, length(start)).asByteBuffer());
    } catch (InternalError e) {
      throw unreadable(start, e);
    }
  }

  /** Where the next document begins, bytes from the beginning of the file. */
  long position() {
    return position;
  }

  /** The document that {@link #advance} went to, checked. */
  Document document() {
    return documentAt(start);
  }

  /** The document whose first byte is at {@code place}, checked. */
  Document documentAt(long place) {
    try {
      return Document.checked(memory.asSlice(place, length(place)).toArray(ValueLayout.JAVA_BYTE));
    } catch (InternalError e) {
      throw unreadable(place, e);
    } catch (LogException.Corrupt e) {
      throw corrupt(place, e);
    }
  }

  /**
   * Checks the document that {@link #advance} went to, for those who do not need it. It is copied
   * for that all the same: only of a copy does a page that cannot be brought in show as an error.
   */
  void check() {
    int length = length(start);
    if (checked.length < length) {
      checked = new byte[Math.max(length, 2 * checked.length)];
    }
    try {
      MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, start, checked, 0, length);
      Document.check(checked, length);
    } catch (InternalError e) {
      throw unreadable(start, e);
    } catch (LogException.Corrupt e) {
      throw corrupt(start, e);
    }
  }

  private int length(long place) {
    return (int) WORD.get(memory, place - 4) & LENGTH;
  }

  private LogException.Corrupt corrupt(long place, LogException.Corrupt what) {
    return new LogException.Corrupt(Message.of("%s, byte %d: %s", file, place, what.getMessage()));
  }

  /**
   * Where the document that {@link #advance} went to begins, bytes from the beginning of the file.
   */
  long start() {
    return start;
  }

  /**
   * Kind of the document that {@link #advance} went to; like all that follow, by its header alone
   * and unchecked.
   */
  int kind() {
    if (position - start < Document.HEADER) {
      throw corrupt(Message.of("a document of %d bytes", position - start));
    }
    return memory.get(ValueLayout.JAVA_BYTE, start + Document.KIND_AT);
  }

  int checksum() {
    return memory.get(COUNT, start);
  }

  long first() {
    return memory.get(NUMBER, start + Document.FIRST_AT);
  }

  long end() {
    return first() + memory.get(COUNT, start + Document.COUNT_AT);
  }

  long timeMicros() {
    return memory.get(NUMBER, start + Document.TIME_AT);
  }

  @Override
  public void close() {
    arena.close();
  }

  /** Where the document that {@link #advance} went to lies. */
  String place() {
    return Message.of("%s, byte %d", file, start);
  }

  LogException.Corrupt corrupt(String what) {
    return new LogException.Corrupt(place() + ": " + what);
  }

  private int word() {
    if (position + 4 > memory.byteSize() && !grow(position + 4)) {
      if (position == 0) {
        return 0;
      }
      throw corrupt("the file was cut off here: it has " + memory.byteSize() + " bytes");
    }
    try {
      return (int) WORD.getAcquire(memory, position);
    } catch (InternalError e) {
      throw unreadable(position, e);
    }
  }

  /** A page that cannot be brought in shows as an error of the virtual machine. */
  private LogException.Corrupt unreadable(long place, InternalError e) {
    return new LogException.Corrupt(
        Message.of(
            "%s, byte %d: cannot be read (%s); was the file cut off, or does the disk fail?",
            file, place, e));
  }

  private boolean grow(long size) {
    MemorySegment before = memory;
    Arena old = arena;
    arena = Arena.ofShared();
    memory = map();
    old.close();
    return memory.byteSize() > before.byteSize() && memory.byteSize() >= size;
  }

  private MemorySegment map() {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
    } catch (IOException e) {
      throw Folder.failed("read", file, e);
    }
  }
}
