package io.leat.log;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * A branch of a store: its chain to read, where long values lie, and a way to open it for writing.
 *
 * @param ancestry the branch itself first
 */
record StoredLog(
    List<Branch> ancestry, Chain chain, ObjectStore objects, Supplier<LogWriter> opening)
    implements EventLog {

  @Override
  public Branch branch() {
    return ancestry.getFirst();
  }

  @Override
  public long first() {
    return chain.first();
  }

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
  public EventReader read(long from, TopicFilter wanted) {
    return chain.read(from, wanted, objects);
  }

  @Override
  public Collection<TopicSummary> topics(TopicFilter wanted, long cut) {
    return chain.topics(wanted, cut);
  }

  @Override
  public LogWriter write() {
    return opening.get();
  }
}
