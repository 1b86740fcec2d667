package io.leat.log;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Names for places in history and for objects. A name has 1 to 100 letters, digits, {@code .},
 * {@code _}, {@code -} and begins with a letter or digit. Whoever reads one while it is replaced
 * sees the old meaning or the new one. Thread-safe.
 */
public interface Refs {

  /** What a name stands for; null if nothing. */
  @Nullable Ref get(String name);

  /**
   * Gives a name a meaning, which it keeps through loss of power.
   *
   * @throws LogException.Invalid if the name is malformed, or what it is to stand for is not there;
   *     nothing was written
   */
  void set(String name, Ref ref);

  /**
   * Takes a name away.
   *
   * @throws LogException.Invalid if there is no such name
   */
  void delete(String name);

  /** Every name with its meaning, in order of name. */
  SortedMap<String, Ref> list();
}
