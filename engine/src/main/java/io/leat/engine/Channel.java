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

  /** The one before it. */
  private @Nullable Published before;

  /** Those before that one, in order, as many as are {@link #held}. */
  private Published[] earlier = NONE;

  /** How many there are besides the last. */
  private int held;

  /**
   * Adds an event at its place.
   *
   * @param unfinished no node will be handled at a root below this one any more
   */
  void add(Published event, long unfinished) {
    if (lastRoot < unfinished && lastRoot < event.root) {
      if (held > 1) {
        Arrays.fill(earlier, 0, held - 1, null);
      }
      held = 0;
    } else if (held > earlier.length) {
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
    if (held > 0) {
      if (held > earlier.length) {
        earlier = Arrays.copyOf(earlier, 2 * held);
      }
      earlier[held - 1] = Objects.requireNonNull(before);
    }
    if (lastRoot < event.root || last.compareTo(event) <= 0) {
      before = last;
      this.last = event;
    } else {
      insertBefore(event);
    }
    held++;
  }

  /** Adds an event that comes before the last; all others stand in {@link #earlier}. */
  private void insertBefore(Published event) {
    int place = held;
    while (place > 0 && earlier[place - 1].compareTo(event) > 0) {
      place--;
    }
    if (place == held) {
      before = event;
    } else {
      before = earlier[held - 1];
      System.arraycopy(earlier, place, earlier, place + 1, held - 1 - place);
      earlier[place] = event;
    }
  }

  /** Drops what came before the last event below {@code unfinished}. */
  private void forget(long unfinished) {
    int drop = 0;
    while (drop < held && at(drop + 1).root < unfinished) {
      drop++;
    }
    if (drop == held) {
      Arrays.fill(earlier, null);
    } else if (drop > 0) {
      System.arraycopy(earlier, drop, earlier, 0, held - 1 - drop);
      Arrays.fill(earlier, held - 1 - drop, held - 1, null);
    }
    held -= drop;
  }

  private Published at(int index) {
    if (index < held - 1) {
      return earlier[index];
    }
    return Objects.requireNonNull(index < held ? before : last);
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
    while (i >= 0 && at(i).root > root) {
      i--;
    }
    return i < 0 ? null : at(i);
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
