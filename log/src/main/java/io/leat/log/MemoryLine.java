package io.leat.log;

import java.util.Arrays;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A line whose documents lie on the heap, encoded. One writer, many readers. */
final class MemoryLine implements Line {
  private byte[][] documents = new byte[16][];

  /** Written after {@link #documents}, read before it. */
  private volatile int count;

  private volatile int forced;

  /** Counts the writers that ever opened the line. */
  long run;

  /** The one that writes now. Guarded by this line. */
  @Nullable Sink holder;

  void append(byte[] array, int length) {
    int place = count;
    if (place == documents.length) {
      documents = Arrays.copyOf(documents, place * 2);
    }
    documents[place] = Arrays.copyOf(array, length);
    count = place + 1;
  }

  void force() {
    forced = count;
  }

  int unforced() {
    return count - forced;
  }

  void crash(int survivors) {
    count = forced + survivors;
    forced = count;
    holder = null;
  }

  @Override
  public @Nullable Document last(long limit) {
    int next = search(index -> document(index).end() > limit);
    return next == 0 ? null : document(next - 1);
  }

  @Override
  public Cursor from(long offset) {
    return new MemoryCursor(
        search(
            index -> {
              Document document = document(index);
              return document.end() > offset || document.first() >= offset;
            }));
  }

  @Override
  public Cursor since(long timeMicros) {
    return new MemoryCursor(search(index -> document(index).timeMicros() >= timeMicros));
  }

  private Document document(long index) {
    return Document.checked(documents[(int) index]);
  }

  /**
   * The first index at which the predicate holds; it holds from there on. The number of documents
   * if nowhere.
   */
  private int search(LongPredicate holds) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (holds.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private final class MemoryCursor implements Cursor {
    private int next;

    MemoryCursor(int next) {
      this.next = next;
    }

    @Override
    public @Nullable Document next() {
      return next < count ? document(next++) : null;
    }

    @Override
    public String place() {
      return "document " + (next - 1);
    }

    @Override
    public void close() {}
  }
}
