package io.leat.engine;

import io.leat.log.Event;
import io.leat.state.TraversalReader.Traversal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Takes settled traversals into a plan, in order of root: what topics hold, and where nodes were
 * invoked. Runs no node code. Owned by one thread.
 */
final class Remembering {
  private final Plan plan;

  /** The stations of which it matters where they were invoked. */
  private final List<Station> stations;

  private final Eras eras;

  private final Trace silent = new Trace(null);

  /**
   * @param eras the graphs that handled the traversals
   */
  Remembering(Plan plan, List<Station> stations, Eras eras) {
    this.plan = plan;
    this.stations = stations;
    this.eras = eras;
  }

  void remember(Traversal traversal) {
    Published root = publish(traversal.root());
    List<Published> events = new ArrayList<>();
    events.add(root);
    for (Event event : traversal.products()) {
      events.add(publish(event));
    }
    if (!stations.isEmpty()) {
      rememberSites(root, events, traversal.root().quiet());
    }
  }

  private Published publish(Event event) {
    Published published = Published.of(event, eras.rankOf(event), plan.topics.named(event.topic()));
    published.topic.add(published, event.root());
    return published;
  }

  /** Enumerates where nodes were invoked in this traversal. */
  private void rememberSites(Published root, List<Published> events, boolean quiet) {
    events.sort(Comparator.naturalOrder());
    for (Station station : stations) {
      Pending pending = new Pending(station, root.root);
      if (!quiet) {
        pending.wake(root, plan);
      }
      for (Published event : events) {
        if (event != root || !quiet) {
          pending.arrive(event);
        }
      }
      pending.sets(silent);
    }
  }
}
