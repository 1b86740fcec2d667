package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Branch;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.nodes.Graph;
import org.jspecify.annotations.Nullable;

/**
 * How a branch stands to the one that it was forked from.
 *
 * @param parent its name; null if the branch is no fork, or its parent was deleted
 * @param ahead roots that only the branch has, options that were bound on it among them; {@link
 *     #MANY} if they are not counted
 * @param behind roots that only the parent has, since the fork; {@link #MANY} if not counted
 * @param madeMicros when the branch was made, microseconds since 1970 UTC; -1 if the log does not
 *     say
 * @param by on whose behalf it was made; null if the log does not say
 * @param reason why it was made, as whoever made it said; null if nobody did
 */
public record Kinship(
    @Nullable String parent,
    long ahead,
    long behind,
    long madeMicros,
    @Nullable String by,
    @Nullable String reason) {

  /** There are too many to count them now and then. */
  public static final long MANY = -1;

  private static final long COUNTED_MAX = 1_000_000;

  /** How many roots one has that the other lacks. */
  static Kinship of(LogStore store, Branch branch) {
    EventLog log = store.log(branch.name());
    Branch.Fork fork = branch.fork();
    if (fork == null) {
      return new Kinship(null, 0, 0, -1, null, null);
    }
    Event made = forked(log, fork.offset());
    long madeMicros = made == null ? -1 : made.timeMicros();
    JsonNode told = made == null ? null : LoggedValue.of(made.payload()).json();
    String by = told == null ? null : StateChange.by(told);
    String reason = told == null ? null : StateChange.reason(told);
    Branch parent = Lineage.named(store, fork.line());
    if (parent == null) {
      return new Kinship(null, 0, 0, madeMicros, by, reason);
    }
    EventLog there = store.log(parent.name());
    boolean counted =
        log.end() - fork.offset() <= COUNTED_MAX && there.end() - fork.offset() <= COUNTED_MAX;
    return new Kinship(
        parent.name(),
        counted ? lacking(store, log, there, fork.offset()) : MANY,
        counted ? lacking(store, there, log, fork.offset()) : MANY,
        madeMicros,
        by,
        reason);
  }

  /** How many roots of a log, from an offset on, another has not. */
  private static long lacking(LogStore store, EventLog log, EventLog other, long from) {
    Origins known = new Origins();
    Lineage ofOther = Lineage.of(store, other.branch().name());
    Lineage.tellRoots(other, from, root -> known.add(ofOther.origin(root)));
    Lineage lineage = Lineage.of(store, log.branch().name());
    long[] lacking = {0};
    Lineage.tellRoots(
        log, from, root -> lacking[0] += known.contains(lineage.origin(root)) ? 0 : 1);
    return lacking[0];
  }

  /** What tells that the branch was made: it stands in the fork's first commit. */
  private static @Nullable Event forked(EventLog log, long from) {
    try (LogReader reader = log.read(Math.min(from, log.end()))) {
      Commit commit = reader.next();
      if (commit != null) {
        for (Event event : commit.events()) {
          if (event.topic().equals(Graph.STATE_CHANGES)
              && StateChange.is(LoggedValue.of(event.payload()).json(), StateChange.FORKED)) {
            return event;
          }
        }
      }
      return null;
    }
  }
}
