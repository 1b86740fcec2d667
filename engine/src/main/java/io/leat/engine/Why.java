package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Eras.Era;
import io.leat.engine.Invocation.Seen;
import io.leat.engine.Turn.Standing;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.state.CurrentValues;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the log alone why values are what they are, and why nodes did or did not run. Reads
 * what the question touches, not the whole log; runs no node code. Owned by one thread.
 */
public final class Why {
  private final EventLog log;
  private final Scenes scenes;

  Why(Place place) {
    this.log = place.log();
    this.scenes = new Scenes(place);
  }

  /** The nodes of the graph that runs now, or ran last. */
  public boolean knowsNode(String name) {
    Era last = scenes.eras().last();
    return last != null && last.graph().node(name) != null;
  }

  /**
   * Where the event at an offset came from, and what it led to. One on {@code state-changes.log}
   * that tells how an invocation ended is asked as {@link #ending}.
   *
   * @param depth through how many earlier traversals causes are followed, besides that of the event
   *     itself
   * @throws Invalid if there is no such event
   */
  public Provenance event(long offset, int depth) {
    if (offset < 0 || offset >= log.end()) {
      throw new Invalid(
          "there is no event at offset "
              + offset
              + ": branch "
              + log.branch().name()
              + " ends at "
              + log.end());
    }
    return provenance(Stretch.at(log, offset), depth);
  }

  /**
   * Why a topic's value is what it is, as of a cut; null if it has none.
   *
   * @param cut 0 to the end, or Long.MAX_VALUE for everything there is
   */
  public @Nullable Provenance topic(String topic, long cut, int depth) {
    CurrentValues values = CurrentValues.of(log, TopicFilter.only(topic), cut);
    CurrentValues.Current current = values.get(topic);
    return current == null ? null : provenance(values.last(current), depth);
  }

  private Provenance provenance(Event event, int depth) {
    Map<Long, Invocation> made = follow(event, depth);
    Consequences after = new Consequences(log, scenes, event);
    return new Provenance(event, made, after.dependents(), after.superseded(), after.more());
  }

  /** Follows causes back, each event once and as far as any way to it allows. */
  private Map<Long, Invocation> follow(Event event, int depth) {
    Map<Long, Invocation> made = new LinkedHashMap<>();
    Map<Long, Integer> left = new HashMap<>(Map.of(event.offset(), depth));
    Deque<Event> open = new ArrayDeque<>(List.of(event));
    while (!open.isEmpty()) {
      Event next = open.removeFirst();
      Invocation by = next.isRoot() ? null : scenes.madeBy(next);
      if (by != null) {
        made.put(next.offset(), by);
        for (Seen seen : by.inputs()) {
          Event input = seen.event();
          if (input != null) {
            int earlier = input.root() == next.root() ? 0 : 1;
            int then = left.getOrDefault(next.offset(), 0) - earlier;
            if (then > left.getOrDefault(input.offset(), -1)) {
              left.put(input.offset(), then);
              open.addLast(input);
            }
          }
        }
      }
    }
    return made;
  }

  /**
   * The invocation that an event on {@code state-changes.log} tells the end of; null if it tells of
   * none.
   */
  public @Nullable Invocation ending(Event event) {
    if (!event.topic().equals(Graph.STATE_CHANGES)) {
      return null;
    }
    JsonNode change = LoggedValue.of(event.payload()).json();
    JsonNode about = change.path("about");
    if (!StateChange.is(change, StateChange.FAILED) && !StateChange.isAnswer(change)) {
      return null;
    }
    Turn turn = turn(about.path("node").asText(), about.path("root").asLong());
    return turn.invocations().stream()
        .filter(invocation -> invocation.call() == about.path("call").asInt())
        .findFirst()
        .orElse(null);
  }

  /**
   * What a node did at a root, and why.
   *
   * @throws Invalid if the event there is no root
   */
  public Turn turn(String node, long root) {
    Event event = root < 0 || root >= log.end() ? null : Stretch.at(log, root);
    if (event == null) {
      throw new Invalid(
          "there is no root " + root + ": branch " + log.branch().name() + " ends at " + log.end());
    }
    if (!event.isRoot()) {
      throw new Invalid(
          "the event at offset " + root + " is no root but a product of root " + event.root());
    }
    return turn(node, event, new HashMap<>());
  }

  private Turn turn(String node, Event root, Map<String, Turn> known) {
    Turn before = known.get(node);
    if (before != null) {
      return before;
    }
    Turn turn = scenes.turn(node, root);
    if (turn.standing() == Standing.NOT_TRIGGERED) {
      List<Turn> upstream =
          scenes.above(node, root).stream().map(above -> turn(above.name(), root, known)).toList();
      turn = new Turn(node, root, turn.standing(), turn.invocations(), turn.missed(), upstream);
    }
    known.put(node, turn);
    return turn;
  }

  /** The last root that came from outside; -1 if there is none. */
  public long lastRoot() {
    long to = log.end();
    for (long size = 1 << 10; to > log.first(); size *= 4) {
      long from = Math.max(log.first(), to - size);
      long found = lastRoot(from, to);
      if (found >= 0) {
        return found;
      }
      to = from;
    }
    return -1;
  }

  private long lastRoot(long from, long to) {
    long found = -1;
    try (LogReader reader = log.read(from)) {
      Commit commit = reader.next();
      while (commit != null && commit.first() < to) {
        for (Event event : commit.events()) {
          boolean counts =
              event.isRoot() && event.offset() < to && !event.topic().equals(Graph.STATE_CHANGES);
          found = counts ? event.offset() : found;
        }
        commit = reader.next();
      }
    }
    return found;
  }
}
