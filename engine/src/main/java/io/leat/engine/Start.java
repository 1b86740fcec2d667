package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.EventLog;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Starts an engine: takes the lock, reads the log, checks options, and records the start and, if it
 * is another one, the graph.
 *
 * @param workspace the folder in which commands run
 * @param settings options to set before anything runs
 * @param trace told what the engine does
 * @param wakeUp called by any thread when a slow node has answered
 */
record Start(
    EventLog log,
    Graph graph,
    Path workspace,
    List<Root> settings,
    Machine machine,
    Trace trace,
    Runnable wakeUp) {

  /**
   * @throws io.leat.nodes.value.Invalid if an option is wrong or missing; nothing was written
   * @throws io.leat.log.LogException.Unavailable if another writer holds the branch
   */
  Engine open() {
    LogWriter writer = log.write();
    try {
      return open(writer);
    } catch (RuntimeException | Error e) {
      writer.close();
      throw e;
    }
  }

  private Engine open(LogWriter writer) {
    Plan plan = new Plan(graph);
    Restore restored = Restore.of(plan, log);
    Door door = new Door(graph, writer, restored.optionValues());
    door.checkOptions(settings);
    if (!settings.isEmpty()) {
      door.append(settings, Durability.PROCESS);
      plan.set(settings);
    }
    introduce(plan, restored, writer);
    trace.restored(restored.settled(), restored.end());

    Outbox outbox = new Outbox(writer, trace);
    List<Runner> runners = new ArrayList<>();
    for (Station station : plan.stations) {
      runners.add(station.node.body().open(station.node, workspace));
    }
    Traverser traverser = new Traverser(plan, runners, restored.recorded(), outbox, trace);
    SlowLane slowLane =
        new SlowLane(plan, runners, restored.recorded(), traverser, machine, trace, wakeUp);
    return new Engine(log, writer, restored.settled(), door, outbox, traverser, slowLane, runners);
  }

  /** Records that the engine starts, and the graph if it is not the one that was compiled last. */
  private void introduce(Plan plan, Restore restored, LogWriter writer) {
    Batch batch = writer.batch();
    add(batch, StateChange.started(writer.run()));
    boolean another = !graph.identity().equals(restored.lastGraph());
    Map<String, Long> since = new LinkedHashMap<>();
    if (another) {
      for (Station station : plan.stations) {
        Long known =
            restored.firstGraph() ? Long.valueOf(0) : restored.since().get(station.node.name());
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
  }

  private static void add(Batch batch, Value change) {
    batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
  }
}
