package io.leat.engine.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.engine.oracle.Json;
import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.Step.Told;
import io.leat.engine.simulation.Subject.Input;
import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.Faults;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A subject in its world: the log that it writes, the tasks that it leaves with others, the time
 * that passes, and how it dies.
 */
final class Run {

  /** The process dies. Not an exception that anybody may handle. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("the process dies here", null, false, false);
    }
  }

  /** More turns than any drawn script needs. */
  private static final int TURNS_MAX = 400_000;

  private static final int EVENTS_MAX = 500;

  private final Subject.Maker maker;
  private final boolean prompt;
  private final VirtualClock clock = new VirtualClock();
  private final MemoryStore store = new MemoryStore(clock);
  private final Health health = new Health();
  private final Ledger ledger = new Ledger(false);
  private final Diary diary = new Diary();
  private final Shelf shelf = new Shelf();
  private final Map<String, Ranking> rankings = new HashMap<>();
  private final SlowTasks late = new SlowTasks();
  private final boolean asked;
  private Blueprint blueprint;
  private Graph graph;
  private SlowTasks tasks;
  private @Nullable Subject subject;
  private long deathSeed;

  /** What was on the log when something was last acknowledged as forced to the disk. */
  private List<Event> durable = List.of();

  Run(Story story, Subject.Maker maker) {
    this.maker = maker;
    this.prompt = story.prompt();
    this.asked = story.asked();
    this.tasks = new SlowTasks();
    this.blueprint = story.graph();
    this.graph = built();
    start();
  }

  EventLog log() {
    return store.log(LogStore.MAIN);
  }

  /**
   * What is on the log and what was computed is what the rule demands; and the log says that
   * nothing waits.
   */
  void demandAgreement() {
    Past past = past();
    Agreement.demand(events(), past, ledger.all());
    if (log().settled() <= past.lastRoot()) {
      throw new AssertionError("idle, but settled is only " + log().settled());
    }
  }

  /** What the log is asked about every invocation, it answers as the rule demands. */
  void demandExplanations() {
    Explanations.demand(maker.explain(store, LogStore.MAIN), events(), past());
  }

  /** Whoever waits for a batch is given all that it caused. */
  void demandPatience() {
    Patience.demand(maker, store, LogStore.MAIN, past());
  }

  /** What pure nodes did, they do again when they are handed the same by the record. */
  void demandTheSameAgain() {
    Graph steady = Workshop.steady(blueprint, health, diary);
    List<String> differences = maker.differences(store, LogStore.MAIN, steady);
    if (!differences.isEmpty()) {
      throw new AssertionError("executed again, the log differs: " + differences);
    }
  }

  /** Since the start, no node ran at a root below this one. */
  void demandNothingRanBelow(long root) {
    ledger.demandNothingBelow(root);
  }

  /** Everything that the log holds, checked. */
  List<Event> events() {
    List<Event> events = LogLaws.check(log());
    TimeLaws.check(events, blueprint, clock);
    return events;
  }

  Past past() {
    return new Past(events(), rankings, maker, diary);
  }

  /** Takes a step, unless the log has grown so long that the oracle would take for ever. */
  void take(Step step) {
    if (log().end() > EVENTS_MAX) {
      return;
    }
    switch (step) {
      case Step.Append append -> append(append);
      case Step.Set set -> set(new SplittableRandom(set.seed()));
      case Step.Work work -> {
        for (int i = 0; i < work.times(); i++) {
          survive(this::live);
        }
      }
      case Step.Finish finish ->
          survive(() -> tasks.run(finish.tasks(), new SplittableRandom(finish.seed())));
      case Step.Pass pass -> clock.pass(Duration.ofMillis(pass.ms()));
      case Step.Restart _ -> restart();
      case Step.Spoil spoil -> {
        shelf.spoil(new SplittableRandom(spoil.seed()));
        restart();
      }
      case Step.Crash crash -> die(crash.seed());
      case Step.CrashAt at -> arm(at);
      case Step.FinishLate finish -> late.run(finish.tasks(), new SplittableRandom(finish.seed()));
      case Step.Ail ail -> health.set(ail.ill());
      case Step.Retry retry -> retry(retry.seed());
      case Step.Recode recode -> recode(recode);
      case Step.Rebuild rebuild -> rebuild(rebuild.seed());
      case Step.Fork fork -> survive(() -> fork(fork.seed()));
    }
  }

  private void live() {
    subject().tick();
    TimeLaws.demandNothingMissed(events(), blueprint, clock.millis());
    subject().doWork();
  }

  /** Faults end, and everything that waits is worked off. */
  void settle() {
    health.set(false);
    store.faults(Faults.NONE);
    var random = new SplittableRandom(log().end());
    for (int turn = 0; turn < TURNS_MAX; turn++) {
      if (turn() > 0 || tasks.run(1, random) > 0) {
        continue;
      }
      if (subject().settled()) {
        return;
      }
      clock.pass(Duration.ofSeconds(1));
    }
    throw new AssertionError("not settled after " + TURNS_MAX + " turns");
  }

  /** Answers that were given while the world was ill may still stop the engine. */
  private int turn() {
    try {
      return subject().doWork();
    } catch (Subject.Stopped _) {
      start();
      return 1;
    }
  }

  /** A clean stop and start. */
  void restart() {
    survive(
        () -> {
          subject().close();
          start();
        });
  }

  /** Stops for good. */
  void close() {
    subject().close();
  }

  private void set(SplittableRandom random) {
    List<String> options = blueprint.optionTopics();
    if (!options.isEmpty()) {
      String option = options.get(random.nextInt(options.size()));
      var told = new Told(option, Integer.toString(random.nextInt(4)));
      append(new Step.Append(List.of(told), Durability.PROCESS));
    }
  }

  private void append(Step.Append append) {
    var roots = new ArrayList<Input>();
    for (Told told : append.roots()) {
      if (blueprint.takes(told.topic())) {
        roots.add(new Input(told.topic(), Json.value(told.value())));
      }
    }
    if (roots.isEmpty()) {
      return;
    }
    survive(
        () -> {
          long first = subject().append(roots, append.durability());
          List<Event> events = events();
          checkAppended(roots, events.subList((int) first, events.size()));
          if (append.durability() == Durability.DISK) {
            durable = events;
          }
        });
  }

  /** An option that is set to the value it has may be left out; all else is there, in order. */
  private static void checkAppended(List<Input> roots, List<Event> written) {
    var there =
        written.stream()
            .filter(event -> !event.topic().equals(Graph.STATE_CHANGES))
            .map(event -> event.topic() + " " + new String(event.payload().bytes(), UTF_8))
            .toList();
    int next = 0;
    for (Input root : roots) {
      String text = root.topic() + " " + Json.text(root.value());
      boolean found = next < there.size() && there.get(next).equals(text);
      next += found ? 1 : 0;
      if (!found && !root.topic().contains(".")) {
        throw new AssertionError("appended " + roots + ", but written was " + there);
      }
    }
    if (next < there.size()) {
      throw new AssertionError("appended " + roots + ", but written was " + there);
    }
  }

  private void retry(long seed) {
    List<Event> failures =
        past().toldOfFailures().stream()
            .filter(
                event ->
                    maker.read(event) instanceof Subject.Change.Failed failed
                        && graph.node(failed.call().node()) != null)
            .toList();
    if (!failures.isEmpty()) {
      Event failure = failures.get(new SplittableRandom(seed).nextInt(failures.size()));
      survive(() -> subject().retry(failure));
    }
  }

  private void recode(Step.Recode recode) {
    var random = new SplittableRandom(recode.seed());
    blueprint = Rebuilding.code(blueprint, random);
    change(recode.cleanly() ? this::restart : () -> die(random.nextLong()));
  }

  private void rebuild(long seed) {
    settle();
    blueprint = Rebuilding.structure(blueprint, new SplittableRandom(seed));
    subject().close();
    force();
    change(this::start);
  }

  /**
   * The main line is only read; whatever is wrong with the world, the fork's engine does not
   * notice.
   */
  private void fork(long seed) {
    boolean ill = health.ill();
    health.set(false);
    List<Event> before = events();
    new Refork(store, rankings, maker, health, diary, new VirtualClock(), asked)
        .run(blueprint, new SplittableRandom(seed));
    if (!events().equals(before)) {
      throw new AssertionError("re-execution on a fork touched the line that it forked from");
    }
    health.set(ill);
  }

  private void force() {
    try (LogWriter writer = log().write()) {
      writer.append(Batch.create(), writer.settled(), Durability.DISK);
    }
    durable = events();
  }

  private void change(Runnable restart) {
    graph = built();
    ledger.forget();
    restart.run();
  }

  private Graph built() {
    Graph built = Workshop.build(blueprint, health, diary);
    rankings.put(built.identity(), new Ranking(built));
    return built;
  }

  private Subject subject() {
    return Objects.requireNonNull(subject);
  }

  private void start() {
    tasks.moveTo(late);
    tasks = prompt ? SlowTasks.prompt(log().end()) : new SlowTasks();
    List<Event> events = events();
    ledger.starts(
        new Past(events, rankings, maker, diary).finished(), log().settled(), events.size());
    checkDurable(events);
    subject =
        maker.open(
            store, LogStore.MAIN, graph, new Subject.World(clock, tasks, ledger.of(graph), shelf));
  }

  private void arm(Step.CrashAt at) {
    deathSeed = at.seed();
    store.faults(
        new Faults() {
          private int left = at.writes();

          @Override
          public void beforeWrite(String branch, long first) {
            if (!at.after() && left-- == 0) {
              throw new Death();
            }
          }

          @Override
          public void afterWrite(String branch, long first) {
            if (at.after() && left-- == 0) {
              throw new Death();
            }
          }
        });
  }

  /** What a process does until it dies of a fault, or stops because a node failed. */
  private void survive(Runnable life) {
    try {
      life.run();
    } catch (Death _) {
      die(deathSeed);
    } catch (Subject.Stopped _) {
      survive(this::start);
    }
  }

  /** Some of what was not forced is lost. */
  private void die(long seed) {
    var random = new SplittableRandom(seed);
    boolean powerLoss = random.nextInt(3) > 0;
    store.faults(Faults.NONE);
    store.crash(unforced -> powerLoss ? random.nextInt(unforced + 1) : unforced);
    shelf.lostFrom(log().end());
    start();
  }

  /** What was acknowledged as on the disk is there. */
  private void checkDurable(List<Event> events) {
    if (events.size() < durable.size() || !events.subList(0, durable.size()).equals(durable)) {
      throw new AssertionError(
          "of %d events that were forced to the disk, %d are left or they changed"
              .formatted(durable.size(), events.size()));
    }
  }
}
