package io.leat.engine.simulation;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Era;
import io.leat.engine.oracle.Json;
import io.leat.engine.oracle.Oracle;
import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.Step.Told;
import io.leat.engine.simulation.Subject.Input;
import io.leat.log.Branch;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.Faults;
import io.leat.log.LogStore;
import io.leat.log.MemoryStore;
import io.leat.log.Origin;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import io.leat.state.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * One seed of what branches promise: a random graph, random roots on {@code main} and on forks of
 * it and of each other; then what topics held at a cut must be what a fork there holds, a merge
 * must equal appending by hand, and a promotion a run that had those roots and that code from the
 * start, wherever the process died in between.
 */
public final class Branching {
  private static final int TURNS_MAX = 100_000;

  /** What can be done with branches. */
  public interface Verbs {
    /** Forks a branch at a cut; says whether all below is finished there. */
    boolean fork(Fork fork);

    /** Carries over what came later, behind options that it binds. */
    void carry(Fork fork, List<Input> options);

    /** Carries over what came later and below another cut. */
    void carry(Fork fork, long to);

    /** Appends a fork's own roots to a branch, conflicts decided for the fork. */
    void merge(LogStore store, String fork, String target, Graph graph);

    /** Puts a fork in the place of {@code main}. */
    void promote(LogStore store, String fork, String kept);
  }

  /** A fork to be made. */
  public record Fork(LogStore store, String parent, long cut, String name) {}

  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;
  }

  private final Subject.Maker maker;
  private final Verbs verbs;
  private final SplittableRandom random;
  private final VirtualClock clock = new VirtualClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final Blueprint blueprint;
  private final Graph graph;
  private final Graph other;

  private Branching(Subject.Maker maker, Verbs verbs, long seed) {
    this.maker = maker;
    this.verbs = verbs;
    this.random = new SplittableRandom(seed);
    this.blueprint = RandomGraph.draw(random.split()).of(Kind.PURE);
    this.graph = built(blueprint);
    this.other = random.nextBoolean() ? graph : built(Rebuilding.code(blueprint, random.split()));
  }

  private static Graph built(Blueprint blueprint) {
    return Workshop.build(blueprint, new Health(), new Diary());
  }

  /**
   * Runs one seed.
   *
   * @throws AssertionError if anything does not hold
   */
  public static void run(Subject.Maker maker, Verbs verbs, long seed) {
    var branching = new Branching(maker, verbs, seed);
    if (branching.graph.nodes().stream()
        .flatMap(node -> node.inputs().stream())
        .anyMatch(input -> input.pattern().match(Graph.STATE_CHANGES) != null)) {
      return; // what the engine says of itself is not the same on two lines
    }
    switch (branching.random.nextInt(5)) {
      case 0 -> branching.lookBack();
      case 1, 2 -> branching.merge();
      default -> branching.promote();
    }
  }

  /** What topics held as of a cut is what a fork there holds, and a replay of all up to there. */
  private void lookBack() {
    append(LogStore.MAIN, graph, 12);
    settle(LogStore.MAIN, graph);
    long cut = random.nextLong(store.log(LogStore.MAIN).end() + 1);
    var fork = new Fork(store, LogStore.MAIN, cut, "fork");
    boolean _ = verbs.fork(fork);
    settle("fork", graph);
    var replay = new Fork(store, LogStore.MAIN, 0, "replay");
    boolean _ = verbs.fork(replay);
    verbs.carry(replay, cut);
    settle("replay", graph);

    SortedMap<String, String> then = values(LogStore.MAIN, cut);

    demand(values("fork", Long.MAX_VALUE).equals(then), "the fork at " + cut + " holds otherwise");
    demand(values("replay", Long.MAX_VALUE).equals(then), "replayed to " + cut + " otherwise");
  }

  private SortedMap<String, String> values(String branch, long cut) {
    var values = new TreeMap<String, String>();
    CurrentValues current =
        CurrentValues.of(
            store.log(branch), TopicFilter.of(t -> !t.equals(Graph.STATE_CHANGES)), cut);
    for (CurrentValues.Current topic : current.all()) {
      values.put(topic.topic(), Json.text(Value.encoded(current.last(topic).payload().bytes())));
    }
    return values;
  }

  private void merge() {
    append(LogStore.MAIN, graph, 8);
    var forks = new ArrayList<String>();
    for (int i = 0; i < 2; i++) {
      String parent = i == 0 || random.nextInt(3) > 0 ? LogStore.MAIN : forks.getFirst();
      String fork = fork(parent, List.of()).name();
      append(fork, other, 4);
      forks.add(fork);
      append(LogStore.MAIN, graph, 3);
    }
    if (random.nextBoolean()) {
      forks.add(forks.removeFirst());
    }
    var oracle = new ByHand(graph);
    roots(LogStore.MAIN).forEach(oracle::append);
    var merged = new HashSet<Origin>();
    for (String fork : forks) {
      for (Event root : roots(fork)) {
        Origin place = place(fork, root);
        boolean ofMain = place.line().equals(store.log(LogStore.MAIN).branch().line());
        if (root.origin() == null && !ofMain && merged.add(place)) {
          oracle.append(root);
        }
      }
      verbs.merge(store, fork, LogStore.MAIN, graph);
      long end = store.log(LogStore.MAIN).end();
      verbs.merge(store, fork, LogStore.MAIN, graph);
      demand(store.log(LogStore.MAIN).end() == end, "merged twice");
      append(LogStore.MAIN, graph, 0);
    }
    settle(LogStore.MAIN, graph);
    equal("the merged branch", oracle.canonicalForm(), CanonicalForm.of(events(LogStore.MAIN)));
  }

  /** On which line an event of a branch stands. */
  private Origin place(String branch, Event event) {
    for (Branch line : store.log(branch).ancestry()) {
      if (line.fork() == null || event.offset() >= line.fork().offset()) {
        return new Origin(line.line(), event.offset());
      }
    }
    throw new AssertionError(event);
  }

  private void promote() {
    append(LogStore.MAIN, graph, 8);
    List<Input> options = options();
    Fork fork = fork(LogStore.MAIN, options);
    int carried = roots(LogStore.MAIN).size();
    append(fork.name(), other, 4);
    append(LogStore.MAIN, graph, 4);
    List<Event> before = events(LogStore.MAIN);
    List<Event> ours = roots(LogStore.MAIN);
    List<Event> theirs = roots(fork.name());

    promoteOrDie(fork.name());

    settle(LogStore.MAIN, other);
    long cut = theirs.stream().filter(root -> root.offset() < fork.cut()).count();
    var oracle =
        new Oracle(
            List.of(
                Era.only(graph),
                new Era(new Ranking(other), (int) cut, (int) cut, (_, _, _) -> false)),
            (_, _, _) -> null);
    theirs.forEach(root -> tell(oracle, root));
    ours.subList(carried, ours.size()).forEach(root -> tell(oracle, root));
    equal("the promoted fork", oracle.canonicalForm(), CanonicalForm.of(events(LogStore.MAIN)));
    demand(events("old").subList(0, before.size()).equals(before), "the old line was touched");
    settle("old", graph);
    var old = new Oracle(graph);
    ours.forEach(root -> tell(old, root));
    equal("the old line", old.canonicalForm(), CanonicalForm.of(events("old")));
  }

  /** Wherever it is cut off, it can be done again. */
  private void promoteOrDie(String fork) {
    int[] left = {random.nextInt(6)};
    boolean after = random.nextBoolean();
    store.faults(
        new Faults() {
          @Override
          public void beforeWrite(String branch, long first) {
            die(!after);
          }

          @Override
          public void afterWrite(String branch, long first) {
            die(after);
          }

          private void die(boolean now) {
            if (now && left[0]-- == 0) {
              throw new Death();
            }
          }
        });
    try {
      verbs.promote(store, fork, "old");
      store.faults(Faults.NONE);
    } catch (Death _) {
      store.faults(Faults.NONE);
      store.crash(unforced -> random.nextInt(unforced + 1));
      demand(store.branches().size() == 2, "branches come and go");
      verbs.promote(store, fork, "old");
    }
  }

  private Fork fork(String parent, List<Input> options) {
    long cut = random.nextLong(store.log(parent).end() + 1);
    var fork = new Fork(store, parent, cut, "fork" + store.branches().size());
    if (!verbs.fork(fork)) {
      settle(fork.name(), graph);
    }
    verbs.carry(fork, options);
    if (random.nextInt(3) > 0) {
      settle(fork.name(), other);
    }
    return fork;
  }

  private List<Input> options() {
    var options = new ArrayList<Input>();
    for (var plan : blueprint.nodes()) {
      for (var option : plan.options()) {
        if (random.nextInt(3) == 0) {
          options.add(new Input(plan.name() + "." + option.name(), Json.value("21")));
        }
      }
    }
    return options;
  }

  /** Appends roots while an engine runs, which may or may not get to their end. */
  private void append(String branch, Graph running, int rootsMax) {
    Subject subject = open(branch, running, new SlowTasks());
    for (int left = random.nextInt(rootsMax + 1); left > 0; left--) {
      Told told = RandomScript.told(random, blueprint);
      var input = new Input(told.topic(), Json.value(told.value()));
      subject.append(List.of(input), Durability.PROCESS);
      if (random.nextBoolean()) {
        subject.doWork();
      }
    }
    subject.close();
    if (random.nextBoolean()) {
      settle(branch, running);
    }
  }

  private Subject open(String branch, Graph running, SlowTasks tasks) {
    return maker.open(
        store, branch, running, new Subject.World(clock, tasks, _ -> {}, Snapshots.Store.NONE));
  }

  private void settle(String branch, Graph running) {
    var tasks = new SlowTasks();
    Subject subject = open(branch, running, tasks);
    for (int turn = 0; !subject.settled(); turn++) {
      if (subject.doWork() == 0 && tasks.run(1, random) == 0) {
        clock.pass(Duration.ofSeconds(1));
      }
      demand(turn < TURNS_MAX, branch + " does not settle");
    }
    subject.close();
  }

  private List<Event> events(String branch) {
    return LogLaws.check(store.log(branch));
  }

  private List<Event> roots(String branch) {
    return events(branch).stream()
        .filter(event -> event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES))
        .toList();
  }

  private static void tell(Oracle oracle, Event root) {
    Value value = Value.encoded(root.payload().bytes());
    if (root.quiet()) {
      oracle.appendQuietly(root.topic(), value);
    } else {
      oracle.append(root.topic(), value);
    }
  }

  /** A person who appends roots one by one: an option that has the value already is no event. */
  private static final class ByHand {
    private final Oracle oracle;
    private final Map<String, Value> options = new HashMap<>();

    ByHand(Graph graph) {
      this.oracle = new Oracle(graph);
      for (var node : graph.nodes()) {
        for (var option : node.options()) {
          options.put(node.topicOf(option), option.fallback());
        }
      }
    }

    void append(Event root) {
      Value value = Value.encoded(root.payload().bytes());
      if (!options.containsKey(root.topic()) || !value.equals(options.put(root.topic(), value))) {
        oracle.append(root.topic(), value);
      }
    }

    String canonicalForm() {
      return oracle.canonicalForm();
    }
  }

  private static void equal(String what, String expected, String actual) {
    demand(actual.equals(expected), what + " differs: " + Difference.between(expected, actual));
  }

  private static void demand(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
