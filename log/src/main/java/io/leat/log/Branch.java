package io.leat.log;

import java.util.List;
import java.util.Map;
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

  /**
   * Checks that a branch may have a name, taken or not.
   *
   * @throws LogException.Invalid if not
   */
  public static void checkName(String name) {
    Branches.checkName(name);
  }

  /**
   * Checks what {@link LogStore#rename} would refuse, for whoever writes something first.
   *
   * @param known every branch
   * @param names by the name that a branch has, the one that it is to get
   * @throws LogException.Invalid as {@code rename}
   */
  public static void checkNames(List<Branch> known, Map<String, String> names) {
    var _ = Branches.renamed(known, names);
  }
}
