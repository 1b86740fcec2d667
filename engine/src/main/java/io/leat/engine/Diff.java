package io.leat.engine;

import io.leat.engine.Difference.Change;
import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Utf8;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import io.leat.state.TraversalReader;
import io.leat.state.TraversalReader.Traversal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares two branches, event by event: by origin of the root, node, call, topic, and place among
 * that call's events on the topic. What the engine says of itself and when things happened is not
 * compared. Roots that both branches have stand in the same order on both, which lets one pass over
 * each do.
 */
final class Diff {
  private final LogStore store;

  /** Each branch with those that it was forked from. */
  private final List<Branch> a;

  private final List<Branch> b;
  private final Consumer<Difference> found;
  private long differences;

  private Diff(LogStore store, List<Branch> a, List<Branch> b, Consumer<Difference> found) {
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
    Diff diff = new Diff(store, store.log(a).ancestry(), store.log(b).ancestry(), found);
    diff.compare();
    return diff.differences;
  }

  /**
   * Tells every topic whose last value differs, in order of topic.
   *
   * @return how many there are
   */
  static long ofStates(LogStore store, String a, String b, Consumer<Difference> found) {
    Diff diff = new Diff(store, store.log(a).ancestry(), store.log(b).ancestry(), found);
    diff.compareStates();
    return diff.differences;
  }

  private void compareStates() {
    long shared = sharedBelow();
    Map<String, Event> lastOfA = lastFrom(a, shared);
    Map<String, Event> lastOfB = lastFrom(b, shared);
    addLast(a, lastOfB.keySet(), lastOfA);
    addLast(b, lastOfA.keySet(), lastOfB);
    TreeSet<String> topics = new TreeSet<>(Utf8.ORDER);
    topics.addAll(lastOfA.keySet());
    topics.addAll(lastOfB.keySet());
    for (String topic : topics) {
      Event ofA = lastOfA.get(topic);
      Event ofB = lastOfB.get(topic);
      if (ofB == null && ofA != null) {
        tell(Change.MISSING, ofA, ofA, null);
      } else if (ofA == null && ofB != null) {
        tell(Change.ADDED, ofB, null, ofB);
      } else if (ofA != null && ofB != null && !ofA.payload().equals(ofB.payload())) {
        tell(Change.CHANGED, ofB, ofA, ofB);
      }
    }
  }

  /** The last event of each topic, by position, of those that both branches do not share. */
  private Map<String, Event> lastFrom(List<Branch> branch, long from) {
    Map<String, Event> lasts = new HashMap<>();
    try (TraversalReader reader = from(branch, from)) {
      for (Traversal next = next(reader); next != null; next = next(reader)) {
        lasts.put(next.root().topic(), next.root());
        next.products().forEach(event -> lasts.put(event.topic(), event));
      }
    }
    return lasts;
  }

  /** Adds the last event of topics that have none there yet. */
  private void addLast(List<Branch> branch, Set<String> topics, Map<String, Event> lasts) {
    List<String> missing = topics.stream().filter(topic -> !lasts.containsKey(topic)).toList();
    if (missing.isEmpty()) {
      return;
    }
    Set<String> wanted = Set.copyOf(missing);
    CurrentValues values =
        CurrentValues.of(
            store.log(branch.getFirst().name()), TopicFilter.of(wanted::contains), Long.MAX_VALUE);
    for (CurrentValues.Current current : values.all()) {
      lasts.put(current.topic(), values.last(current));
    }
  }

  private void compare() {
    long shared = sharedBelow();
    Origins inB = rootsFrom(b, shared);
    try (TraversalReader readerA = from(a, shared);
        TraversalReader readerB = from(b, shared)) {
      Traversal ofA = next(readerA);
      Traversal ofB = next(readerB);
      while (ofA != null || ofB != null) {
        if (ofA != null && ofB != null && origin(a, ofA.root()).equals(origin(b, ofB.root()))) {
          compare(ofA, ofB);
          ofA = next(readerA);
          ofB = next(readerB);
        } else if (ofA != null && (ofB == null || !inB.contains(origin(a, ofA.root())))) {
          tellAll(Change.MISSING, ofA);
          ofA = next(readerA);
        } else if (ofB != null) {
          tellAll(Change.ADDED, ofB);
          ofB = next(readerB);
        }
      }
    }
  }

  private TraversalReader from(List<Branch> branch, long offset) {
    return TraversalReader.between(store.log(branch.getFirst().name()), offset, Long.MAX_VALUE);
  }

  private Origins rootsFrom(List<Branch> branch, long from) {
    Origins roots = new Origins();
    try (var reader = store.log(branch.getFirst().name()).read(from)) {
      for (var commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES)) {
            roots.add(origin(branch, event));
          }
        }
      }
    }
    return roots;
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

  /** Where a root was first appended. */
  private Origin origin(List<Branch> branch, Event root) {
    return new Lineage(branch).origin(root);
  }

  /** Both branches share every event below this offset. */
  private long sharedBelow() {
    Map<String, Long> sharedWithA = new HashMap<>();
    long below = Long.MAX_VALUE;
    for (Branch line : a) {
      sharedWithA.put(line.line(), below);
      below = line.fork() == null ? below : Math.min(below, line.fork().offset());
    }
    below = Long.MAX_VALUE;
    for (Branch line : b) {
      Long shared = sharedWithA.get(line.line());
      if (shared != null) {
        return Math.min(Math.min(shared, below), Math.min(end(a), end(b)));
      }
      below = line.fork() == null ? below : Math.min(below, line.fork().offset());
    }
    return 0;
  }

  private long end(List<Branch> branch) {
    return store.log(branch.getFirst().name()).end();
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
