package io.leat.engine.simulation;

import io.leat.engine.oracle.Json;
import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.Blueprint.Plan;
import io.leat.engine.simulation.Blueprint.Setting;
import io.leat.engine.simulation.Subject.Change.Answered;
import io.leat.engine.simulation.Subject.Identity;
import io.leat.engine.simulation.Subject.Input;
import io.leat.engine.simulation.Subject.Ran;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** History is executed again on a fork. */
record Refork(
    LogStore store,
    Map<String, Ranking> rankings,
    Subject.Maker maker,
    Health health,
    Diary diary,
    VirtualClock clock,
    boolean asked) {

  private static final int TURNS_MAX = 100_000;

  /**
   * Forks main at a cut drawn by chance, executes again what came later, and compares with what the
   * rule demands.
   *
   * @param blueprint of the graph that runs on main
   */
  void run(Blueprint blueprint, SplittableRandom random) {
    EventLog main = store.log(LogStore.MAIN);
    List<Event> original = LogLaws.check(main);
    long cut = random.nextLong(main.end() + 1);
    String name = "fork-" + store.branches().size();
    Graph graph = built(blueprint);
    Graph other = random.nextInt(3) == 0 ? built(Rebuilding.code(blueprint, random)) : graph;
    List<Input> options = options(blueprint, random);
    Past there = new Past(original, rankings, maker, diary);
    Set<String> cone =
        random.nextBoolean() ? null : new Cone(there, original, cut, other).draw(options, random);

    var ledger = new Ledger(true);
    boolean finished = maker.fork(store, cut, name, cone);
    EventLog fork = store.log(name);
    List<Event> made = LogLaws.check(fork);
    demandProducts(original, cut, made);
    var carried =
        new Past.Carried(
            fork.settled(),
            new Past(made, rankings, maker, diary).finished(),
            new Past.Inherited(cone, main.settled(), there));
    if (!finished) {
      settle(fork, graph, ledger, random).close();
    }
    maker.carry(store, cut, name, options);
    ledger.forget();
    Subject subject = settle(fork, other, ledger, random);

    List<Event> events = LogLaws.check(fork);
    demandRoots(original, cut, options, events);
    var past = new Past(events, carried, rankings, maker, diary);
    Agreement.demand(events, past, ledger.all());
    if (asked) {
      Explanations.demand(maker.explain(store, name), events, past);
    }
    demandOnlyRan(cone, main.settled(), events, ledger);
    demandPrecedents(there.answers(), events, past, ledger);
    subject.close();
  }

  private Graph built(Blueprint blueprint) {
    Graph graph = Workshop.build(blueprint, health, diary);
    rankings.put(graph.identity(), new Ranking(graph));
    return graph;
  }

  private static List<Input> options(Blueprint blueprint, SplittableRandom random) {
    var options = new ArrayList<Input>();
    for (Plan plan : blueprint.nodes()) {
      for (Setting option : plan.options()) {
        if (random.nextInt(3) == 0) {
          String value = Integer.toString(20 + random.nextInt(3));
          options.add(new Input(plan.name() + "." + option.name(), Json.value(value)));
        }
      }
    }
    return options;
  }

  private Subject settle(EventLog log, Graph graph, Ledger ledger, SplittableRandom random) {
    List<Event> events = LogLaws.check(log);
    ledger.starts(
        new Past(events, rankings, maker, diary).finished(), log.settled(), events.size());
    var tasks = new SlowTasks();
    Subject subject =
        maker.open(
            store,
            log.branch().name(),
            graph,
            new Subject.World(clock, tasks, ledger.of(graph), new Shelf()));
    for (int turn = 0; !subject.settled(); turn++) {
      if (subject.doWork() == 0 && tasks.run(1, random) == 0) {
        clock.pass(Duration.ofSeconds(1));
      }
      if (turn > TURNS_MAX) {
        throw new AssertionError(log.branch() + " is not settled after " + TURNS_MAX + " turns");
      }
    }
    return subject;
  }

  /** No code ran of what is taken over. */
  private static void demandOnlyRan(
      @Nullable Set<String> cone, long settled, List<Event> events, Ledger ledger) {
    for (Ran call : ledger.all()) {
      Origin origin = events.get((int) call.root()).origin();
      boolean recorded = origin != null && origin.offset() < settled;
      if (cone != null && recorded && !cone.contains(call.node())) {
        throw new AssertionError(call + " ran outside of " + cone);
      }
    }
  }

  /** What was answered on main is answered so here, and what was not is asked for. */
  private static void demandPrecedents(
      Map<Identity, Answered> onMain, List<Event> events, Past past, Ledger ledger) {
    past.answers()
        .forEach(
            (call, answered) -> {
              var origin = events.get((int) call.root()).origin();
              if (origin == null) {
                return;
              }
              Answered there = onMain.get(new Identity(origin.offset(), call.node(), call.call()));
              boolean same = there != null && there.execution().equals(answered.execution());
              if (same == ledger.ranSinceStart(call) && !answered.closed()) {
                throw new AssertionError(call + (same ? " ran again" : " did not run"));
              }
              if (same && answered.closed()) {
                throw new AssertionError(call + " was delivered on main and is closed");
              }
            });
  }

  /** The fork has the products of the roots below the cut, and no others. */
  private static void demandProducts(List<Event> original, long cut, List<Event> forked) {
    List<String> expected = products(original, cut);
    List<String> actual = products(forked, Long.MAX_VALUE);
    if (!actual.equals(expected)) {
      throw new AssertionError("the fork has " + actual + " instead of " + expected);
    }
  }

  private static List<String> products(List<Event> events, long cut) {
    return events.stream()
        .filter(event -> !event.isRoot() && event.root() < cut)
        .map(e -> e.root() + "." + e.node() + "." + e.call() + "." + e.ordinal() + " " + text(e))
        .toList();
  }

  /**
   * The fork has the roots of the line that it came from, and from the cut on the options before
   * them.
   */
  private static void demandRoots(
      List<Event> original, long cut, List<Input> options, List<Event> forked) {
    var expected = new ArrayList<String>();
    roots(original.subList(0, (int) cut)).forEach(root -> expected.add(text(root)));
    options.forEach(option -> expected.add(option.topic() + " " + Json.text(option.value())));
    roots(original.subList((int) cut, original.size())).forEach(root -> expected.add(text(root)));
    List<String> actual = roots(forked).stream().map(Refork::text).toList();
    if (!actual.equals(expected)) {
      throw new AssertionError("the fork has the roots " + actual + " instead of " + expected);
    }
  }

  private static List<Event> roots(List<Event> events) {
    return events.stream()
        .filter(event -> event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES))
        .toList();
  }

  private static String text(Event event) {
    return event.topic() + " " + Json.text(Value.encoded(event.payload().bytes()));
  }
}
