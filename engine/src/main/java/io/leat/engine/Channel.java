package io.leat.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The events that an input reads, in order of position: those of one topic, or of all topics that a
 * wildcard matches. Keeps what a node may still have to see: everything of unfinished roots, and
 * the last event before them. Owned by the engine's thread.
 */
final class Channel {
  private Published[] events = new Published[2];
  private int size;

  /**
   * Adds an event at its place.
   *
   * @param unfinished no node will be handled at a root below this one any more
   */
  void add(Published event, long unfinished) {
    if (size == events.length) {
      forget(unfinished);
    }
    if (size == events.length) {
      events = Arrays.copyOf(events, 2 * size);
    }
    int place = size;
    while (place > 0 && events[place - 1].compareTo(event) > 0) {
      events[place] = events[place - 1];
      place--;
    }
    events[place] = event;
    size++;
  }

  /** The last event by position; null if there is none. */
  @Nullable Published last() {
    return size == 0 ? null : events[size - 1];
  }

  /** The last event of the traversals up to and including that of {@code root}. */
  @Nullable Published lastThrough(long root) {
    int i = size - 1;
    while (i >= 0 && events[i].root > root) {
      i--;
    }
    return i < 0 ? null : events[i];
  }

  /** How many events there are of the traversals after that of {@code root}. */
  int countAfter(long root) {
    int after = 0;
    while (after < size && events[size - 1 - after].root > root) {
      after++;
    }
    return after;
  }

  /**
   * What a triggering input shows at a trigger: the last event at or before it; but where the
   * trigger's traversal changes this channel only later, the first event of that traversal.
   */
  @Nullable Published settledAt(Published trigger) {
    int below = 0;
    int above = size;
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (events[middle].compareTo(trigger) <= 0) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    Published atOrBefore = below == 0 ? null : events[below - 1];
    if (atOrBefore != null && atOrBefore.root == trigger.root) {
      return atOrBefore;
    }
    boolean changesLater = below < size && events[below].root == trigger.root;
    return changesLater ? events[below] : atOrBefore;
  }

  /** Drops what came before the last event below {@code unfinished}. */
  private void forget(long unfinished) {
    int keep = 0;
    while (keep + 1 < size && events[keep + 1].root < unfinished) {
      keep++;
    }
    if (keep > 0) {
      System.arraycopy(events, keep, events, 0, size - keep);
      Arrays.fill(events, size - keep, size, null);
      size -= keep;
    }
  }
}
