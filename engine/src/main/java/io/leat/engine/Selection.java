package io.leat.engine;

import java.util.Set;

/**
 * What of history is executed again on a fork; all else is taken over as it is recorded.
 *
 * @param only nodes that are executed again with everything downstream of them; empty for every
 *     node
 * @param code identity of the code whose outcomes are executed again, with everything downstream;
 *     empty whoever made them
 * @param rerun recorded nodes that are asked anew, rather than answered from the record
 */
public record Selection(Set<String> only, String code, Set<String> rerun) {
  /** Every node is executed again, and what is recorded of recorded nodes holds. */
  public static final Selection EVERYTHING = new Selection(Set.of(), "", Set.of());

  public Selection {
    only = Set.copyOf(only);
    rerun = Set.copyOf(rerun);
  }

  /** The cones of these nodes. */
  public static Selection only(String... nodes) {
    return new Selection(Set.of(nodes), "", Set.of());
  }

  /** Whether every node is executed again. */
  boolean everything() {
    return only.isEmpty() && code.isEmpty();
  }
}
