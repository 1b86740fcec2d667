package io.leat.engine;

import io.leat.nodes.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * An event in which two branches differ.
 *
 * @param node null for a root
 * @param root offset of its root on the second branch; on the first if the event is missing on the
 *     second
 * @param a its value on the first branch; null if it is not there
 * @param b its value on the second branch; null if it is not there
 */
public record Difference(
    Change change,
    String topic,
    @Nullable String node,
    long root,
    int call,
    int ordinal,
    @Nullable Value a,
    @Nullable Value b) {

  public enum Change {
    /** Only the second branch has it. */
    ADDED,
    /** Only the first branch has it. */
    MISSING,
    /** Both have it, with different values. */
    CHANGED
  }
}
