package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.Origin;
import java.util.HashMap;
import java.util.Map;

/**
 * What a root of one branch is on others: the root that was first appended at the same place, or
 * the one that it was edited from.
 */
final class Counterparts {
  private final Lineage lineage;

  /** By offset of a root that has another value, where the one stands that it was edited from. */
  private final Map<Long, Origin> edited = new HashMap<>();

  /**
   * @param from roots below this offset are not asked for
   */
  Counterparts(Lineage lineage, EventLog log, long from) {
    this.lineage = lineage;
    StateChange.tell(log, from, (_, change) -> look(change));
  }

  private void look(JsonNode change) {
    if (StateChange.is(change, StateChange.REPLAYED)) {
      for (JsonNode edit : change.path("edited")) {
        edited.put(
            edit.path("root").asLong(),
            new Origin(edit.path("line").asText(), edit.path("offset").asLong()));
      }
    }
  }

  Origin of(Event root) {
    Origin original = edited.get(root.offset());
    return original == null ? lineage.origin(root) : original;
  }
}
