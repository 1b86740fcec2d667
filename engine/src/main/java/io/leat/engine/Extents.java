package io.leat.engine;

import io.leat.log.EventLog;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How far re-execution goes at each place of a branch. What a fork carried over lies between the
 * event that tells of the fork and the one that tells that it is whole. Read when first asked for.
 */
final class Extents {
  private final EventLog log;
  private final UnaryOperator<String> nowCalled;

  /** By offset, what holds from there on. */
  private @Nullable NavigableMap<Long, Extent> known;

  /**
   * @param nowCalled the present name of a node that is recorded under the one it had
   */
  Extents(EventLog log, UnaryOperator<String> nowCalled) {
    this.log = log;
    this.nowCalled = nowCalled;
  }

  /** What holds of a root that was carried over to here. */
  Extent at(long root) {
    NavigableMap<Long, Extent> extents = known;
    if (extents == null) {
      extents = read();
      known = extents;
    }
    Map.Entry<Long, Extent> entry = extents.floorEntry(root);
    return entry == null ? Extent.ALL : entry.getValue();
  }

  private NavigableMap<Long, Extent> read() {
    NavigableMap<Long, Extent> read = new TreeMap<>();
    if (log.ancestry().size() == 1) {
      return read;
    }
    StateChange.tell(
        log,
        log.first(),
        (event, change) -> {
          if (StateChange.is(change, StateChange.FORKED)) {
            read.put(event.offset(), Extent.told(change).named(nowCalled));
          } else if (StateChange.is(change, StateChange.REPLAYED)) {
            read.put(event.offset(), Extent.ALL);
          }
        });
    return read;
  }
}
