package io.leat.testkit;

import io.leat.engine.EngineEvent;
import io.leat.engine.EngineStopped;
import io.leat.engine.Leat;
import io.leat.engine.Machine;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine on a log in memory that goes on when it is told to: time passes and slow nodes answer
 * on the thread of the test. The log outlives engines.
 */
final class Stage {
  private final Path folder;
  private final StoryClock clock = new StoryClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final Queue<Runnable> slow = new ArrayDeque<>();
  private final Consumer<EngineEvent> listener;
  private @Nullable Leat leat;
  private @Nullable Run run;

  /**
   * A stage on which nothing has happened.
   *
   * @param folder in which commands run
   */
  Stage(Path folder, Consumer<EngineEvent> listener) {
    this.folder = folder;
    this.listener = listener;
  }

  boolean running() {
    return run != null;
  }

  /**
   * Starts an engine.
   *
   * @throws io.leat.nodes.value.Invalid if an option is wrong or missing
   */
  void start(Graph graph, List<Root> settings) {
    leat = Leat.over(store, graph, folder, new Machine(clock, slow::add));
    run = leat.start(settings, listener);
  }

  /**
   * Appends roots as one batch; runs nothing.
   *
   * @throws io.leat.nodes.value.Invalid if one is refused
   */
  void append(List<Root> roots) {
    engine().append(roots, Durability.PROCESS);
  }

  /**
   * Lets every traversal come to its end; time passes as far as failed invocations wait to be tried
   * again.
   */
  void settle() {
    Run engine = engine();
    try {
      while (!engine.settled()) {
        boolean waits = engine.doWork() == 0 && !answer();
        if (waits && engine.nextDueMs() != Long.MAX_VALUE) {
          clock.reach(Instant.ofEpochMilli(engine.nextDueMs()));
        }
      }
    } catch (EngineStopped e) {
      end(engine);
    }
  }

  /** Lets the slow node that was called first answer; false if none is under way. */
  private boolean answer() {
    Runnable first = slow.poll();
    if (first != null) {
      first.run();
    }
    return first != null;
  }

  /** Lets time pass, and happen what is due meanwhile. */
  void advance(Duration time) {
    Instant end = clock.instant().plus(time);
    settle();
    for (Run engine = run; engine != null; engine = run) {
      Instant due = Instant.ofEpochMilli(Math.min(engine.nextDueMs(), engine.nextTickMs()));
      clock.reach(due.isAfter(end) ? end : due);
      var _ = engine.tick() + engine.doWork();
      settle();
      if (due.isAfter(end)) {
        return;
      }
    }
    clock.reach(end);
  }

  /** Makes it as late as the last tick on the log, unless it is later already. */
  void reachLastTick(Graph graph) {
    for (Event event : events()) {
      Topic<?> topic = graph.topic(event.topic());
      if (topic != null && topic.every() != null) {
        clock.reach(Objects.requireNonNull(Values.of(event).as(Type.INSTANT)));
      }
    }
  }

  /** Ends the engine in order. */
  void stop() {
    Run engine = run;
    if (engine != null) {
      engine.toTheEnd();
      end(engine);
    }
  }

  /**
   * The process dies.
   *
   * @param power whether the machine loses power, and with it what was not forced to the disk
   */
  void crash(boolean power) {
    store.crash(unforced -> power ? 0 : unforced);
    Run engine = run;
    if (engine != null) {
      end(engine);
    }
  }

  private void end(Run engine) {
    run = null;
    slow.clear();
    engine.close();
  }

  /** The workspace, to ask what an engine is not needed for. */
  Leat leat() {
    Leat opened = leat;
    if (opened == null) {
      throw new IllegalStateException("nothing has happened yet; begin with append");
    }
    return opened;
  }

  private Run engine() {
    Run engine = run;
    if (engine == null) {
      throw new IllegalStateException("no engine runs");
    }
    return engine;
  }

  /** Everything on the log, in order of offset. */
  List<Event> events() {
    List<Event> events = new ArrayList<>();
    try (LogReader reader = store.log(LogStore.MAIN).read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        events.addAll(commit.events());
      }
    }
    return events;
  }
}
