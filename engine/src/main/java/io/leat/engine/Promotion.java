package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Branch;
import io.leat.log.Durability;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts a fork in the place of another branch, as it stands. Runs no node code. Whatever it is cut
 * off at, it may be done again: until the name moves, which is one step, all that happened is that
 * the fork knows more of the branch's roots.
 *
 * @param fork what is to get the name
 * @param over the branch that has it
 * @param kept what that is called from then on
 * @param by on whose behalf; null if nobody said
 */
record Promotion(LogStore store, String fork, String over, String kept, @Nullable String by) {
  private static final int ROOTS_PER_COMMIT = 1_000;

  /**
   * Carries over the roots of the branch that the fork does not know, says on both what happens,
   * and moves the name.
   *
   * @return how many roots were carried over
   * @throws io.leat.log.LogException.Invalid if a name is taken, unknown or malformed, or no branch
   *     would be called {@code main}; nothing was written
   * @throws io.leat.log.LogException.Unavailable if one of the two is held by a writer; nothing was
   *     written
   */
  long run() {
    if (fork.equals(over)) {
      throw new Invalid("branch " + over + " cannot take its own place");
    }
    Map<String, String> names = Map.of(over, kept, fork, over);
    Branch.checkNames(store.branches(), names);
    try (LogWriter old = store.log(over).write();
        LogWriter next = store.log(fork).write()) {
      long carried = carry(next);
      Value change = StateChange.promoted(this, store.log(over).branch(), old.settled());
      tell(old, change);
      tell(next, change);
      store.rename(names);
      return carried;
    }
  }

  private long carry(LogWriter next) {
    Batch batch = next.batch();
    long[] carried = {0};
    Horizon.tellUnknown(
        store,
        over,
        fork,
        root -> {
          root.addTo(batch);
          carried[0]++;
          if (batch.size() >= ROOTS_PER_COMMIT) {
            next.append(batch, next.settled(), Durability.PROCESS);
            batch.clear();
          }
        });
    if (batch.size() > 0) {
      next.append(batch, next.settled(), Durability.PROCESS);
    }
    return carried[0];
  }

  private static void tell(LogWriter writer, Value change) {
    Batch batch = writer.batch();
    batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
    writer.append(batch, writer.settled(), Durability.DISK);
  }
}
