package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;
import io.leat.nodes.Option;
import io.leat.nodes.value.Value;
import io.leat.state.Traversal;
import io.leat.state.TraversalReader;
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
  private final Recorded recorded = new Recorded();

  /** By topic, the last value set, handled or not. */
  private final Map<String, Value> optionValues = new HashMap<>();

  /**
   * The stations of which it matters where they were invoked: setting an option invokes them there
   * again.
   */
  private final List<Station> remembering;

  private Map<String, Long> since = new LinkedHashMap<>();

  /** The graph that was compiled last; its nodes have no code. */
  private @Nullable Graph lastGraph;

  private String lastIdentity = "";
  private long settled;
  private long end;

  private Restore(Plan plan, EventLog log) {
    this.plan = plan;
    this.log = log;
    this.remembering =
        plan.stations.stream()
            .filter(s -> s.node.options().stream().anyMatch(Option::trigger))
            .toList();
  }

  /** Reads the whole branch into {@code plan}. */
  static Restore of(Plan plan, EventLog log) {
    Restore restore = new Restore(plan, log);
    restore.settled = log.settled();
    restore.readSettled();
    restore.readBeyond();
    return restore;
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

  /** Identity of the graph that was compiled last; empty if none was. */
  String lastGraph() {
    return lastIdentity;
  }

  /** Whether no graph was ever compiled on this branch. */
  boolean firstGraph() {
    return lastGraph == null;
  }

  /** By node of the last graph, the first root that it takes part in. */
  Map<String, Long> since() {
    return since;
  }

  private void readSettled() {
    try (TraversalReader reader = TraversalReader.between(log, 0, settled)) {
      for (Traversal traversal = reader.next(); traversal != null; traversal = reader.next()) {
        remember(traversal);
      }
    }
  }

  private void remember(Traversal traversal) {
    Published root = publish(traversal.root(), Published.ROOT_RANK);
    note(traversal.root());
    List<Published> events = new ArrayList<>();
    events.add(root);
    for (Event event : traversal.products()) {
      Station station = plan.station(Recorded.nodeOf(event));
      events.add(publish(event, station == null ? plan.stations.size() : station.rank));
    }
    if (!remembering.isEmpty()) {
      rememberSites(root, events, traversal.root().quiet());
    }
  }

  private Published publish(Event event, int rank) {
    LiveTopic topic = plan.topics.named(event.topic());
    Value value = LoggedValue.of(event.payload());
    Published published =
        new Published(
            event.root(), rank, event.call(), event.ordinal(), topic, value, event.offset());
    topic.add(published, event.root());
    return published;
  }

  /** Enumerates where nodes were invoked in this traversal. */
  private void rememberSites(Published root, List<Published> events, boolean quiet) {
    events.sort(Comparator.naturalOrder());
    for (Station station : remembering) {
      Pending pending = new Pending(station).begin(root.root);
      if (!quiet) {
        Waking.by(
            root,
            plan,
            (woken, trigger) -> {
              if (woken == station) {
                pending.add(trigger);
              }
            });
      }
      for (Published event : events) {
        if (event != root || !quiet) {
          for (Subscription subscription : event.topic.subscriptions) {
            if (subscription.station() == station && subscription.triggers()) {
              pending.add(new Trigger.Input(subscription, event));
            }
          }
        }
      }
      pending.sets();
    }
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

  /** Takes note of a root that tells about graphs, options and failures. */
  private void note(Event root) {
    Plan.OptionOf set = plan.options.get(root.topic());
    if (set != null) {
      Value value = LoggedValue.of(root.payload());
      set.station().set(set.option(), value);
      optionValues.put(root.topic(), value);
    }
    if (!root.topic().equals(Graph.STATE_CHANGES)) {
      return;
    }
    JsonNode change = LoggedValue.of(root.payload()).json();
    if (StateChange.is(change, StateChange.COMPILED)) {
      recorded.recordedUnder(lastGraph);
      lastGraph = Graph.described(change.path("graph"));
      lastIdentity = change.path("about").path("graph").asText();
      since = StateChange.since(change, root.offset());
      for (Station station : plan.stations) {
        station.since = since.getOrDefault(station.node.name(), Long.MAX_VALUE);
      }
    } else if (StateChange.isOutcome(change)
        && change.path("about").path("root").asLong() >= settled) {
      recorded.failure(change.path("about"));
    }
  }
}
