package io.leat.engine;

import io.leat.engine.Revision.Inserted;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through the later roots of a branch as a revision has them. */
final class Revising {
  private final EventLog parent;
  private final Revision revision;

  /** Where the roots go that a fork is to have, in order. */
  interface Target {
    /** A root as it stands on the parent. */
    void carry(Event root);

    /** A root that is left out. */
    void drop(Event root);

    /** A root that has another value on the fork. */
    void edit(Event root, Value value);

    /** A root that only the fork has. */
    void insert(Root root);

    /** The parent has been read up to an offset. */
    void reached(long end);
  }

  Revising(EventLog parent, Revision revision) {
    this.parent = parent;
    this.revision = revision;
  }

  /**
   * Tells what the fork is to have.
   *
   * @return the offset up to which the parent was looked at
   */
  long tell(Target target) {
    List<Inserted> inserted = new ArrayList<>(revision.inserted());
    long reached = revision.from();
    try (var reader = parent.read(revision.from())) {
      for (Commit commit = reader.next();
          commit != null && commit.first() < revision.to();
          commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.offset() < revision.to() && isInput(event)) {
            while (!inserted.isEmpty() && inserted.getFirst().before() <= event.offset()) {
              target.insert(inserted.removeFirst().root());
            }
            tell(event, target);
          }
        }
        reached = Math.max(reached, Math.min(commit.end(), revision.to()));
        target.reached(reached);
      }
    }
    inserted.forEach(rest -> target.insert(rest.root()));
    return reached;
  }

  private void tell(Event root, Target target) {
    Value value = revision.edited().get(root.offset());
    if (revision.dropped().contains(root.offset()) || !revision.carries(root.topic())) {
      target.drop(root);
    } else if (value != null) {
      target.edit(root, value);
    } else {
      target.carry(root);
    }
  }

  private static boolean isInput(Event event) {
    return event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES);
  }

  /**
   * What this comes to.
   *
   * @throws Invalid if an offset that is to be dropped or edited is that of no root from the cut
   *     on, or a new value is refused by the graph; names every problem
   */
  ReplayPlan plan(Selecting selecting) {
    Graph graph = selecting.graph();
    List<String> problems = new ArrayList<>(Options.problems(graph, revision.settings()));
    Count count = new Count(graph, problems);
    long reached = tell(count);
    count.left.stream().sorted().forEach(offset -> problems.add(notCarried(offset, reached)));
    problems.addAll(missing(count.topics.keySet(), graph));
    Past past = past(reached, selecting);
    problems.addAll(selecting.problems(count.changed, past.awoken()));
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return new ReplayPlan(
        revision.from(),
        reached,
        count.carried,
        count.dropped,
        count.edited,
        count.inserted,
        nodes(graph, count.topics.keySet()).stream().filter(selecting::mayRun).toList(),
        new Bound(graph, count.topics, past.products()).all(),
        past.invocations());
  }

  /** Options that neither what lies below the cut sets, nor the revision, nor what is carried. */
  private List<String> missing(Set<String> carried, Graph graph) {
    Set<String> given = new HashSet<>(carried);
    revision.settings().forEach(setting -> given.add(setting.topic()));
    return new Options(graph, Options.set(graph, parent, revision.from())).missing(given);
  }

  /** Counts what becomes of the roots, and checks what is new. */
  private final class Count implements Target {
    private final Graph graph;
    private final List<String> problems;

    /** What is to be dropped or edited and was not met yet. */
    final Set<Long> left = new HashSet<>(revision.dropped());

    /** How many roots there will be, by topic. */
    final Map<String, Long> topics = new HashMap<>();

    /** The topics whose roots are not those of the parent. */
    final Set<String> changed = new HashSet<>();

    long carried;
    long dropped;
    long edited;
    long inserted;

    Count(Graph graph, List<String> problems) {
      this.graph = graph;
      this.problems = problems;
      left.addAll(revision.edited().keySet());
    }

    @Override
    public void carry(Event root) {
      carried++;
      topics.merge(root.topic(), 1L, Long::sum);
    }

    @Override
    public void drop(Event root) {
      dropped++;
      left.remove(root.offset());
      changed.add(root.topic());
    }

    @Override
    public void edit(Event root, Value value) {
      edited++;
      left.remove(root.offset());
      add(new Root(root.topic(), value));
    }

    @Override
    public void insert(Root root) {
      inserted++;
      add(root);
    }

    private void add(Root root) {
      check(graph, root, problems);
      topics.merge(root.topic(), 1L, Long::sum);
      changed.add(root.topic());
    }

    @Override
    public void reached(long end) {}
  }

  private String notCarried(long offset, long reached) {
    return "offset "
        + offset
        + " of "
        + parent.branch().name()
        + " is no root that is carried over; the replay takes those from "
        + revision.from()
        + " up to "
        + reached;
  }

  private static void check(Graph graph, Root root, List<String> problems) {
    try {
      graph.checkRoot(root.topic(), root.value());
    } catch (Invalid e) {
      problems.addAll(e.problems());
    }
  }

  /** The nodes that some of these roots may come to wake. */
  private static List<String> nodes(Graph graph, Set<String> topics) {
    List<Node> woken = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean byRoot =
          node.inputs().stream()
              .filter(Input::trigger)
              .anyMatch(input -> topics.stream().anyMatch(t -> input.pattern().match(t) != null));
      boolean byOption = node.options().stream().map(node::topicOf).anyMatch(topics::contains);
      if (byRoot || byOption || woken.stream().anyMatch(above -> Plan.feeds(above, node))) {
        woken.add(node);
      }
    }
    return woken.stream().map(Node::name).toList();
  }

  /** How much of this is to be executed again. */
  Selecting selecting(Graph graph) {
    return new Selecting(parent, Eras.of(parent), graph, revision);
  }

  /**
   * What was published on the parent.
   *
   * @param invocations how many did, of nodes that are to run, at roots that are carried over
   * @param products by node that is not to run, how many products it has there
   * @param awoken the nodes that published at state changes
   */
  private record Past(long invocations, Map<String, Long> products, Set<String> awoken) {}

  private Past past(long to, Selecting selecting) {
    long invocations = 0;
    Map<String, Long> products = new HashMap<>();
    selecting.graph().nodes().stream()
        .map(Node::name)
        .filter(node -> !selecting.mayRun(node))
        .forEach(node -> products.put(node, 0L));
    Set<String> awoken = new HashSet<>();
    Origins changes = new Origins();
    try (var reader = parent.read(revision.from())) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.isRoot() && event.topic().equals(Graph.STATE_CHANGES)) {
            changes.add(new Origin("", event.offset()));
          } else if (!event.isRoot() && event.root() >= revision.from()) {
            String node = Recorded.nodeOf(event);
            if (changes.contains(new Origin("", event.root()))) {
              awoken.add(node);
            }
            products.computeIfPresent(node, (_, count) -> count + 1);
            boolean counts = event.ordinal() == 0 && event.root() < to && selecting.mayRun(node);
            invocations += counts ? 1 : 0;
          }
        }
      }
    }
    return new Past(invocations, products, awoken);
  }
}
