package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import io.leat.state.Snapshot;
import io.leat.state.Snapshot.Invoked;
import io.leat.state.Snapshot.Last;
import io.leat.state.TraversalReader;
import io.leat.state.TraversalReader.Traversal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds memory by reading the log; runs no node code. What is settled becomes current values and
 * the bindings at which nodes were invoked; what lies beyond becomes recorded outcomes, for the
 * engine to use when it comes to those roots.
 */
final class Restore {
  private final Plan plan;
  private final EventLog log;
  private final Recorded recorded;

  /** By topic, the last value set, handled or not. */
  private final Map<String, Value> optionValues = new HashMap<>();

  private final Invocations invocations;

  /** By time topic, when its last tick was due, ms since 1970; {@link Ticks#NEVER} without one. */
  private final Map<String, Long> ticked = new HashMap<>();

  private Map<String, Long> since = new LinkedHashMap<>();

  /** The graph that was compiled last; its nodes have no code. */
  private @Nullable Graph lastGraph;

  private String lastIdentity = "";
  private long compiled;
  private long from;
  private long settled;
  private long end;

  private Restore(Plan plan, Place place) {
    this.plan = plan;
    this.log = place.log();
    Extents extents = new Extents(log, plan::nowCalled);
    this.recorded =
        new Recorded(
            Precedents.of(place, plan.graph, extents),
            new Inherited(place.store(), log, extents, plan::nowCalled),
            plan::nowCalled);
    for (Topic<?> topic : plan.graph.topics()) {
      if (topic.every() != null) {
        ticked.put(topic.pattern().toString(), Ticks.NEVER);
      }
    }
    this.invocations =
        new Invocations(plan, plan.stations.stream().filter(Station::remembers).toList());
  }

  /** Reads the branch into {@code plan}, from the last snapshot on that can be believed. */
  static Restore of(Plan plan, Place place, Trace trace) {
    Restore restore = new Restore(plan, place);
    restore.settled = restore.log.settled();
    Snapshot snapshot =
        place
            .snapshots()
            .last(
                restore.log,
                restore.settled,
                restore::ofThisGraph,
                (cut, why) -> trace.tell(new EngineEvent.SnapshotIgnored(cut, why)));
    if (snapshot != null) {
      restore.take(snapshot);
    }
    restore.readSettled();
    restore.readBeyond();
    return restore;
  }

  /** Where the snapshot was cut; 0 without one. */
  long from() {
    return from;
  }

  /** Offset of the event that told of the last graph. */
  long compiled() {
    return compiled;
  }

  /** Every root below this one is finished. */
  long settled() {
    return settled;
  }

  long end() {
    return end;
  }

  Recorded recorded() {
    return recorded;
  }

  Map<String, Value> optionValues() {
    return optionValues;
  }

  Map<String, Long> ticked() {
    return ticked;
  }

  /** Identity of the graph that was compiled last; empty if none was. */
  String lastGraph() {
    return lastIdentity;
  }

  /** Whether no graph was ever compiled on this branch. */
  boolean firstGraph() {
    return lastGraph == null;
  }

  /** The first root that a node takes part in; null if the last graph does not have it. */
  @Nullable Long since(String node) {
    Long known = since.get(node);
    return known != null ? known : since.get(plan.graph.nameBefore(node));
  }

  /** A snapshot is of use if its graph is this one, and the log still says that it is. */
  private boolean ofThisGraph(Snapshot snapshot) {
    if (!snapshot.graph().equals(plan.graph.identity()) || snapshot.compiled() >= snapshot.cut()) {
      return false;
    }
    JsonNode change = LoggedValue.of(Stretch.at(log, snapshot.compiled()).payload()).json();
    return StateChange.is(change, StateChange.COMPILED)
        && change.path("about").path("graph").asText().equals(snapshot.graph());
  }

  private void take(Snapshot snapshot) {
    from = snapshot.cut();
    Event told = Stretch.at(log, snapshot.compiled());
    invocations.read(told);
    note(told);
    List<Published> events = new ArrayList<>(snapshot.topics().size());
    for (Last last : snapshot.topics()) {
      Value value =
          last.value() == null
              ? LoggedValue.of(Stretch.at(log, last.offset()).payload())
              : Value.encoded(last.value());
      LiveTopic topic = plan.topics.named(last.topic());
      topic.count = last.count() - 1;
      events.add(
          new Published(
              last.root(), last.rank(), last.call(), last.ordinal(), topic, value, last.offset()));
      noteValue(last.topic(), value);
    }
    events.sort(Comparator.naturalOrder());
    events.forEach(event -> event.topic.add(event, from));
    for (Invoked invoked : snapshot.invoked()) {
      Station station = plan.station(invoked.node());
      if (station != null) {
        station.site(Binding.of(invoked.binding())).firstInvoked = invoked.root();
      }
    }
  }

  private void readSettled() {
    try (TraversalReader reader = TraversalReader.between(log, from, settled, invocations::read)) {
      for (Traversal traversal = reader.next(); traversal != null; traversal = reader.next()) {
        note(traversal.root());
        invocations.remember(traversal);
      }
    }
    invocations.end();
  }

  private void readBeyond() {
    try (var reader = log.read(settled)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        end = commit.end();
        for (Event event : commit.events()) {
          if (event.root() < settled) {
            continue;
          }
          if (event.isRoot()) {
            note(event);
          } else {
            recorded.product(event);
          }
        }
      }
    }
    recorded.recordedUnder(lastGraph);
  }

  /** Takes note of a root that tells about graphs, options, failures and time. */
  private void note(Event root) {
    if (ticked.containsKey(root.topic()) || plan.options.containsKey(root.topic())) {
      noteValue(root.topic(), LoggedValue.of(root.payload()));
    }
    if (!root.topic().equals(Graph.STATE_CHANGES)) {
      return;
    }
    JsonNode change = LoggedValue.of(root.payload()).json();
    if (StateChange.is(change, StateChange.COMPILED)) {
      recorded.recordedUnder(lastGraph);
      lastGraph = Graph.described(change.path("graph"));
      lastIdentity = change.path("about").path("graph").asText();
      compiled = root.offset();
      since = StateChange.since(change, root.offset());
      for (Station station : plan.stations) {
        Long known = since(station.node.name());
        station.since = known == null ? Long.MAX_VALUE : known;
      }
    } else if (StateChange.isOutcome(change)
        && change.path("about").path("root").asLong() >= settled) {
      recorded.outcome(change.path("about"));
    }
  }

  /** Takes note of the last value of a topic that sets an option or tells the time. */
  private void noteValue(String topic, Value value) {
    ticked.computeIfPresent(topic, (name, due) -> Ticks.due(value));
    Plan.OptionOf set = plan.options.get(topic);
    if (set != null) {
      set.station().set(set.option(), value);
      optionValues.put(topic, value);
    }
  }
}
