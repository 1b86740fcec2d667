package io.leat.log;

/**
 * What a simulation lets go wrong in a {@link MemoryStore}: a method that throws makes the
 * operation fail at that point, and the writer with it.
 */
public interface Faults {
  /** Nothing goes wrong. */
  Faults NONE = new Faults() {};

  /** Called before a commit is written; if it throws, nothing was written. */
  default void beforeWrite(String branch, long first) {}

  /** Called after a commit was written; if it throws, it is there but was not acknowledged. */
  default void afterWrite(String branch, long first) {}

  /** Called before a force; if it throws, nothing new is on the disk. */
  default void beforeForce(String branch) {}
}
