package io.leat.log;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** A line whose documents lie on the heap, encoded. One writer, many readers. */
final class MemoryLine implements Line {
  private byte[][] documents = new byte[16][];

  /** Written after {@link #documents}, read before it. */
  private volatile int count;

  private volatile int forced;

  /** What lies before was given up. */
  private volatile int lowest;

  /** By topic and id, those of the first {@link #keyed} documents. Guards itself and that. */
  private final Map<List<String>, Document> keys = new HashMap<>();

  private int keyed;

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

  /** A line of the documents that lie below an offset, and the one in which it lies. */
  MemoryLine below(long limit) {
    MemoryLine copy = new MemoryLine();
    for (int i = lowest; i < count; i++) {
      Document document = document(i);
      if (document.first() < limit || document.end() <= limit) {
        copy.append(documents[i], documents[i].length);
      }
    }
    copy.force();
    return copy;
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
    synchronized (keys) {
      keys.clear();
      keyed = 0;
    }
  }

  /** Gives up the documents that lie wholly below an offset. */
  void keepFrom(long offset) {
    lowest = search(index -> document(index).end() > offset);
  }

  @Override
  public long first() {
    return lowest == 0 || lowest == count ? 0 : document(lowest).first();
  }

  @Override
  public @Nullable Document last(long limit) {
    int next = search(index -> document(index).end() > limit);
    return next == lowest ? null : document(next - 1);
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
  public Cursor from(long offset, TopicFilter wanted) {
    return from(offset);
  }

  @Override
  public @Nullable Document keyed(String topic, String id) {
    synchronized (keys) {
      for (; keyed < count; keyed++) {
        Document document = document(keyed);
        if (document.kind() == Document.KEYED) {
          BatchKey key = BatchKey.read(document);
          key.topics().forEach(one -> keys.put(List.of(one, key.id()), document));
        }
      }
      return keys.get(List.of(topic, id));
    }
  }

  @Override
  public boolean summarize(TopicFilter wanted, long limit, long cut, Consumer<TopicSummary> found) {
    try (Cursor cursor = from(0)) {
      return LineSummary.tell(cursor, wanted, limit, cut, found);
    }
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
    int low = lowest;
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
    private long passed = -1;

    MemoryCursor(int next) {
      this.next = next;
    }

    @Override
    public @Nullable Document next() {
      while (next < count) {
        Document document = document(next++);
        if (document.end() > passed) {
          return document;
        }
      }
      return null;
    }

    @Override
    public void skipTo(long offset) {
      passed = offset;
    }

    @Override
    public String place() {
      return "document " + (next - 1);
    }

    @Override
    public void close() {}
  }
}
