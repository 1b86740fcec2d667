package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Batch;
import io.leat.log.Branch;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.log.Origin;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a fork to re-execute on: what the roots below the fork caused is carried over as recorded,
 * then the options that are to be different, then the parent's later roots, each with its origin.
 * Runs no node code.
 */
final class Replay {
  private static final int ROOTS_PER_COMMIT = 1_000;

  private final LogStore store;
  private final EventLog parent;
  private final Lineage lineage;
  private final long from;

  Replay(LogStore store, String parent, long from) {
    this.store = store;
    this.parent = store.log(parent);
    this.lineage = Lineage.of(store, parent);
    this.from = from;
  }

  /**
   * Forks, and carries over what the parent's engine already did for the roots below the fork.
   *
   * @return whether that was everything; if not, the fork is to be run with the parent's graph
   *     before anything else happens on it
   */
  boolean fork(String onto) {
    return fork(onto, Extent.ALL, Purpose.NONE);
  }

  /**
   * As {@link #fork(String)}, and says what for, and how much of what will be carried over is to be
   * executed again.
   */
  boolean fork(String onto, Extent extent, Purpose purpose) {
    Branch fork = store.fork(onto, parent.branch().name(), from);
    boolean finished = parent.settled() >= from;
    try (LogWriter writer = store.log(fork.name()).write()) {
      Batch batch = writer.batch();
      Map<Long, Long> moved = new HashMap<>();
      try (var reader = parent.read(from)) {
        for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
          for (Event event : commit.events()) {
            carryOutcome(event, finished, batch, moved);
          }
        }
      }
      Value change = StateChange.forked(parent.branch().name(), from, extent, purpose);
      batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
      writer.append(batch, finished ? from : writer.settled(), Durability.PROCESS);
    }
    return finished;
  }

  /**
   * A fork that a replay made.
   *
   * @param to every root of the parent below was carried over or left out
   * @param through whether what was carried over is settled
   */
  record Made(long to, boolean through) {}

  /**
   * What a replay made that was asked for just so; null if the branch is another's.
   *
   * @param asked identity of the revision
   */
  static @Nullable Made made(EventLog branch, String asked) {
    Branch.Fork fork = branch.branch().fork();
    if (fork == null) {
      return null;
    }
    boolean same = false;
    try (var reader = branch.read(fork.offset(), TopicFilter.only(Graph.STATE_CHANGES))) {
      for (Event event = reader.next(); event != null; event = reader.next()) {
        JsonNode change = LoggedValue.of(event.payload()).json();
        if (StateChange.is(change, StateChange.FORKED)) {
          same = change.path("about").path("asked").asText().equals(asked);
        } else if (StateChange.is(change, StateChange.REPLAYED)) {
          long to = change.path("about").path("to").asLong();
          return same ? new Made(to, branch.settled() > event.offset()) : null;
        }
      }
    }
    return null;
  }

  /**
   * @param moved by offset in the parent, what stands for the place in the batch
   */
  private void carryOutcome(Event event, boolean finished, Batch batch, Map<Long, Long> moved) {
    if (event.isRoot()) {
      carryChange(event, finished, batch);
    } else if (event.root() < from) {
      long cause = moved.getOrDefault(event.cause(), event.cause());
      int index =
          batch.product(
              event.topic(),
              event.payload(),
              event.root(),
              Recorded.nodeOf(event),
              event.call(),
              event.ordinal(),
              cause);
      moved.put(event.offset(), Batch.here(index));
    }
  }

  /**
   * What the parent tells later of roots below the fork: how invocations ended, and with which
   * graph they were handled: that graph arrives on the fork too. Where not all of them are
   * finished, the engine that finishes them tells its graph itself.
   */
  private void carryChange(Event event, boolean finished, Batch batch) {
    if (!event.topic().equals(Graph.STATE_CHANGES)) {
      return;
    }
    JsonNode change = LoggedValue.of(event.payload()).json();
    JsonNode about = change.path("about");
    boolean graph = StateChange.is(change, StateChange.COMPILED);
    boolean outcome = StateChange.isOutcome(change);
    boolean told =
        graph
            ? finished && about.path("settled").asLong() < from
            : outcome && about.path("root").asLong() < from;
    if (told) {
      batch.root(event.topic(), event.payload(), null, outcome);
    }
  }

  /** Binds options on the fork, waking nobody, and carries over the roots from the fork on. */
  long carryRoots(String onto, List<Root> settings) {
    return carryRoots(onto, Revision.from(from).with(settings));
  }

  /**
   * Binds options on the fork, waking nobody, and appends to it the parent's roots from the cut on,
   * as a revision has them; says on record what became of them.
   *
   * @return how many roots were carried over
   */
  long carryRoots(String onto, Revision revision) {
    try (LogWriter writer = store.log(onto).write()) {
      Carrying carrying = new Carrying(writer);
      for (Root setting : revision.settings()) {
        carrying.batch.root(setting.topic(), LoggedValue.payload(setting.value()), null, true);
      }
      long to = new Revising(parent, revision).tell(carrying);
      Value change =
          StateChange.replayed(parent.branch(), from, to, carrying.carried, carrying.edited);
      carrying.batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
      writer.append(carrying.batch, writer.settled(), Durability.PROCESS);
      return carrying.carried;
    }
  }

  /** Writes what the fork is to have. What is not as on the parent is the fork's own. */
  private final class Carrying implements Revising.Target {
    final LogWriter writer;
    final Batch batch;
    final Map<Long, Origin> edited = new LinkedHashMap<>();
    long carried;

    Carrying(LogWriter writer) {
      this.writer = writer;
      this.batch = writer.batch();
    }

    @Override
    public void carry(Event root) {
      lineage.carried(root).addTo(batch);
      carried++;
    }

    @Override
    public void drop(Event root) {}

    @Override
    public void edit(Event root, Value value) {
      edited.put(writer.end() + batch.size(), lineage.origin(root));
      batch.root(root.topic(), LoggedValue.payload(value), null, root.quiet());
    }

    @Override
    public void insert(Root root) {
      batch.root(root.topic(), LoggedValue.payload(root.value()), null, false);
    }

    @Override
    public void reached(long end) {
      if (batch.size() >= ROOTS_PER_COMMIT) {
        writer.append(batch, writer.settled(), Durability.PROCESS);
        batch.clear();
      }
    }
  }
}
