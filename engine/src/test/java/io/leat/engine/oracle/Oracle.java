package io.leat.engine.oracle;

import io.leat.engine.oracle.Facts.Fact;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The traversal rule as it is written, with no thought of speed: what every root of a sequence
 * causes. It knows the whole past as a list of events with positions and asks that list everything
 * anew. What an engine does, whatever happened to it, must agree.
 */
public final class Oracle {
  private final List<Era> eras;
  private final Recorded recorded;
  private final List<Map<String, Runner>> runners = new ArrayList<>();
  private final Facts facts = new Facts();
  private final List<Fact> roots = new ArrayList<>();
  private final List<Invocation> invocations = new ArrayList<>();

  public Oracle(Graph graph) {
    this(List.of(Era.only(graph)), (_, _, _) -> null);
  }

  /**
   * @param eras in order; what a graph changes besides code, it changes for roots that its
   *     predecessor had not begun
   */
  public Oracle(List<Era> eras, Recorded recorded) {
    this.eras = List.copyOf(eras);
    this.recorded = recorded;
    for (Era era : eras) {
      Map<String, Runner> byName = new HashMap<>();
      for (Node node : era.graph().nodes()) {
        byName.put(node.name(), node.body().open(node, Path.of("")));
      }
      runners.add(byName);
    }
  }

  /** Every invocation so far, in order of position. */
  public List<Invocation> invocations() {
    return List.copyOf(invocations);
  }

  public String canonicalForm() {
    return CanonicalForm.of(roots, invocations);
  }

  /** A root, and everything that it causes. */
  public void append(String topic, Value value) {
    handle(topic, value, false, null);
  }

  /** A root that wakes nobody. */
  public void appendQuietly(String topic, Value value) {
    handle(topic, value, true, null);
  }

  /** A root that wakes one node at one binding besides. */
  public void retry(String topic, Value value, String node, Binding binding) {
    handle(topic, value, false, new Waking(node, binding));
  }

  /** That a node is to be invoked at a binding, whatever it subscribes to. */
  private record Waking(String name, Binding binding) {
    boolean wakes(Node node) {
      return name.equals(node.name())
          && binding.values().keySet().equals(Set.copyOf(node.variables()));
    }
  }

  private void handle(String topic, Value value, boolean quiet, @Nullable Waking waking) {
    int number = roots.size();
    var root = new Fact(Position.ofRoot(number), "root", topic, value);
    roots.add(root);
    facts.add(root);
    if (quiet) {
      return;
    }
    Era era = eras.get(eraAt(number));
    List<Node> ranked = era.ranking().nodes();
    for (int rank = 0; rank < ranked.size(); rank++) {
      Node node = ranked.get(rank);
      if (number >= since(node.name(), eraAt(number))) {
        var turn = new Turn(era.graph(), node, rank, number, facts, recorded, invocations);
        turn.take(
            waking != null && waking.wakes(node) ? waking.binding() : null,
            number == since(node.name(), eraAt(number)) && number > 0,
            call -> runner(number, node.name(), call));
      }
    }
  }

  /** The era that a root belongs to: that of the last graph which found it unfinished. */
  private int eraAt(int root) {
    int at = 0;
    for (int i = 0; i < eras.size(); i++) {
      if (root >= eras.get(i).settled()) {
        at = i;
      }
    }
    return at;
  }

  /**
   * The first root that a node takes part in: the one that told of the first graph in a row that
   * has it.
   */
  private int since(String node, int era) {
    int first = era;
    while (first > 0 && eras.get(first - 1).graph().node(node) != null) {
      first--;
    }
    return first == 0 ? 0 : eras.get(first).compiled();
  }

  /** The code that a call is made with: that of the last graph which did not find it finished. */
  private Runner runner(int root, String node, int call) {
    Runner last = null;
    for (int i = 0; i <= eraAt(root); i++) {
      Runner runner = runners.get(i).get(node);
      boolean finished = i > 0 && eras.get(i).finished().covers(root, node, call);
      last = runner != null && (last == null || !finished) ? runner : last;
    }
    return Objects.requireNonNull(last);
  }
}
