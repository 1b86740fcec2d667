package io.leat.engine;

import io.leat.log.EventLog;
import io.leat.state.Snapshot;
import io.leat.state.Snapshot.Invoked;
import io.leat.state.Snapshot.Last;
import io.leat.state.Snapshot.Seal;
import io.leat.state.Snapshots;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Takes a snapshot now and then, so that the next start need not read the whole log. What it holds
 * is gathered on the engine's thread, where only references are copied, and written beside it.
 * Owned by the engine's thread.
 */
final class SnapshotTaker {
  private final Plan plan;
  private final EventLog log;
  private final Snapshots snapshots;
  private final Machine machine;
  private final Trace trace;

  /** Offset of the event that told of the graph that runs. */
  private final long compiled;

  /** What became of the one that is being written; null while none is. */
  private final AtomicReference<EngineEvent> written = new AtomicReference<>();

  private boolean writing;
  private long lastCut;

  /**
   * @param lastCut where the snapshot was cut that the engine started from; 0 if from none
   */
  SnapshotTaker(Plan plan, Place place, Machine machine, Trace trace, long compiled, long lastCut) {
    this.plan = plan;
    this.log = place.log();
    this.snapshots = place.snapshots();
    this.machine = machine;
    this.trace = trace;
    this.compiled = compiled;
    this.lastCut = lastCut;
  }

  /**
   * Takes a snapshot, if one is due.
   *
   * @param settled every root below it is settled, and everything decided is written
   */
  void work(long settled) {
    if (writing) {
      EngineEvent became = written.getAndSet(null);
      if (became == null) {
        return;
      }
      writing = false;
      trace.tell(became);
    }
    long distance = settled - lastCut;
    if (settled > compiled && distance >= Math.max(snapshots.every(), plan.topics.all().size())) {
      take(settled);
    }
  }

  private void take(long cut) {
    Seal seal = Seal.of(log, log.end());
    if (seal == null) {
      return;
    }
    lastCut = cut;
    Snapshot snapshot =
        new Snapshot(cut, seal, plan.graph.identity(), compiled, topics(cut), invoked(cut));
    writing = true;
    machine
        .beside()
        .execute(
            () -> {
              EngineEvent became;
              try {
                snapshots.keep(snapshot);
                became = new EngineEvent.SnapshotTaken(cut, snapshot.topics().size());
              } catch (IOException | OutOfMemoryError e) {
                became = new EngineEvent.SnapshotIgnored(cut, "it cannot be written: " + e);
              }
              written.set(became);
            });
  }

  private List<Last> topics(long cut) {
    List<Last> topics = new ArrayList<>(plan.topics.all().size());
    for (LiveTopic topic : plan.topics.all()) {
      Published last = topic.lastThrough(cut - 1);
      if (last != null) {
        topics.add(
            new Last(
                topic.name.text(),
                topic.count - topic.countAfter(cut - 1),
                last.offset,
                last.root,
                last.rank,
                last.call,
                last.ordinal,
                last.value.content() instanceof LoggedValue ? null : last.value.bytes()));
      }
    }
    return topics;
  }

  private List<Invoked> invoked(long cut) {
    List<Invoked> invoked = new ArrayList<>();
    for (Station station : plan.stations) {
      if (station.remembers()) {
        for (Site site : station.invokedSites()) {
          if (site.firstInvoked < cut) {
            invoked.add(new Invoked(station.node.name(), site.binding.values(), site.firstInvoked));
          }
        }
      }
    }
    return invoked;
  }
}
