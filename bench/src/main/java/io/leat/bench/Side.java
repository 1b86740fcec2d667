package io.leat.bench;

import java.io.IOException;
import java.nio.file.Path;

/** One of two ways to do the same work. */
@FunctionalInterface
interface Side {

  /**
   * Does the work once and returns how long it took, in nanoseconds. What is needed first, such as
   * a log to read, is made before the clock starts.
   *
   * @param folder empty, and deleted afterwards
   */
  long run(Path folder) throws IOException;
}
