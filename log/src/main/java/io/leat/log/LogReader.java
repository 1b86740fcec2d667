package io.leat.log;

import org.jspecify.annotations.Nullable;

/** Reads commits in order. Owned by one thread. */
public interface LogReader extends AutoCloseable {

  /**
   * The next commit, or null at the present end (ask again later: a reader follows). Its events all
   * have offsets at or above where the reader started; at a fork point, those of the parent that
   * the fork does not share are left out.
   *
   * @throws LogException.Corrupt if what is read is not what was written; names the offset
   */
  @Nullable Commit next();

  /**
   * Goes on at the commit that begins at {@code offset}, if that lies ahead: what lies before it is
   * passed over by its headers, neither checked nor decoded. For whoever knows what is there.
   */
  void skipTo(long offset);

  @Override
  void close();
}
