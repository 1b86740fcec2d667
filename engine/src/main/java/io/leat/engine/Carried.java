package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Event;
import io.leat.log.Origin;

/**
 * A root of one branch that is to be appended to another.
 *
 * @param event as it stands on the branch that it is read from
 * @param place where on the lines of that branch it stands
 * @param origin where it was first appended: there, unless it was carried over to there
 */
record Carried(Event event, Origin place, Origin origin) {

  /** Adds it to a batch of the other branch, where it keeps its origin. */
  void addTo(Batch batch) {
    batch.root(event.topic(), event.payload(), origin, event.quiet());
  }

  Root root() {
    return new Root(event.topic(), LoggedValue.of(event.payload()));
  }
}
