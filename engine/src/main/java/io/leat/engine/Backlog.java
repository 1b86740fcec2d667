package io.leat.engine;

import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits on the log of a branch that nobody runs: the roots that are not settled, at each node
 * that they may reach. Some of it may be done already. Used once, by one thread.
 */
final class Backlog {
  private final Plan plan;
  private final EventLog log;
  private final long[] waiting;
  private final long[][] byInput;

  /** By topic, the ranks of the nodes that an event on it may reach. */
  private final Map<String, BitSet> reached = new HashMap<>();

  Backlog(Graph graph, EventLog log) {
    this.plan = new Plan(graph);
    this.log = log;
    this.waiting = new long[plan.stations.size()];
    this.byInput =
        plan.stations.stream()
            .map(station -> new long[station.node.inputs().size()])
            .toArray(long[][]::new);
  }

  Traffic traffic(long timeMs) {
    long settled = log.settled();
    try (LogReader reader = log.read(settled)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.isRoot() && !event.quiet() && event.offset() >= settled) {
            count(event.topic());
          }
        }
      }
    }
    List<Traffic.AtNode> nodes = new ArrayList<>();
    for (Station station : plan.stations) {
      nodes.add(station.traffic(waiting[station.rank], 0, byInput[station.rank]));
    }
    return new Traffic(timeMs, false, settled, log.end(), 0, 0, null, nodes);
  }

  private void count(String topic) {
    for (Subscription s = plan.topics.named(topic).subscriptions; s != null; s = s.next) {
      if (s.triggers) {
        byInput[s.station.rank][s.input]++;
      }
    }
    reached.computeIfAbsent(topic, this::reach).stream().forEach(rank -> waiting[rank]++);
  }

  private BitSet reach(String topic) {
    BitSet ranks = new BitSet();
    for (Subscription s = plan.topics.named(topic).subscriptions; s != null; s = s.next) {
      if (s.triggers) {
        ranks.set(s.station.rank);
      }
    }
    for (Station station : plan.stations) {
      if (plan.upstream(station).stream().anyMatch(above -> ranks.get(above.rank))) {
        ranks.set(station.rank);
      }
    }
    return ranks;
  }
}
