package io.leat.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Looks, before a batch is written, whether it may be: once under its key, and only behind the
 * offset that is expected. Owned by the thread that writes.
 */
final class Guards implements AutoCloseable {
  /** The batch is to be written. */
  static final long NEW = -1;

  private static final int FOLLOWED_MAX = 64;

  private final Chain chain;
  private final ObjectStore objects;

  /** By topic that somebody expected something of: where it ends, and a reader behind that. */
  private final Map<String, End> ends =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, End> eldest) {
          if (size() <= FOLLOWED_MAX) {
            return false;
          }
          eldest.getValue().reader.close();
          return true;
        }
      };

  private static final class End {
    final EventReader reader;
    long last;

    End(long last, EventReader reader) {
      this.last = last;
      this.reader = reader;
    }
  }

  Guards(Chain chain, ObjectStore objects) {
    this.chain = chain;
    this.objects = objects;
  }

  /**
   * What is to be done with a batch. A batch that was written under its key before is not asked
   * what it expects: its repeat must succeed.
   *
   * @return the offset at which the same batch was written before, or {@link #NEW}
   * @throws LogException.Invalid if another batch has the key, or a topic does not end where it was
   *     expected to; names both
   */
  long before(Batch batch) {
    BatchKey key = batch.key();
    long before = key == null ? NEW : writtenUnder(key);
    Expectation expected = batch.expectation();
    if (before == NEW && expected != null) {
      expected.check(lastOf(expected.topic()), chain.name());
    }
    return before;
  }

  private long writtenUnder(BatchKey key) {
    Line own = chain.pieces().getLast().line();
    for (String topic : key.topics()) {
      Document found = own.keyed(topic, key.id());
      if (found != null) {
        if (!BatchKey.read(found).sameContent(key)) {
          throw new LogException.Invalid(
              Message.of(
                  "key \"%s\" of topic %s belongs to another batch, appended at offset %d; a key is"
                      + " for one batch and its repeats",
                  key.id(), topic, found.first()));
        }
        return found.first();
      }
    }
    return NEW;
  }

  /** Offset of a topic's last event; -1 if it has none. */
  private long lastOf(String topic) {
    End end = ends.get(topic);
    if (end == null) {
      EventReader behind = chain.read(chain.end(), TopicFilter.only(topic), objects);
      end = new End(-1, behind);
      for (TopicSummary summary : chain.topics(TopicFilter.only(topic), Long.MAX_VALUE)) {
        end.last = summary.last();
      }
      ends.put(topic, end);
    }
    for (Event event = end.reader.next(); event != null; event = end.reader.next()) {
      end.last = event.offset();
    }
    return end.last;
  }

  @Override
  public void close() {
    ends.values().forEach(end -> end.reader.close());
    ends.clear();
  }
}
