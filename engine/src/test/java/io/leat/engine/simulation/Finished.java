package io.leat.engine.simulation;

import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.Subject.Identity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which invocations a log shows to be finished: those up to their node's last recorded outcome, and
 * those at roots at which a node downstream has an outcome, under the graph that ran then.
 */
final class Finished {
  private static final Comparator<Identity> ORDER =
      Comparator.comparingLong(Identity::root).thenComparingInt(Identity::call);

  /**
   * The last outcome of each node while one graph ran.
   *
   * @param ranking of the graph; null for what a fork carried over before a graph was compiled on
   *     it
   */
  private record Reign(@Nullable Ranking ranking, Map<String, Identity> last) {}

  private final List<Reign> reigns;

  Finished() {
    this(new ArrayList<>());
  }

  private Finished(List<Reign> reigns) {
    this.reigns = reigns;
  }

  /** From now on another graph runs. */
  void compiled(Ranking ranking) {
    reigns.add(new Reign(ranking, new HashMap<>()));
  }

  /** An outcome is recorded. */
  void recorded(Identity outcome) {
    if (reigns.isEmpty()) {
      reigns.add(new Reign(null, new HashMap<>()));
    }
    reigns
        .getLast()
        .last()
        .merge(outcome.node(), outcome, (a, b) -> ORDER.compare(a, b) > 0 ? a : b);
  }

  /** What is known now, whatever is recorded later. */
  Finished soFar() {
    var copy = new ArrayList<Reign>();
    reigns.forEach(reign -> copy.add(new Reign(reign.ranking(), Map.copyOf(reign.last()))));
    return new Finished(copy);
  }

  boolean covers(Identity call) {
    return reigns.stream().anyMatch(reign -> covers(reign, call));
  }

  private static boolean covers(Reign reign, Identity call) {
    Identity own = reign.last().get(call.node());
    if (own != null && ORDER.compare(call, own) <= 0) {
      return true;
    }
    Ranking ranking = reign.ranking();
    return ranking != null
        && ranking.below(call.node()).stream()
            .map(reign.last()::get)
            .anyMatch(outcome -> outcome != null && outcome.root() >= call.root());
  }
}
