package io.leat.log;

/**
 * Where the writer of a line puts its documents. Used by one thread at a time, but for what {@link
 * #written} returns.
 */
interface Sink {

  /** What was written up to some moment. */
  interface Written {

    /** Forces it to the disk. One thread at a time; beside further writes. */
    void force();
  }

  /**
   * Makes room for a document of {@code length} bytes.
   *
   * @throws LogException.Unavailable if there is none; nothing was written, and the next may fit
   */
  void makeRoom(int length);

  /**
   * Writes the first {@code length} bytes of the array as one document: all of it, or it throws.
   */
  void write(byte[] array, int length);

  /** Everything that was written before, by earlier writers too. */
  Written written();

  /** Gives up what it holds. {@code clean} if every document was written as it should be. */
  void close(boolean clean);
}
