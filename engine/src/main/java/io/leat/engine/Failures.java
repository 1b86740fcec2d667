package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import java.util.HashSet;
import java.util.Set;

/** The failed invocations of a branch. */
final class Failures {

  /** An invocation that failed. */
  record Call(long root, String node, int call) {}

  private Failures() {}

  /** Every invocation that failed on a branch. */
  static Set<Call> of(EventLog log) {
    Set<Call> failed = new HashSet<>();
    StateChange.tell(
        log,
        log.first(),
        (_, change) -> {
          if (StateChange.is(change, StateChange.FAILED)) {
            JsonNode about = change.path("about");
            failed.add(
                new Call(
                    about.path("root").asLong(),
                    about.path("node").asText(),
                    about.path("call").asInt()));
          }
        });
    return failed;
  }

  /**
   * What the event at an offset says of a failed invocation: its field {@code about}.
   *
   * @throws Invalid if it tells of none, or of one that the engine tries again by itself
   */
  static JsonNode at(EventLog log, long offset) {
    Event event = Stretch.find(log, offset);
    if (event != null && event.offset() == offset && event.topic().equals(Graph.STATE_CHANGES)) {
      JsonNode change = LoggedValue.of(event.payload()).json();
      if (StateChange.is(change, StateChange.FAILED)) {
        if (StateChange.isOutcome(change)) {
          return change.path("about");
        }
        throw new Invalid(
            "the engine stopped at the failure at offset "
                + offset
                + " and tries that invocation again when it starts next: leat run");
      }
    }
    throw new Invalid(
        "no invocation failed at offset "
            + offset
            + "; leat tail "
            + Graph.STATE_CHANGES
            + " shows the failures and their offsets");
  }
}
