package io.leat.log;

/**
 * Where the writer of a line puts its documents. {@link #write} and {@link #close} are called by
 * one thread at a time.
 */
interface Sink {

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

  /** Forces everything written before to the disk. Runs beside {@link #write}. */
  void force();

  /** Gives up what it holds. {@code clean} if every document was written as it should be. */
  void close(boolean clean);
}
