package io.leat.log;

import org.jspecify.annotations.Nullable;

/**
 * The documents that were written to one line of history itself: without what it shares with its
 * parent.
 */
interface Line {

  /** The last document whose events all lie below {@code limit}; null if there is none. */
  @Nullable Document last(long limit);

  /** A cursor before the first document that holds {@code offset} or begins at or behind it. */
  Cursor from(long offset);

  /**
   * A cursor before the first document that holds or follows the first event written at or after
   * {@code timeMicros}.
   */
  Cursor since(long timeMicros);

  /** Owned by one thread. */
  interface Cursor extends AutoCloseable {

    /** The next document, or null at the present end. */
    @Nullable Document next();

    /** Where the last document lies, for messages. */
    String place();

    @Override
    void close();
  }
}
