package io.leat.engine;

import io.leat.engine.Difference.Change;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Utf8;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import io.leat.state.CurrentValues.Current;
import io.leat.state.TraversalReader;
import io.leat.state.TraversalReader.Traversal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares two branches, event by event: by origin of the root, node, call, topic, and place among
 * that call's events on the topic. When things happened is not compared, nor is what the engine
 * says of itself and what that caused, for it has no counterpart on another branch. Roots that both
 * branches have stand in the same order on both, but for merges, so one pass over each does, and
 * little is held.
 */
final class Diff {
  private final LogStore store;

  /** Each branch with those that it was forked from. */
  private final Lineage a;

  private final Lineage b;
  private final Consumer<Difference> found;
  private long differences;

  private Diff(LogStore store, Lineage a, Lineage b, Consumer<Difference> found) {
    this.store = store;
    this.a = a;
    this.b = b;
    this.found = found;
  }

  /**
   * Tells every difference, in order of root.
   *
   * @return how many there are
   */
  static long between(LogStore store, String a, String b, Consumer<Difference> found) {
    Diff diff = new Diff(store, Lineage.of(store, a), Lineage.of(store, b), found);
    diff.compare();
    return diff.differences;
  }

  /**
   * Tells every topic whose last value differs, whatever caused it, in order of topic.
   *
   * @return how many there are
   */
  static long ofStates(LogStore store, String a, String b, Consumer<Difference> found) {
    Diff diff = new Diff(store, Lineage.of(store, a), Lineage.of(store, b), found);
    diff.compareStates();
    return diff.differences;
  }

  private void compareStates() {
    long shared = sharedBelow();
    CurrentValues valuesOfA = values(a);
    CurrentValues valuesOfB = values(b);
    TreeSet<String> topics = new TreeSet<>(Utf8.ORDER);
    valuesOfA.all().forEach(current -> topics.add(current.topic()));
    valuesOfB.all().forEach(current -> topics.add(current.topic()));
    for (String topic : topics) {
      Current ofA = valuesOfA.get(topic);
      Current ofB = valuesOfB.get(topic);
      if (ofB == null && ofA != null) {
        Event event = valuesOfA.last(ofA);
        tell(Change.MISSING, event, event, null);
      } else if (ofA == null && ofB != null) {
        Event event = valuesOfB.last(ofB);
        tell(Change.ADDED, event, null, event);
      } else if (ofA != null && ofB != null && !sameEvent(ofA, ofB, shared)) {
        compareLasts(valuesOfA.last(ofA), valuesOfB.last(ofB));
      }
    }
  }

  /** All topics but the one on which the engine tells of itself. */
  private CurrentValues values(Lineage branch) {
    TopicFilter wanted = TopicFilter.of(topic -> !topic.equals(Graph.STATE_CHANGES));
    return CurrentValues.of(log(branch), wanted, Long.MAX_VALUE);
  }

  private static boolean sameEvent(Current ofA, Current ofB, long shared) {
    return ofA.lastOffset() == ofB.lastOffset() && ofA.lastOffset() < shared;
  }

  private void compareLasts(Event ofA, Event ofB) {
    if (!ofA.payload().equals(ofB.payload())) {
      tell(Change.CHANGED, ofB, ofA, ofB);
    }
  }

  private void compare() {
    long shared = sharedBelow();
    Side sideA = new Side(a, shared);
    Side sideB = new Side(b, shared);
    // What the second branch has earlier than the first: merges may turn the order round.
    Map<Origin, Traversal> early = new HashMap<>();
    try (TraversalReader readerA = from(a, shared);
        TraversalReader readerB = from(b, shared)) {
      Traversal ofA = next(readerA);
      Traversal ofB = next(readerB);
      while (ofA != null || ofB != null) {
        Origin originOfA = ofA == null ? null : sideA.counterparts.of(ofA.root());
        Traversal same = originOfA == null ? null : early.remove(originOfA);
        if (ofA != null && same != null) {
          compare(ofA, same);
          ofA = next(readerA);
        } else if (ofA != null && (ofB == null || !sideB.has(originOfA))) {
          tellAll(Change.MISSING, ofA);
          ofA = next(readerA);
        } else if (ofB != null) {
          Origin originOfB = sideB.counterparts.of(ofB.root());
          if (ofA != null && originOfB.equals(originOfA)) {
            compare(ofA, ofB);
            ofA = next(readerA);
          } else if (sideA.has(originOfB)) {
            early.put(originOfB, ofB);
          } else {
            tellAll(Change.ADDED, ofB);
          }
          ofB = next(readerB);
        }
      }
    }
  }

  /** One of the branches: what its roots are on others, and which it has. */
  private final class Side {
    final Counterparts counterparts;
    private final Origins roots = new Origins();

    Side(Lineage branch, long from) {
      counterparts = new Counterparts(branch, log(branch), from);
      Lineage.tellRoots(log(branch), from, root -> roots.add(counterparts.of(root)));
    }

    boolean has(@Nullable Origin origin) {
      return origin != null && roots.contains(origin);
    }
  }

  private TraversalReader from(Lineage branch, long offset) {
    return TraversalReader.between(log(branch), offset, Long.MAX_VALUE);
  }

  private static @Nullable Traversal next(TraversalReader reader) {
    Traversal next;
    do {
      next = reader.next();
      if (next == null) {
        next = reader.unsettled();
      }
    } while (next != null && next.root().topic().equals(Graph.STATE_CHANGES));
    return next;
  }

  /** Both branches share every event below this offset. */
  private long sharedBelow() {
    long below = a.commonBelow(b).orElse(0);
    return Math.min(below, Math.min(log(a).end(), log(b).end()));
  }

  private EventLog log(Lineage branch) {
    return store.log(branch.branch().name());
  }

  /** What makes an event of one branch that of another, within a traversal. */
  private record Key(@Nullable String node, int call, String topic, int place) {}

  private void compare(Traversal ofA, Traversal ofB) {
    Map<Key, Event> eventsOfA = byKey(ofA);
    for (Map.Entry<Key, Event> entry : byKey(ofB).entrySet()) {
      Event other = eventsOfA.remove(entry.getKey());
      Event event = entry.getValue();
      if (other == null) {
        tell(Change.ADDED, event, null, event);
      } else if (!other.payload().equals(event.payload())) {
        tell(Change.CHANGED, event, other, event);
      }
    }
    eventsOfA.values().forEach(event -> tell(Change.MISSING, event, event, null));
  }

  private static Map<Key, Event> byKey(Traversal traversal) {
    Map<Key, Event> events = new LinkedHashMap<>();
    Event root = traversal.root();
    events.put(new Key(null, 0, root.topic(), 0), root);
    Map<Key, Integer> places = new HashMap<>();
    for (Event event : traversal.products()) {
      Key first = new Key(event.node(), event.call(), event.topic(), 0);
      int place = places.merge(first, 1, Integer::sum) - 1;
      events.put(new Key(event.node(), event.call(), event.topic(), place), event);
    }
    return events;
  }

  private void tellAll(Change change, Traversal traversal) {
    for (Event event : byKey(traversal).values()) {
      boolean added = change == Change.ADDED;
      tell(change, event, added ? null : event, added ? event : null);
    }
  }

  private void tell(Change change, Event event, @Nullable Event ofA, @Nullable Event ofB) {
    differences++;
    found.accept(
        new Difference(
            change,
            event.topic(),
            event.node(),
            event.root(),
            event.call(),
            event.ordinal(),
            value(ofA),
            value(ofB)));
  }

  private static @Nullable Value value(@Nullable Event event) {
    return event == null ? null : LoggedValue.of(event.payload());
  }
}
