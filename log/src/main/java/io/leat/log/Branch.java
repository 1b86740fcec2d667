package io.leat.log;

import org.jspecify.annotations.Nullable;

/**
 * A named line of history.
 *
 * @param name what a person calls it; may move to another line
 * @param line identity of the line of history itself; never changes, unique in the workspace, part
 *     of an {@link Origin}
 * @param fork where it leaves its parent; absent for {@code main}
 */
public record Branch(String name, String line, @Nullable Fork fork) {
  /** Ends the name of a branch that is being made, until it is whole. */
  public static final String UNFINISHED = ".unfinished";

  /**
   * Where a line leaves its parent.
   *
   * @param line the parent's line
   * @param offset the first offset that is not shared with the parent
   */
  public record Fork(String line, long offset) {}
}
