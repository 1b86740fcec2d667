package io.leat.engine;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The events that an input reads, in order of position: those of one topic, or of all topics that a
 * wildcard matches. Keeps what a node may still have to see: everything of unfinished roots, and
 * the last event before them. Owned by the engine's thread.
 */
class Channel {
  private static final Published[] NONE = {};

  /*
   * There are as many channels as topics and the engine goes from one to the next, so time is what it takes
   * to fetch objects from far: most that is asked is answered by the last event and its root, held here.
   */
  private @Nullable Published last;
  private long lastRoot = -1;

  /** The others, as many as {@link #held} says. */
  private Published[] earlier = NONE;

  private int held;

  /**
   * Adds an event at its place.
   *
   * @param unfinished no node will be handled at a root below this one any more
   */
  void add(Published event, long unfinished) {
    if (lastRoot < unfinished && lastRoot < event.root) {
      if (held > 1) {
        Arrays.fill(earlier, 1, held, null);
      }
      held = 0;
    } else if (held == earlier.length) {
      forget(unfinished);
    }
    if (last == null) {
      last = event;
    } else {
      insert(last, event);
    }
    lastRoot = last.root;
  }

  private void insert(Published last, Published event) {
    if (held == earlier.length) {
      earlier = Arrays.copyOf(earlier, Math.max(1, 2 * held));
    }
    if (lastRoot < event.root || last.compareTo(event) <= 0) {
      earlier[held] = last;
      this.last = event;
    } else {
      int place = held;
      while (place > 0 && earlier[place - 1].compareTo(event) > 0) {
        earlier[place] = earlier[place - 1];
        place--;
      }
      earlier[place] = event;
    }
    held++;
  }

  /** Drops what came before the last event below {@code unfinished}. */
  private void forget(long unfinished) {
    int drop = 0;
    while (drop < held && at(drop + 1).root < unfinished) {
      drop++;
    }
    if (drop > 0) {
      System.arraycopy(earlier, drop, earlier, 0, held - drop);
      Arrays.fill(earlier, held - drop, held, null);
      held -= drop;
    }
  }

  private Published at(int index) {
    return index < held ? earlier[index] : Objects.requireNonNull(last);
  }

  /** The last event by position; null if there is none. */
  @Nullable Published last() {
    return last;
  }

  /** The last event of the traversals up to and including that of {@code root}. */
  @Nullable Published lastThrough(long root) {
    if (lastRoot <= root) {
      return last;
    }
    int i = held - 1;
    while (i >= 0 && earlier[i].root > root) {
      i--;
    }
    return i < 0 ? null : earlier[i];
  }

  /** How many events there are of the traversals after that of {@code root}. */
  int countAfter(long root) {
    int after = 0;
    while (after <= held && lastRoot > root && at(held - after).root > root) {
      after++;
    }
    return after;
  }

  /**
   * What a triggering input shows at a trigger: the last event at or before it; but where the
   * trigger's traversal changes this channel only later, the first event of that traversal.
   */
  @Nullable Published settledAt(Published trigger) {
    if (lastRoot < trigger.root) {
      return last;
    }
    int below = 0;
    int above = held + 1;
    while (below < above) {
      int middle = (below + above) >>> 1;
      if (at(middle).compareTo(trigger) <= 0) {
        below = middle + 1;
      } else {
        above = middle;
      }
    }
    Published atOrBefore = below == 0 ? null : at(below - 1);
    if (atOrBefore != null && atOrBefore.root == trigger.root) {
      return atOrBefore;
    }
    boolean changesLater = below <= held && at(below).root == trigger.root;
    return changesLater ? at(below) : atOrBefore;
  }
}
