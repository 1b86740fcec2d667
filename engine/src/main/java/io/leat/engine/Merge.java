package io.leat.engine;

import io.leat.log.Event;
import java.util.List;

/**
 * What a fork has of its own and another branch is to get: roots, never products.
 *
 * @param fork its name
 * @param roots in order, as they stand on the fork; empty if there is nothing to merge
 * @param conflicts the topics that were rooted anew on both sides, in order of name
 */
public record Merge(String fork, List<Event> roots, List<Conflict> conflicts) {

  /**
   * A topic that was rooted anew on both sides since they parted.
   *
   * @param ours its roots on the target, of which the fork knows nothing; never empty
   * @param theirs its roots on the fork; never empty
   */
  public record Conflict(String topic, List<Event> ours, List<Event> theirs) {}

  /** How a conflict is decided. */
  public enum Side {
    /** The fork's roots on the topic are left out. */
    OURS,
    /** The fork's roots on the topic are appended behind those of the target. */
    THEIRS
  }
}
