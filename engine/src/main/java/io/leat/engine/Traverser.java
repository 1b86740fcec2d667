package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.value.Value;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Carries a root through the graph. Nodes that finish each root before the next is taken run here,
 * in order of rank, which makes everything upstream of a node finish before it; what reaches a slow
 * node waits at its station. Owned by the engine's thread.
 */
final class Traverser {
  private final Plan plan;
  private final Recorded recorded;
  private final Outbox outbox;
  private final Trace trace;

  /** Ranks of the stations that something waits for at the root being taken. */
  private final BitSet ready = new BitSet();

  /** The unfinished roots on {@code state-changes.log}. */
  private final TreeSet<Long> stateChanges = new TreeSet<>();

  private long unfinished;

  Traverser(Plan plan, Recorded recorded, Outbox outbox, Trace trace) {
    this.plan = plan;
    this.recorded = recorded;
    this.outbox = outbox;
    this.trace = trace;
  }

  /** Says that no node will be handled at a root below this one any more. */
  void finishedBelow(long root) {
    unfinished = root;
    recorded.finishedBelow(root);
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
    recorded.take(event);
    root.topic.add(root, unfinished);
    if (event.topic().equals(Graph.STATE_CHANGES)) {
      stateChanges.add(root.root);
    }
    if (!event.quiet()) {
      if (root.topic.wakes) {
        Waking.by(root, plan, (station, trigger) -> touch(station, root.root).add(trigger));
      }
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
    for (InputSet set : pending.sets(trace)) {
      if (recorded.covers(station.node.name(), pending.root, call)) {
        reuse(set, call);
      } else {
        Outcome known = recorded.inherited().of(station.node.name(), pending.root, call);
        finish(set, call, "", known == null ? run(set, call) : known);
      }
      call++;
    }
    if (!recorded.spentAt(pending.root)) {
      publishRest(station, pending.root);
    }
  }

  private Outcome run(InputSet set, int call) {
    Handed handed = Invoker.handed(set, call, null);
    trace.invoked(set, call, handed);
    trace.begins(set);
    Outcome outcome = Invoker.run(set.site().station, handed);
    trace.ends(set);
    return outcome;
  }

  /** Uses what the log says of an invocation. */
  void reuse(InputSet set, int call) {
    Station station = set.site().station;
    trace.reused(set, call);
    for (Event event : recorded.take(station.node.name(), set.root(), call)) {
      publish(recall(event, station.rank));
    }
  }

  /** Publishes recorded products of calls that the node does not make any more: they stay facts. */
  void publishRest(Station station, long root) {
    for (Event event : recorded.takeRest(station.node.name(), root)) {
      publish(recall(event, station.rank));
    }
  }

  /**
   * Records how an invocation ended and passes its products on.
   *
   * @param execution identity of what ran, where its node is recorded or an effect
   */
  void finish(InputSet set, int call, String execution, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> answer(set, call, execution, done.products());
      case Outcome.Known known -> {
        trace.reused(set, call);
        answer(set, call, execution, known.products());
      }
      case Outcome.Inherited inherited -> inherit(set, call, inherited);
      case Outcome.Closed _ -> {
        trace.skipped(set, call, EngineEvent.Reason.CLOSED);
        tell(StateChange.CLOSED, set, call, execution, new Answer());
      }
      case Outcome.Failed failed -> fail(set, call, failed.message());
      case Outcome.Damaged damaged -> throw damaged.damage();
    }
    if (outbox.full()) {
      outbox.commit(unfinished);
    }
  }

  /** Writes what another line has of an invocation, as it is there. */
  private void inherit(InputSet set, int call, Outcome.Inherited outcome) {
    Station station = set.site().station;
    trace.reused(set, call);
    for (Event event : outcome.products()) {
      publish(
          set,
          new Published(
              set.root(),
              station.rank,
              call,
              event.ordinal(),
              plan.topics.named(event.topic()),
              LoggedValue.of(event.payload()),
              0));
    }
    JsonNode told = outcome.told();
    if (told != null) {
      outbox.stateChange(StateChange.told(told, set, call), beganAtStateChange(set));
    }
  }

  private void answer(InputSet set, int call, String execution, List<Product> products) {
    Kind kind = set.site().station.node.kind();
    if (kind == Kind.PURE) {
      publish(set, call, products, null);
    } else {
      Answer answer = new Answer();
      publish(set, call, products, answer);
      String what = kind == Kind.EFFECT ? StateChange.DELIVERED : StateChange.RECORDED;
      tell(what, set, call, execution, answer);
    }
  }

  private void tell(String what, InputSet set, int call, String execution, Answer answer) {
    Value change = StateChange.answered(what, set, call, execution, answer.told());
    outbox.stateChange(change, beganAtStateChange(set));
  }

  private void publish(InputSet set, int call, List<Product> products, @Nullable Answer answer) {
    Site site = set.site();
    Node node = site.station.node;
    int ordinal = 0;
    for (Product product : products) {
      LiveTopic topic = site.topicOf(product);
      boolean withheld = topic.unchangedBy(product.value());
      if (answer != null) {
        answer.add(node, product, withheld);
      }
      if (!withheld) {
        Published event =
            new Published(set.root(), site.station.rank, call, ordinal, topic, product.value(), 0);
        publish(set, event);
        ordinal++;
      } else {
        trace.withheld(set, call, topic.name.text());
      }
    }
  }

  private void publish(InputSet set, Published event) {
    Station station = set.site().station;
    outbox.product(event, station.name, set.trigger().event().offset);
    trace.published(station, event);
    publish(event);
  }

  private void publish(Published event) {
    event.topic.add(event, unfinished);
    touchSubscribers(event);
  }

  /** Writes what is decided: all of it lies below the result. */
  long written() {
    if (!outbox.isEmpty()) {
      outbox.commit(unfinished);
    }
    return outbox.end();
  }

  private void fail(InputSet set, int call, String message) {
    long root = set.root();
    Node node = set.site().station.node;
    boolean stops = node.onFailure() == Node.OnFailure.STOP;
    Value change = StateChange.failed(root, node.name(), call, set.site().binding, message, stops);
    outbox.stateChange(change, beganAtStateChange(set));
    trace.failed(set, call, message);
    if (stops) {
      throw EngineStopped.at(root, node.name(), message);
    }
  }

  private boolean beganAtStateChange(InputSet set) {
    return stateChanges.contains(set.trigger().event().root);
  }

  /** Closes what is read beside the log. */
  void close() {
    recorded.inherited().close();
  }

  private void touchSubscribers(Published event) {
    for (Subscription s = event.topic.subscriptions; s != null; s = s.next) {
      Station station = s.station;
      if (s.triggers && event.root >= station.since) {
        touch(station, event.root).add(new Trigger.Input(s, event));
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
    return Published.of(event, rank, plan.topics.named(event.topic()));
  }
}
