package io.leat.log;

import java.util.List;

/**
 * One document of the log: the events that were written together.
 *
 * @param first offset of the first event
 * @param timeMicros when it was written, microseconds since 1970 UTC; never lower than that of the
 *     commit before
 * @param run the writer's run
 * @param settled every root below this offset was finished when this was written
 * @param events in order of offset, dense from {@code first}; may be empty
 */
public record Commit(long first, long timeMicros, long run, long settled, List<Event> events) {

  /** The offset after the last event. */
  public long end() {
    return first + events.size();
  }
}
