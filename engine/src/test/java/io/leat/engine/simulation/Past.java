package io.leat.engine.simulation;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Era;
import io.leat.engine.oracle.Invocation;
import io.leat.engine.oracle.Invocation.Produced;
import io.leat.engine.oracle.Oracle;
import io.leat.engine.oracle.Ranking;
import io.leat.engine.oracle.Recorded;
import io.leat.engine.oracle.Recorded.Outcome;
import io.leat.engine.simulation.Subject.Change;
import io.leat.engine.simulation.Subject.Identity;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the events of a log tell: which graphs ran when, what is finished, what failed, and what the
 * roots demand.
 */
final class Past {

  /**
   * What a fork carried over.
   *
   * @param settled every root below it was finished
   * @param finished of the others, what the log of the fork showed to be finished when it had been
   *     made
   * @param inherited what it takes over at roots that it carried over
   */
  record Carried(long settled, Finished finished, Inherited inherited) {
    boolean covers(Identity call) {
      return call.root() < settled || finished.covers(call);
    }
  }

  /**
   * What a fork takes over from main as it is recorded there.
   *
   * @param cone the nodes that run again; null if all do
   * @param settled of main, when it was forked: what came later was not recorded
   * @param main all that was there then
   */
  record Inherited(@Nullable Set<String> cone, long settled, Past main) {

    /** The call on main that stands for one at a root of the fork; null if that is to be run. */
    @Nullable Identity source(Event root, String node, int call) {
      Origin origin = root.origin();
      if (cone == null || cone.contains(node) || origin == null || origin.offset() >= settled) {
        return null;
      }
      return new Identity(origin.offset(), node, call);
    }
  }

  private final List<Event> events;
  private final @Nullable Carried fork;
  private final Diary diary;
  private final Map<Long, Change> changes = new HashMap<>();
  private final Map<Long, Integer> numbers;
  private final List<Event> roots;
  private final List<Era> eras = new ArrayList<>();
  private final Finished finished = new Finished();

  /**
   * @param rankings by identity, every graph that ever ran
   */
  Past(List<Event> events, Map<String, Ranking> rankings, Subject.Maker maker, Diary diary) {
    this(events, null, rankings, maker, diary);
  }

  /**
   * @param fork what the log carried over; null if it is not that of a fork
   */
  Past(
      List<Event> events,
      @Nullable Carried fork,
      Map<String, Ranking> rankings,
      Subject.Maker maker,
      Diary diary) {
    this.events = events;
    this.diary = diary;
    this.fork = fork;
    this.numbers = CanonicalForm.allNumbers(events);
    this.roots = events.stream().filter(Event::isRoot).toList();
    for (Event event : events) {
      if (event.node() != null) {
        finished.recorded(new Identity(event.root(), event.node(), event.call()));
      } else if (event.topic().equals(Graph.STATE_CHANGES)) {
        Change change = maker.read(event);
        changes.put(event.offset(), change);
        take(event, change, rankings);
      }
    }
  }

  private void take(Event event, Change change, Map<String, Ranking> rankings) {
    switch (change) {
      case Change.Compiled compiled -> {
        Ranking ranking = Objects.requireNonNull(rankings.get(compiled.identity()));
        eras.add(era(event, compiled, ranking, finished.soFar()));
        finished.compiled(ranking);
      }
      case Change.Failed failed -> {
        if (failed.outcome()) {
          finished.recorded(failed.call());
        }
      }
      case Change.Answered answered -> finished.recorded(answered.call());
      case Change.Retried _, Change.Other _ -> {}
    }
  }

  private Era era(Event event, Change.Compiled compiled, Ranking ranking, Finished before) {
    int settled = 0;
    while (settled < roots.size() && roots.get(settled).offset() < compiled.settled()) {
      settled++;
    }
    return new Era(
        ranking,
        eras.isEmpty() ? 0 : settled,
        Objects.requireNonNull(numbers.get(event.offset())),
        (root, node, call) -> before.covers(new Identity(roots.get(root).offset(), node, call)));
  }

  /** The graphs that ran, one after the other. */
  List<Era> eras() {
    return eras;
  }

  /** Which calls are finished, as far as the log shows. */
  Finished finished() {
    return finished;
  }

  /** The failures that are outcomes, each told once. */
  Set<Identity> failures() {
    var failures = new HashSet<Identity>();
    changes.forEach(
        (offset, change) -> {
          if (change instanceof Change.Failed failed && failed.outcome()) {
            check(failures.add(failed.call()), offset + " tells of a failure once more");
            checkQuiet(offset, failed.call());
          } else if (change instanceof Change.Answered answered) {
            checkQuiet(offset, answered.call());
          }
        });
    return failures;
  }

  private void checkQuiet(long offset, Identity call) {
    boolean inside = events.get((int) call.root()).topic().equals(Graph.STATE_CHANGES);
    boolean quiet = events.get((int) offset).quiet();
    boolean carried = fork != null && fork.covers(call);
    check(inside == quiet || (quiet && carried), offset + (quiet ? " is quiet" : " is loud"));
  }

  /** Every answer of a node that is not pure, told once each. */
  Map<Identity, Change.Answered> answers() {
    var answers = new HashMap<Identity, Change.Answered>();
    changes.forEach(
        (offset, change) -> {
          if (change instanceof Change.Answered answered) {
            check(
                answers.put(answered.call(), answered) == null,
                offset + " tells of an answer once more");
          }
        });
    return answers;
  }

  /** Whether a commit holds roots whose end can be waited for: the engine did not stop at any. */
  boolean awaits(Commit commit) {
    return commit.events().stream().anyMatch(Event::isRoot)
        && changes.values().stream()
            .noneMatch(
                change ->
                    change instanceof Change.Failed failed
                        && !failed.outcome()
                        && holds(commit, failed.call().root()));
  }

  /** Products in order of offset, then what tells of failures. */
  List<Event> causedBy(Commit commit) {
    var caused = new ArrayList<Event>();
    events.stream()
        .filter(event -> !event.isRoot() && holds(commit, event.root()))
        .forEach(caused::add);
    toldOfFailures().stream()
        .filter(
            event ->
                changes.get(event.offset()) instanceof Change.Failed failed
                    && holds(commit, failed.call().root()))
        .forEach(caused::add);
    return caused;
  }

  private static boolean holds(Commit commit, long root) {
    return root >= commit.first() && root < commit.end();
  }

  /** Offsets of what told of failures, in order. */
  List<Event> toldOfFailures() {
    return events.stream()
        .filter(event -> changes.get(event.offset()) instanceof Change.Failed)
        .toList();
  }

  /** The offset of the last root; -1 if there is none. */
  long lastRoot() {
    return roots.isEmpty() ? -1 : roots.getLast().offset();
  }

  /** The identity of a call that the rule demands, by offset of its root. */
  Identity identity(Invocation demanded) {
    return new Identity(
        roots.get(demanded.root()).offset(), demanded.node().name(), demanded.call());
  }

  /**
   * Whether nothing that began with a state change could be seen by what did not, and nobody threw
   * dice.
   */
  boolean plain() {
    return fork == null
        && eras.size() <= 1
        && changes.values().stream().noneMatch(Change.Retried.class::isInstance)
        && eras.stream()
            .flatMap(era -> era.graph().nodes().stream())
            .allMatch(node -> node.kind() == Kind.PURE)
        && eras.stream()
            .flatMap(era -> era.graph().nodes().stream())
            .flatMap(node -> node.inputs().stream())
            .noneMatch(input -> input.pattern().match(Graph.STATE_CHANGES) != null);
  }

  /** The graph that ran last. */
  Graph graph() {
    return eras.getLast().graph();
  }

  /** The rule, applied to every root there is. */
  Oracle oracle() {
    var oracle = new Oracle(eras, new OnTheLog(answers(), failures()));
    for (Event root : roots) {
      Value value = Value.encoded(root.payload().bytes());
      if (root.quiet()) {
        oracle.appendQuietly(root.topic(), value);
      } else if (changes.get(root.offset()) instanceof Change.Retried retried) {
        oracle.retry(root.topic(), value, retried.node(), retried.binding());
      } else {
        oracle.append(root.topic(), value);
      }
    }
    return oracle;
  }

  /** What the rule takes as the log has it. */
  private final class OnTheLog implements Recorded {
    private final Map<Identity, Change.Answered> answers;
    private final Set<Identity> failures;

    OnTheLog(Map<Identity, Change.Answered> answers, Set<Identity> failures) {
      this.answers = answers;
      this.failures = failures;
    }

    @Override
    public @Nullable Outcome of(int root, String node, int call) {
      Outcome carried = carried(root, node, call);
      if (carried != null || fork == null) {
        return carried;
      }
      Inherited inherited = fork.inherited();
      Identity source = inherited.source(roots.get(root), node, call);
      return source == null ? null : inherited.main().outcome(source);
    }

    @Override
    public Answered answered(int root, Node node, int call, Handed handed) {
      var identity = new Identity(roots.get(root).offset(), node.name(), call);
      Change.Answered told = answers.get(identity);
      if (told == null) {
        check(failures.contains(identity), identity + " has no outcome");
        return new Answered(List.of(), true);
      }
      check(!failures.contains(identity), identity + " has two outcomes");
      if (told.closed()) {
        check(fork != null && node.kind() == Kind.EFFECT, identity + " is closed");
        return new Answered(List.of(), false);
      }
      List<Product> products = Telling.products(node, told.products(), productsOf(identity));
      check(diary.holds(node, handed, products), identity + " never answered " + products);
      return new Answered(products, false);
    }
  }

  /** What a call published, in order. */
  private List<Event> productsOf(Identity call) {
    return events.stream().filter(call::is).toList();
  }

  /** What a fork carried over is as the log has it. */
  private @Nullable Outcome carried(int root, String node, int call) {
    var identity = new Identity(roots.get(root).offset(), node, call);
    return fork == null || !fork.covers(identity) ? null : outcome(identity);
  }

  /** How a call ended, as the log has it. */
  private Outcome outcome(Identity identity) {
    var products = new ArrayList<Produced>();
    for (Event event : events) {
      if (identity.is(event)) {
        Value value = Value.encoded(event.payload().bytes());
        products.add(new Produced(event.ordinal(), event.topic(), value));
      }
    }
    boolean failed = changes.values().stream().anyMatch(new Change.Failed(identity, true)::equals);
    return new Outcome(products, failed);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
