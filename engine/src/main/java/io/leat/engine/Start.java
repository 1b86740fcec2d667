package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts an engine: takes the lock, reads the log, checks options, and records the start and, if it
 * is another one, the graph.
 *
 * @param settings options to set before anything runs
 * @param trace told what the engine does
 * @param wakeUp called by any thread when a slow node has answered
 */
record Start(
    Place place, Graph graph, List<Root> settings, Machine machine, Trace trace, Runnable wakeUp) {

  /**
   * @throws io.leat.nodes.value.Invalid if an option is wrong or missing; nothing was written
   * @throws io.leat.log.LogException.Unavailable if another writer holds the branch
   */
  Engine open() {
    LogWriter writer = place.log().write();
    try {
      return open(writer);
    } catch (RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  /**
   * Records the graph as the one that runs from here on. Runs nothing, so no option needs a value.
   *
   * @throws io.leat.log.LogException.Unavailable if another writer holds the branch
   */
  void compile() {
    try (LogWriter writer = place.log().write()) {
      Plan plan = new Plan(graph);
      long _ = introduce(plan, Restore.of(plan, place, trace), writer);
    }
  }

  private Engine open(LogWriter writer) {
    Plan plan = new Plan(graph);
    Restore restored = Restore.of(plan, place, trace);
    Door door = new Door(graph, writer, restored.optionValues());
    door.checkOptions(settings);
    if (!settings.isEmpty()) {
      door.append(settings, Durability.PROCESS, Guard.NONE);
      plan.set(settings);
    }
    long compiled = introduce(plan, restored, writer);
    trace.tell(new EngineEvent.Restored(restored.from(), restored.settled(), restored.end()));

    Outbox outbox = new Outbox(writer, trace);
    plan.stations.forEach(station -> station.start(place.folder()));
    Recorded recorded = restored.recorded();
    Traverser traverser = new Traverser(plan, recorded, outbox, trace);
    SlowLane slowLane = new SlowLane(plan, recorded, traverser, outbox, machine, trace, wakeUp);
    Ticks ticks = new Ticks(graph, restored.ticked(), machine.clock());
    SnapshotTaker snapshots =
        new SnapshotTaker(plan, place, machine, trace, compiled, restored.from());
    Works works = new Works(plan, outbox, traverser, slowLane, ticks, snapshots);
    return new Engine(place.log(), writer, restored.settled(), door, works);
  }

  /**
   * Records that the engine starts, and the graph if it is not the one that was compiled last.
   *
   * @return offset of the event that tells of the graph
   */
  private long introduce(Plan plan, Restore restored, LogWriter writer) {
    Batch batch = writer.batch();
    add(batch, StateChange.started(writer.run()));
    boolean another = !graph.identity().equals(restored.lastGraph());
    Map<String, Long> since = new LinkedHashMap<>();
    if (another) {
      for (Station station : plan.stations) {
        Long known = restored.firstGraph() ? Long.valueOf(0) : restored.since(station.node.name());
        if (known != null) {
          since.put(station.node.name(), known);
        }
      }
      add(batch, StateChange.compiled(graph, writer.settled(), since));
    }
    long compiled = writer.append(batch, writer.settled(), Durability.PROCESS) + 1;
    if (another) {
      plan.stations.forEach(
          station -> station.since = since.getOrDefault(station.node.name(), compiled));
    }
    return another ? compiled : restored.compiled();
  }

  private static void add(Batch batch, Value change) {
    batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
  }
}
