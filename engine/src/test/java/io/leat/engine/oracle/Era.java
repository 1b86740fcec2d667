package io.leat.engine.oracle;

import io.leat.nodes.Graph;

/**
 * The time of one graph on a branch.
 *
 * @param ranking of the graph that runs
 * @param settled number of the first root that it handles: all before were finished when it came
 * @param compiled number of the root that tells of it: nodes that are new take part from there on
 * @param finished which calls from {@code settled} on were finished before it came, and stay as
 *     they are
 */
public record Era(Ranking ranking, int settled, int compiled, Finished finished) {

  /** Says which calls were finished. */
  @FunctionalInterface
  public interface Finished {
    boolean covers(int root, String node, int call);
  }

  public Graph graph() {
    return ranking.graph();
  }

  /** The time of the only graph there ever was. */
  public static Era only(Graph graph) {
    return new Era(new Ranking(graph), 0, 0, (_, _, _) -> false);
  }
}
