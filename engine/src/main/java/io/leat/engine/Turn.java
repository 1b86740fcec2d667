package io.leat.engine;

import io.leat.log.Event;
import io.leat.nodes.value.Binding;
import java.util.List;

/**
 * What one node did at one root, and why.
 *
 * @param root the root's event
 * @param invocations in order of call; may be empty
 * @param missed what called for an invocation and led to none
 * @param upstream if it was not triggered, what the nodes did that might have: those that publish
 *     what it is triggered by
 */
public record Turn(
    String node,
    Event root,
    Standing standing,
    List<Invocation> invocations,
    List<Missed> missed,
    List<Turn> upstream) {

  /** How the node stood to the root. */
  public enum Standing {
    /** It was invoked. */
    INVOKED,
    /** It was triggered, and every time an input was absent that it requires. */
    HELD_BACK,
    /** Nothing that this root caused triggers it. */
    NOT_TRIGGERED,
    /** The root wakes nobody: it was bound on a fork, or tells of what a state change caused. */
    QUIET,
    /** The graph that handled the root has no such node. */
    NOT_IN_GRAPH,
    /** The node came to the graph later: it takes part in later roots only. */
    NOT_YET_PART,
    /** No graph has run here yet. */
    NOTHING_RAN
  }

  /**
   * A trigger that led to no invocation.
   *
   * @param absent the required inputs that were absent; empty if the set held the same events as
   *     the one before it, and both are one invocation
   */
  public record Missed(Binding binding, List<String> absent) {}

  static Turn without(String node, Event root, Standing standing) {
    return new Turn(node, root, standing, List.of(), List.of(), List.of());
  }
}
