package io.leat.log;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * A branch of a store: its chain to read, where long values lie, and a way to open it for writing.
 */
record StoredLog(Branch branch, Chain chain, ObjectStore objects, Supplier<LogWriter> opening)
    implements EventLog {

  @Override
  public long end() {
    return chain.end();
  }

  @Override
  public long settled() {
    return chain.settled();
  }

  @Override
  public long offsetAt(Instant time) {
    return chain.offsetAt(time);
  }

  @Override
  public LogReader read(long from) {
    return chain.read(from, objects);
  }

  @Override
  public LogWriter write() {
    return opening.get();
  }
}
