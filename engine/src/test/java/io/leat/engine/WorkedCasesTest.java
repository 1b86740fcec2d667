package io.leat.engine;

import static io.leat.engine.OnRecord.events;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.cases.WorkedCase;
import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Invocation;
import io.leat.engine.oracle.Invocation.Produced;
import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.SlowTasks;
import io.leat.engine.simulation.Subject;
import io.leat.engine.simulation.Subject.Identity;
import io.leat.engine.simulation.Subject.Input;
import io.leat.engine.simulation.Subject.Ran;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.value.Value;
import io.leat.state.Snapshots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The engine makes every invocation that the worked cases demand, and no other. */
class WorkedCasesTest {

  static List<WorkedCase> cases() {
    return WorkedCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onOneThreadInMemory(WorkedCase worked) {
    demandOf(worked, 0, memory(), false);
    demandOf(worked, 0, memory(), true);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void besideTheThreadInMemory(WorkedCase worked) {
    for (int jobs = 1; jobs <= 3; jobs++) {
      demandOf(worked, jobs, memory(), false);
      demandOf(worked, jobs, memory(), true);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onOneThreadOnDisk(WorkedCase worked, @TempDir Path folder) {
    demandOf(worked, 0, ChronicleStore.open(folder, new VirtualClock()), false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void besideTheThreadOnDisk(WorkedCase worked, @TempDir Path folder) {
    demandOf(worked, 2, ChronicleStore.open(folder, new VirtualClock()), true);
  }

  private static LogStore memory() {
    return new MemoryStore(new VirtualClock());
  }

  /**
   * @param atOnce whether all roots are there before anything runs, rather than each when what came
   *     before has settled
   */
  private static void demandOf(WorkedCase worked, int jobs, LogStore store, boolean atOnce) {
    Graph graph = worked.graph(jobs);
    var ran = new ArrayList<Ran>();
    var tasks = new SlowTasks();
    try (store) {
      EventLog log = store.log(LogStore.MAIN);
      var world = new Subject.World(new VirtualClock(), tasks, ran::add, Snapshots.Store.NONE);
      Subject engine = EngineSubject.MAKER.open(store, LogStore.MAIN, graph, world);
      for (WorkedCase.Told root : worked.roots()) {
        engine.append(List.of(new Input(root.topic(), root.value())), Durability.PROCESS);
        if (!atOnce) {
          settle(engine, tasks);
        }
      }
      settle(engine, tasks);

      assertThat(WorkedCase.text(invocations(graph, ran, events(log))))
          .as("%s, %d jobs", worked, jobs)
          .isEqualTo(worked.demanded());
      engine.close();
    }
  }

  private static void settle(Subject engine, SlowTasks tasks) {
    var random = new SplittableRandom(1);
    while (!engine.settled()) {
      int did = engine.doWork() + tasks.run(1, random);
      assertThat(did > 0 || engine.settled()).as("goes on").isTrue();
    }
  }

  /** Every call, with what the log says came of it, in order of position. */
  private static List<Invocation> invocations(Graph graph, List<Ran> ran, List<Event> events) {
    Map<Long, Integer> numbers = CanonicalForm.numbers(events);
    List<Node> ranked = new Ranking(graph).nodes();
    Set<Identity> failures = new HashSet<>();
    for (Event event : events) {
      if (event.topic().equals(Graph.STATE_CHANGES)
          && EngineSubject.MAKER.read(event) instanceof Subject.Change.Failed failed) {
        failures.add(failed.call());
      }
    }
    var invocations = new ArrayList<Invocation>();
    for (Ran call : ran) {
      Node node = Objects.requireNonNull(graph.node(call.node()));
      boolean failed = failures.contains(new Identity(call.root(), call.node(), call.call()));
      invocations.add(
          new Invocation(
              Objects.requireNonNull(numbers.get(call.root())),
              node,
              call.call(),
              call.handed(),
              List.of(),
              "",
              "",
              products(call, events),
              failed));
    }
    invocations.sort(
        Comparator.comparingInt(Invocation::root)
            .thenComparingInt(i -> ranked.indexOf(i.node()))
            .thenComparingInt(Invocation::call));
    return invocations;
  }

  private static List<Produced> products(Ran call, List<Event> events) {
    return events.stream()
        .filter(
            e -> call.node().equals(e.node()) && call.root() == e.root() && call.call() == e.call())
        .map(e -> new Produced(e.ordinal(), e.topic(), Value.encoded(e.payload().bytes())))
        .toList();
  }
}
