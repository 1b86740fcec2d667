package io.leat.testkit;

import io.leat.nodes.Graph;
import java.io.Serializable;

/**
 * Makes a graph anew each time it is asked, as a process that starts does: {@code Quakes::graph}.
 * So what a node keeps in its fields is lost in a crash. Serializable, for the check that nodes are
 * deterministic runs them in other JVMs too.
 */
@FunctionalInterface
public interface GraphSource extends Serializable {

  Graph graph();
}
