package io.leat.engine;

import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Carries a root through the graph. Nodes that finish each root before the next is taken run here,
 * in order of rank, which makes everything upstream of a node finish before it; what reaches a slow
 * node waits at its station. Owned by the engine's thread.
 */
final class Traverser {
  private final Plan plan;
  private final List<Runner> runners;
  private final Recorded recorded;
  private final Outbox outbox;
  private final Trace trace;

  /** Ranks of the stations that something waits for at the root being taken. */
  private final BitSet ready = new BitSet();

  /** The unfinished roots on {@code state-changes.log}. */
  private final TreeSet<Long> stateChanges = new TreeSet<>();

  private long unfinished;

  Traverser(Plan plan, List<Runner> runners, Recorded recorded, Outbox outbox, Trace trace) {
    this.plan = plan;
    this.runners = runners;
    this.recorded = recorded;
    this.outbox = outbox;
    this.trace = trace;
  }

  /** Says that no node will be handled at a root below this one any more. */
  void finishedBelow(long root) {
    unfinished = root;
    if (!stateChanges.isEmpty()) {
      stateChanges.headSet(root).clear();
    }
  }

  /** Takes the next root: publishes it and runs whatever need not wait. */
  void take(Event event) {
    Published root =
        Published.root(
            event.offset(), plan.topics.named(event.topic()), LoggedValue.of(event.payload()));
    trace.taken(root);
    root.topic.add(root, unfinished);
    if (event.topic().equals(Graph.STATE_CHANGES)) {
      stateChanges.add(root.root);
    }
    if (!event.quiet()) {
      Waking.by(root, plan, (station, trigger) -> touch(station, root.root).add(trigger));
      touchSubscribers(root);
    }
    if (!recorded.spentAt(root.root)) {
      expectRecorded(root.root);
    }
    for (int rank = ready.nextSetBit(0); rank >= 0; rank = ready.nextSetBit(0)) {
      ready.clear(rank);
      Station station = plan.stations.get(rank);
      handle(station.now());
    }
  }

  /** Runs a node at a root, call by call. Everything upstream has finished the root. */
  void handle(Pending pending) {
    Station station = pending.station;
    int call = 0;
    for (InputSet set : pending.sets()) {
      if (recorded.covers(station.node.name(), pending.root(), call)) {
        reuse(set, pending.root(), call);
      } else {
        Handed handed = Invoker.handed(station, set, pending.root(), call);
        trace.invoked(station, pending.root(), call, handed);
        finish(set, pending.root(), call, Invoker.run(station, runners.get(station.rank), handed));
      }
      call++;
    }
    if (!recorded.spentAt(pending.root())) {
      publishRest(station, pending.root());
    }
  }

  /** Uses what the log says of an invocation. */
  void reuse(InputSet set, long root, int call) {
    Station station = set.site().station;
    trace.reused(station, root, call);
    for (Event event : recorded.take(station.node.name(), root, call)) {
      publish(recall(event, station.rank));
    }
  }

  /** Publishes recorded products of calls that the node does not make any more: they stay facts. */
  void publishRest(Station station, long root) {
    for (Event event : recorded.takeRest(station.node.name(), root)) {
      publish(recall(event, station.rank));
    }
  }

  /** Records how an invocation ended and passes its products on. */
  void finish(InputSet set, long root, int call, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> publish(set, root, call, done.products());
      case Outcome.Failed failed -> fail(set, root, call, failed.message());
      case Outcome.Damaged damaged -> throw damaged.damage();
    }
    if (outbox.full()) {
      outbox.commit(unfinished);
    }
  }

  private void publish(InputSet set, long root, int call, List<Product> products) {
    Site site = set.site();
    Node node = site.station.node;
    int ordinal = 0;
    for (Product product : products) {
      LiveTopic topic = topicOf(site, product);
      if (!topic.unchangedBy(product.value())) {
        Published event =
            new Published(root, site.station.rank, call, ordinal, topic, product.value(), 0);
        outbox.product(event, node.name(), set.trigger().event().offset);
        trace.published(site.station, event);
        publish(event);
        ordinal++;
      }
    }
  }

  private LiveTopic topicOf(Site site, Product product) {
    LiveTopic fixed = site.outputs[product.output()];
    if (fixed != null) {
      return fixed;
    }
    Binding all = site.binding.and(product.binding());
    return plan.topics.named(
        site.station.node.outputs().get(product.output()).pattern().at(all).toString());
  }

  private void publish(Published event) {
    event.topic.add(event, unfinished);
    touchSubscribers(event);
  }

  private void fail(InputSet set, long root, int call, String message) {
    Node node = set.site().station.node;
    boolean stops = node.onFailure() == Node.OnFailure.STOP;
    Value change = StateChange.failed(root, node.name(), call, set.site().binding, message, stops);
    outbox.stateChange(change, beganAtStateChange(set));
    trace.failed(set.site().station, root, call, set.site().binding, message);
    if (stops) {
      throw new EngineStopped(
          "node "
              + node.name()
              + " failed at root "
              + root
              + " and its policy is to stop: "
              + message
              + "; mend it and run again");
    }
  }

  private boolean beganAtStateChange(InputSet set) {
    return stateChanges.contains(set.trigger().event().root);
  }

  private void touchSubscribers(Published event) {
    for (Subscription subscription : event.topic.subscriptions) {
      Station station = subscription.station();
      if (subscription.triggers() && event.root >= station.since) {
        touch(station, event.root).add(new Trigger.Input(subscription, event));
      }
    }
  }

  private Pending touch(Station station, long root) {
    if (plan.slow(station)) {
      return station.pending(root);
    }
    ready.set(station.rank);
    return station.now(root);
  }

  /** Makes sure that every node with recorded products at a root comes to publish them. */
  private void expectRecorded(long root) {
    for (String name : recorded.takeNodesAt(root)) {
      Station station = plan.station(name);
      if (station == null) {
        for (Event event : recorded.takeRest(name, root)) {
          publish(recall(event, plan.stations.size()));
        }
      } else {
        touch(station, root);
      }
    }
  }

  private Published recall(Event event, int rank) {
    return new Published(
        event.root(),
        rank,
        event.call(),
        event.ordinal(),
        plan.topics.named(event.topic()),
        LoggedValue.of(event.payload()),
        event.offset());
  }
}
