package io.leat.engine.simulation;

import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import java.util.List;

/** What whoever waits for a batch is given, compared with what the log holds of it in the end. */
final class Patience {
  private Patience() {}

  static void demand(Subject.Maker maker, LogStore store, String branch, Past past) {
    try (LogReader reader = store.log(branch).read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        if (past.awaits(commit)) {
          List<Event> given = maker.caused(store, branch, commit.first());
          List<Event> caused = past.causedBy(commit);
          if (given != null && !given.equals(caused)) {
            throw new AssertionError(
                "who waits for %s is given %s instead of %s".formatted(commit, given, caused));
          }
        }
      }
    }
  }
}
