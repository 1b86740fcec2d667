package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;

/**
 * How roots that were carried over to a branch and are not settled there are to be handled, as its
 * log says.
 *
 * @param any whether there are such roots
 * @param superseded the line in whose place this branch was put while they were not settled; empty
 *     if it was not
 * @param settled what that line had finished then: every root below
 */
record Terms(boolean any, String superseded, long settled) {
  static final Terms NONE = new Terms(false, "", 0);

  static Terms of(EventLog log) {
    String own = log.branch().line();
    boolean any = false;
    String superseded = "";
    long settled = 0;
    try (var reader = log.read(log.settled())) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          any |= event.origin() != null;
          if (event.isRoot() && event.topic().equals(Graph.STATE_CHANGES)) {
            JsonNode change = LoggedValue.of(event.payload()).json();
            String line = change.path("about").path("line").asText();
            if (StateChange.is(change, StateChange.PROMOTED) && !line.equals(own)) {
              superseded = line;
              settled = change.path("about").path("settled").asLong();
            }
          }
        }
      }
    }
    return new Terms(any, superseded, settled);
  }
}
