package io.leat.log;

/**
 * The one writer of a branch. {@link #append} may be called by any thread; it is serialised inside.
 */
public interface LogWriter extends AutoCloseable {

  /**
   * Writes a batch as one commit: all of it is there after a crash, or none.
   *
   * @param settled what this commit says: every root below it is finished. Lower than what was said
   *     before counts as what was said before
   * @return the offset of the batch's first event, or {@link #end()} if the batch has none. If the
   *     same batch was written under its key before, the offset that it got then; nothing is
   *     written, and what is there is as durable as asked for
   * @throws LogException.Invalid if the batch is above the largest document, its key belongs to
   *     another batch, or a topic does not end where the batch expects it to; nothing was written
   * @throws LogException.Unavailable if the disk is below its floor; nothing was written
   */
  long append(Batch batch, long settled, Durability durability);

  /** An empty batch for this writer: it puts long values to the objects of the workspace. */
  Batch batch();

  /** Where its batches put long values. */
  ObjectStore objects();

  /** The offset that the next event gets. */
  long end();

  /** What the last commit says. */
  long settled();

  /**
   * Number of this run of a writer: 1 for the first that ever opened the branch, one more each
   * time.
   */
  long run();

  /** Waits until everything appended so far is on the disk. */
  void force();

  /** Gives the lock back. */
  @Override
  void close();
}
