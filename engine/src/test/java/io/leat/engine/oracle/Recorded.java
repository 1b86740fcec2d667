package io.leat.engine.oracle;

import io.leat.engine.oracle.Invocation.Produced;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes that are taken as they are: those that a fork carried over from the line that it left.
 */
@FunctionalInterface
public interface Recorded {

  /** How a call ended. */
  record Outcome(List<Produced> products, boolean failed) {}

  /** The outcome of a call; null if its node is to be run. */
  @Nullable Outcome of(int root, String node, int call);

  /**
   * What a call of a node that is not pure answered, before {@code distinct} stopped any of it;
   * null if its node is to be run.
   */
  default @Nullable Answered answered(int root, Node node, int call, Handed handed) {
    return null;
  }

  /** The answer of a node that is not pure. */
  record Answered(List<Product> products, boolean failed) {}
}
