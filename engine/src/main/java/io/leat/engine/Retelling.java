package io.leat.engine;

import io.leat.engine.Eras.Era;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.state.TraversalReader.Traversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Carries recorded traversals through the graph of their time once more: each node is called for on
 * what it was then, and publishes what the record has. Owned by one thread.
 */
final class Retelling {
  private record Call(String node, int call) {}

  private final Eras eras;
  private final Plan plan;
  private final Comparison comparison;
  private final Invocations before;
  private final Trace silent = new Trace(null);

  /**
   * @param era that of the traversals to be compared
   */
  Retelling(Eras eras, Era era, EventLog log, Comparison comparison) {
    this.eras = eras;
    this.plan = Scene.plan(era.graph(), era.since());
    this.comparison = comparison;
    this.before = new Invocations(plan, plan.stations.stream().filter(Station::remembers).toList());
    for (Station station : plan.stations) {
      station.node.options().forEach(option -> Scene.setFirst(log, station, option));
    }
  }

  /** A root was read, perhaps long before it is its turn. */
  void read(Event root) {
    before.read(root);
  }

  /** The next traversal, in order of root, is not to be compared. */
  void pass(Traversal traversal) {
    before.remember(traversal);
  }

  /** The invocations of the next traversal are to be run again and compared; so are all later. */
  void retell(Traversal traversal) {
    before.end();
    Map<Call, List<Event>> products = new HashMap<>();
    for (Event product : traversal.products()) {
      products
          .computeIfAbsent(
              new Call(Recorded.nodeOf(product), product.call()), _ -> new ArrayList<>())
          .add(product);
    }
    Event event = traversal.root();
    Published root =
        Published.root(
            event.offset(), plan.topics.named(event.topic()), LoggedValue.of(event.payload()));
    List<Published> events = new ArrayList<>(List.of(root));
    root.topic.add(root, root.root);
    for (Station station : plan.stations) {
      int call = 0;
      for (InputSet set : sets(station, root, events, event.quiet())) {
        List<Event> recorded = products.remove(new Call(station.node.name(), call));
        List<Event> published = recorded == null ? List.of() : recorded;
        comparison.compare(set, call, event, published);
        published.forEach(product -> publish(product, events));
        call++;
      }
    }
    // What no node of this graph was called for stays a fact.
    for (Event product : traversal.products()) {
      if (products.containsKey(new Call(Recorded.nodeOf(product), product.call()))) {
        publish(product, events);
      }
    }
    comparison.finishedRoot();
  }

  private List<InputSet> sets(
      Station station, Published root, List<Published> events, boolean quiet) {
    Pending pending = new Pending(station, root.root);
    if (!quiet) {
      pending.wake(root, plan);
    }
    for (Published event : events) {
      if ((event != root || !quiet) && event.root >= station.since) {
        pending.arrive(event);
      }
    }
    return pending.sets(silent);
  }

  private void publish(Event product, List<Published> events) {
    Published published =
        Published.of(product, eras.rankOf(product), plan.topics.named(product.topic()));
    published.topic.add(published, product.root());
    events.add(published);
  }
}
