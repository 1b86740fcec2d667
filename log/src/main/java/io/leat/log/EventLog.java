package io.leat.log;

import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * One branch: a totally ordered, append-only sequence of commits. Thread-safe; readers and the
 * writer are confined to a thread each.
 */
public interface EventLog {

  Branch branch();

  /**
   * The branch, the one it was forked from, and so on up to one that was not forked. One that has
   * been deleted since has its line as its name.
   */
  List<Branch> ancestry();

  /** The first offset that can be read: 0 unless what lies below was given up. */
  long first();

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
   * @throws LogException.Invalid if {@code from} is negative, past the end, or was given up
   */
  LogReader read(long from);

  /**
   * A reader of the events on some topics, from the offset {@code from} on. Leaves unread what it
   * knows to hold none of them.
   *
   * @param wanted owned by the reader's thread
   * @throws LogException.Invalid if {@code from} is negative, past the end, or was given up
   */
  EventReader read(long from, TopicFilter wanted);

  /**
   * The wanted topics that have events, in order of the first, as of a cut: all that the roots
   * below it caused.
   *
   * @param cut 0 to the end, or Long.MAX_VALUE for everything there is
   * @throws LogException.Invalid if events were given up, so that it cannot be told
   */
  Collection<TopicSummary> topics(TopicFilter wanted, long cut);

  /**
   * Takes the branch's operating-system lock and opens it for writing. One writer at a time.
   *
   * @throws LogException.Unavailable if another writer holds the branch; the message names its
   *     process
   */
  LogWriter write();
}
