package io.leat.log;

import java.time.Instant;

/**
 * One branch: a totally ordered, append-only sequence of commits. Thread-safe; readers and the
 * writer are confined to a thread each.
 */
public interface EventLog {

  Branch branch();

  /** The offset after the last event: 0 when empty, at least the fork offset on a fork. */
  long end();

  /**
   * Every root below this offset has been finished by every node, as the last commit says. 0 where
   * none said so.
   */
  long settled();

  /**
   * The first offset whose commit was written at or after {@code time}; {@link #end()} if there is
   * none.
   */
  long offsetAt(Instant time);

  /**
   * A reader whose first event is the one at {@code from}.
   *
   * @throws LogException.Invalid if {@code from} is negative or past the end
   */
  LogReader read(long from);

  /**
   * Takes the branch's operating-system lock and opens it for writing. One writer at a time.
   *
   * @throws LogException.Unavailable if another writer holds the branch; the message names its
   *     process
   */
  LogWriter write();
}
