package io.leat.engine;

import io.leat.engine.Eras.Era;
import io.leat.log.EventLog;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Runner;
import io.leat.state.TraversalReader;
import io.leat.state.TraversalReader.Traversal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * Runs what is recorded again and compares, writing nothing: each invocation of a pure node is
 * handed what it was handed then, by the record, so that one difference does not bring others
 * about. Recorded nodes and effects are not run, nor is what other code made. Owned by one thread.
 */
public final class Reexecution {
  private final Place place;
  private final Graph graph;
  private final Machine machine;

  Reexecution(Place place, Graph graph, Machine machine) {
    this.place = place;
    this.graph = graph;
    this.machine = machine;
  }

  /**
   * What was compared.
   *
   * @param compared invocations that were run again
   * @param differing of these, those that ended otherwise
   * @param other invocations that were not run: made by other code or in another wiring, taken over
   *     from another line, a failure, or of a node that is recorded or an effect
   */
  public record Report(long roots, long compared, long differing, long other) {}

  /**
   * Runs again what the roots of a range caused.
   *
   * @param from the first root
   * @param to the root after the last; Long.MAX_VALUE for all that are settled
   * @param oneIn how many invocations of a node there are for each that is run; 1 for all
   * @param found told of each difference, in order of root
   * @param progress told the roots that are done
   */
  public Report run(
      long from, long to, int oneIn, Consumer<Deviation> found, LongConsumer progress) {
    EventLog log = place.log();
    Eras eras = Eras.of(log);
    Map<String, Runner> runners = new LinkedHashMap<>();
    Comparison comparison =
        new Comparison(
            Failures.of(log), runners, oneIn, found, machine.clock(), new Elsewhere(log, eras));
    try {
      for (Era era : eras.all()) {
        long first = Math.max(from, era.settled());
        long end = Math.min(to, eras.endOf(era));
        if (first < end) {
          open(era, runners);
          compare(new Retelling(eras, era, log, comparison), log, first, end, progress);
        }
      }
    } finally {
      runners.values().forEach(Runner::close);
    }
    return comparison.report();
  }

  /** Starts what runs the nodes that are now what they were then. */
  private void open(Era era, Map<String, Runner> runners) {
    runners.values().forEach(Runner::close);
    runners.clear();
    for (Node then : era.graph().nodes()) {
      Node node = graph.node(then.name());
      if (node != null && node.kind() == Kind.PURE && alike(era.graph(), then)) {
        runners.put(node.name(), node.body().open(node, place.folder()));
      }
    }
  }

  /** Whether a node, and what holds for its products, is in our graph what it was then. */
  private boolean alike(Graph then, Node node) {
    return alike(then, "nodes", node.name())
        && node.outputs().stream()
            .allMatch(output -> alike(then, "topics", output.pattern().toString()));
  }

  private boolean alike(Graph then, String section, String name) {
    return then.describe()
        .path(section)
        .path(name)
        .equals(graph.describe().path(section).path(name));
  }

  private static void compare(
      Retelling retelling, EventLog log, long from, long to, LongConsumer progress) {
    try (TraversalReader reader = TraversalReader.between(log, log.first(), to, retelling::read)) {
      for (Traversal traversal = reader.next(); traversal != null; traversal = reader.next()) {
        long root = traversal.root().offset();
        if (root < from) {
          retelling.pass(traversal);
        } else {
          retelling.retell(traversal);
        }
        progress.accept(root);
      }
    }
  }
}
