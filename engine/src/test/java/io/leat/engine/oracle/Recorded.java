package io.leat.engine.oracle;

import io.leat.engine.oracle.Invocation.Produced;
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
}
