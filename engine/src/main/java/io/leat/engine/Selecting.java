package io.leat.engine;

import io.leat.engine.Eras.Era;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphChange;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.value.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a selection makes sense: what is taken over as recorded must be what the node would have
 * been called for, on what it would have been handed.
 */
final class Selecting {
  /** What of a node decides when it is called and on what. */
  private static final Set<String> WIRING =
      Set.of("inputs", "outputs", "options", "own", "context", "kind");

  private final Graph graph;
  private final Revision revision;
  private final Eras eras;

  /** The nodes of the graph that the code which is selected ran once. */
  private final Set<String> made;

  private final Extent extent;
  private final boolean unfinished;

  /**
   * @param graph what is to run
   */
  Selecting(EventLog parent, Eras eras, Graph graph, Revision revision) {
    long settled = parent.settled();
    this.unfinished = hasRoot(parent, Math.max(settled, revision.from()));
    this.graph = graph;
    this.revision = revision;
    this.eras = eras;
    Selection again = revision.again();
    this.made = made(again);
    this.extent = Extent.of(again, graph, parent.branch().line(), settled, made);
  }

  private static boolean hasRoot(EventLog parent, long from) {
    try (LogReader reader = parent.read(Math.min(from, parent.end()))) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /** What the fork is to say of itself. */
  Extent extent() {
    return extent;
  }

  /** Whether a node runs at some of the roots that are carried over. */
  boolean runs(String node) {
    Set<String> cone = extent.cone();
    return cone == null || cone.contains(node);
  }

  /** Whether a node may run: at roots that the parent had not finished every one does. */
  boolean mayRun(String node) {
    return runs(node) || unfinished;
  }

  Graph graph() {
    return graph;
  }

  private Set<String> made(Selection again) {
    Set<String> made = new TreeSet<>();
    for (Era era : eras.all()) {
      for (Node node : era.graph().nodes()) {
        String name = Plan.nowCalled(graph, node.name());
        boolean named = again.only().isEmpty() || again.only().contains(name);
        if (node.code().equals(again.code()) && graph.node(name) != null && named) {
          made.add(name);
        }
      }
    }
    return made;
  }

  /**
   * What is wrong with it.
   *
   * @param changed topics whose roots are not all as they are on the parent
   * @param awoken nodes that published at state changes of the parent, which are not carried over
   */
  List<String> problems(Set<String> changed, Set<String> awoken) {
    List<String> problems = new ArrayList<>();
    Selection again = revision.again();
    for (String name : new TreeSet<>(again.only())) {
      known(name, problems);
    }
    for (String name : new TreeSet<>(again.rerun())) {
      Node node = known(name, problems) ? graph.node(name) : null;
      if (node != null && node.kind() != Kind.RECORDED) {
        problems.add(
            node.kind() == Kind.EFFECT
                ? "node " + name + " is an effect; those are closed on a fork"
                : "node " + name + " is pure and runs again anyway");
      } else if (node != null && !runs(name)) {
        problems.add(notSelected(name, "is to be asked anew"));
      }
    }
    if (!again.code().isEmpty() && made.isEmpty()) {
      problems.add("no node of this graph ever ran code " + again.code() + codes());
    }
    if (extent.cone() != null && problems.isEmpty()) {
      outside(changed, awoken, problems);
    }
    return problems;
  }

  private boolean known(String name, List<String> problems) {
    if (graph.node(name) == null) {
      List<String> names = graph.nodes().stream().map(Node::name).toList();
      problems.add("there is no node " + name + Nearest.hint(name, names));
      return false;
    }
    return true;
  }

  private String codes() {
    Set<String> codes = new TreeSet<>();
    eras.all().forEach(era -> era.graph().nodes().forEach(node -> codes.add(node.code())));
    return Nearest.hint(revision.again().code(), codes);
  }

  private void outside(Set<String> changed, Set<String> awoken, List<String> problems) {
    Set<String> rewired = rewired();
    Set<String> set = new TreeSet<>(changed);
    revision.settings().forEach(setting -> set.add(setting.topic()));
    for (Node node : graph.nodes()) {
      if (runs(node.name())) {
        continue;
      }
      for (String topic : set) {
        if (reads(node, topic)) {
          problems.add(notSelected(node.name(), "reads " + topic + ", which is to be different"));
        }
      }
      if (rewired.contains(node.name())) {
        problems.add(notSelected(node.name(), "was not in every graph since, or not as it is now"));
      } else if (reads(node, Graph.STATE_CHANGES) || awoken.contains(node.name())) {
        problems.add(notSelected(node.name(), "was woken by state changes"));
      }
    }
  }

  /** Nodes that differ in more than code from what they were in some graph since the cut. */
  private Set<String> rewired() {
    Set<String> rewired = new TreeSet<>();
    for (Era era : eras.all()) {
      if (eras.endOf(era) > revision.from()) {
        for (GraphChange change : graph.changesSince(era.graph())) {
          boolean wiring = change.what().stream().anyMatch(WIRING::contains);
          if (change.element().equals("node")
              && (change.kind() == GraphChange.Kind.ADDED || wiring)) {
            rewired.add(change.name());
          }
        }
      }
    }
    return rewired;
  }

  private static boolean reads(Node node, String topic) {
    return node.inputs().stream().anyMatch(input -> input.pattern().match(topic) != null)
        || node.options().stream().anyMatch(option -> node.topicOf(option).equals(topic));
  }

  private static String notSelected(String node, String why) {
    return "node " + node + " " + why + ", and would be taken over as recorded; select it too";
  }
}
