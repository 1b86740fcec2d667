package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Json;
import io.leat.engine.simulation.SlowTasks;
import io.leat.engine.simulation.Subject;
import io.leat.engine.simulation.Subject.Input;
import io.leat.engine.simulation.Subject.Ran;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.Faults;
import io.leat.log.LogStore;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.state.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Where stories are told: append, crash, expect. An engine on a log in memory; slow nodes answer
 * when the story says so.
 */
final class Stage {

  private final VirtualClock clock = new VirtualClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final List<Ran> ran = new ArrayList<>();
  private Graph graph;
  private SlowTasks tasks = new SlowTasks();
  private @Nullable Subject engine;
  private int writes;

  /** A stage on which nothing has happened and the engine is running. */
  Stage(Graph graph) {
    this.graph = graph;
    store.faults(
        new Faults() {
          @Override
          public void afterWrite(String branch, long first) {
            writes++;
          }
        });
    start();
  }

  /** Appends one root and does nothing else. */
  Stage append(String topic, String json) {
    engine().append(List.of(new Input(topic, Json.value(json))), Durability.PROCESS);
    return this;
  }

  /** Time passes; less than zero: the clock is set back. */
  Stage pass(Duration time) {
    clock.pass(time);
    return this;
  }

  /** The engine appends the ticks that are due. */
  Stage tick() {
    engine().tick();
    return this;
  }

  /** Lets everything that waits come to its end. */
  Stage settle() {
    return settle(0);
  }

  /** The same, with slow nodes answering in an order drawn from a seed. */
  Stage settle(long seed) {
    var random = new SplittableRandom(seed);
    while (!engine().settled()) {
      if (engine().doWork() == 0 && tasks.run(1, random) == 0) {
        assertThat(engine().settled()).as("nothing is under way, so nothing waits").isTrue();
      }
    }
    return this;
  }

  /** One turn of the engine's loop. */
  Stage turn() {
    engine().doWork();
    return this;
  }

  /** Everything that slow nodes are at ends; nobody has looked yet. */
  SlowTasks tasks() {
    return tasks;
  }

  /** The process dies, and is started again. Everything written is there. */
  Stage crash() {
    store.crash(unforced -> unforced);
    return start();
  }

  /**
   * The power fails, and the engine is started again. Nothing is there that was not forced to the
   * disk.
   */
  Stage losePower() {
    store.crash(_ -> 0);
    return start();
  }

  /** A clean stop and start. */
  Stage restart() {
    engine().close();
    return start();
  }

  /** A clean stop, and a start with another graph. */
  Stage restart(Graph other) {
    graph = other;
    return restart();
  }

  /**
   * Does something during which the process dies at a write, and starts again.
   *
   * @param nth how many writes succeed before
   * @param written whether the write that kills it is there
   */
  Stage dieAtWrite(int nth, boolean written, Runnable during) {
    store.faults(Death.atWrite(nth, written));
    try {
      during.run();
    } catch (Death _) {
      store.faults(Faults.NONE);
      return crash();
    }
    store.faults(Faults.NONE);
    return this;
  }

  /** How many writes there were. */
  int writes() {
    return writes;
  }

  /** What node code was called on since this was last asked, as {@code root.node.call}. */
  List<String> ran() {
    List<String> calls =
        ran.stream().map(call -> call.root() + "." + call.node() + "." + call.call()).toList();
    ran.clear();
    return calls;
  }

  /** Every value of a topic, in order of offset, as JSON. */
  List<String> values(String topic) {
    return OnRecord.valuesOf(log(), topic);
  }

  List<Event> events() {
    return OnRecord.events(log());
  }

  String canonicalForm() {
    return CanonicalForm.of(events());
  }

  EventLog log() {
    return store.log(LogStore.MAIN);
  }

  Subject engine() {
    return Objects.requireNonNull(engine);
  }

  MemoryStore store() {
    return store;
  }

  private Stage start() {
    tasks = new SlowTasks();
    engine =
        EngineSubject.MAKER.open(
            store,
            LogStore.MAIN,
            graph,
            new Subject.World(clock, tasks, ran::add, Snapshots.Store.NONE));
    return this;
  }
}
