package io.leat.log;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The documents that were written to one line of history itself: without what it shares with its
 * parent.
 */
interface Line {

  /** Everything below this offset was given up; 0 if nothing was. */
  long first();

  /** The last document whose events all lie below {@code limit}; null if there is none. */
  @Nullable Document last(long limit);

  /** A cursor before the first document that holds {@code offset} or begins at or behind it. */
  Cursor from(long offset);

  /**
   * As {@link #from(long)}, but documents without an event on a wanted topic may be left out.
   *
   * @param wanted owned by the cursor's thread
   */
  Cursor from(long offset, TopicFilter wanted);

  /** The document that was appended to a topic under a key; null if there is none. */
  @Nullable Document keyed(String topic, String id);

  /**
   * Tells, piece by piece in order of offset, what the wanted topics have below {@code limit} of
   * roots below {@code cut}.
   *
   * @return whether all that those roots caused was told: nothing of them lies behind the limit
   */
  boolean summarize(TopicFilter wanted, long limit, long cut, Consumer<TopicSummary> found);

  /**
   * A cursor before the first document that holds or follows the first event written at or after
   * {@code timeMicros}.
   */
  Cursor since(long timeMicros);

  /** Owned by one thread. */
  interface Cursor extends AutoCloseable {

    /** The next document, or null at the present end. */
    @Nullable Document next();

    /** Passes over the documents that end at or below {@code offset}, from the next one on. */
    void skipTo(long offset);

    /** Where the last document lies, for messages. */
    String place();

    @Override
    void close();
  }
}
