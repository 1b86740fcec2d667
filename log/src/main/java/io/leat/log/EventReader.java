package io.leat.log;

import org.jspecify.annotations.Nullable;

/** Reads the events of some topics in order of offset. Owned by one thread. */
public interface EventReader extends AutoCloseable {

  /**
   * The next event, or null at the present end (ask again later: a reader follows).
   *
   * @throws LogException.Corrupt if what is read is not what was written; what lies between the
   *     events may be left unread, and is not checked then
   */
  @Nullable Event next();

  @Override
  void close();
}
