package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What a branch knows of the history of another: the roots that it shares, those that it took over,
 * and those that it left out by a choice that is on record.
 */
final class Horizon {
  private final Map<String, Long> below = new HashMap<>();
  private final Set<Origin> taken = new HashSet<>();

  /**
   * @param branch whose horizon it is
   * @param from both branches share every event below this offset
   */
  private Horizon(EventLog branch, long from) {
    below.putAll(new Lineage(branch.ancestry()).limits());
    try (var reader = branch.read(Math.min(from, branch.end()))) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        commit.events().stream().filter(Event::isRoot).forEach(this::take);
      }
    }
  }

  private void take(Event root) {
    if (root.origin() != null) {
      taken.add(root.origin());
    }
    if (root.topic().equals(Graph.STATE_CHANGES)) {
      JsonNode change = LoggedValue.of(root.payload()).json();
      if (StateChange.is(change, StateChange.REPLAYED)) {
        JsonNode about = change.path("about");
        below.merge(about.path("line").asText(), about.path("to").asLong(), Math::max);
      }
      for (JsonNode left : change.path("leftOut")) {
        taken.add(new Origin(left.path("line").asText(), left.path("offset").asLong()));
      }
    }
  }

  /** Whether the branch has a root of another, or once decided to go without it. */
  boolean knows(Carried root) {
    return knows(root.origin()) || knows(root.place());
  }

  private boolean knows(Origin place) {
    return place.offset() < below.getOrDefault(place.line(), 0L) || taken.contains(place);
  }

  /**
   * Tells the roots of one branch that another does not know, in order; state changes are none.
   *
   * @throws Invalid if the two have no history in common
   */
  static void tellUnknown(LogStore store, String of, String to, Consumer<Carried> unknown) {
    EventLog log = store.log(of);
    Lineage lineage = new Lineage(log.ancestry());
    long shared = lineage.sharedBelow(Lineage.of(store, to));
    Horizon horizon = new Horizon(store.log(to), shared);
    Lineage.tellRoots(
        log,
        Math.min(shared, log.end()),
        event -> {
          Carried root = lineage.carried(event);
          if (!horizon.knows(root)) {
            unknown.accept(root);
          }
        });
  }
}
