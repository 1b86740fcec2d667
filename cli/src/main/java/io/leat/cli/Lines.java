package io.leat.cli;

import io.leat.engine.Root;
import java.io.IOException;
import java.util.List;

/** Roots from a text with one on each line. Owned by one thread. */
interface Lines {

  /** What one atomic batch may hold, in bytes of text. */
  int BATCH_BYTES_MAX = 64 << 20;

  /** More bad lines than this are not told: the tenth says no more than the first. */
  int PROBLEMS_MAX = 10;

  /**
   * The roots of the next lines.
   *
   * @param count at most so many; fewer at the end of the text, then none
   * @throws io.leat.nodes.value.Invalid naming each line that is malformed, or that the graph
   *     refuses; and if the lines are too long for one batch
   */
  List<Root> next(int count) throws IOException;

  /** How a line that makes a batch too long is refused. */
  static String tooLong(long line) {
    return "line "
        + line
        + ": more than "
        + BATCH_BYTES_MAX
        + " bytes (64 MiB) up to here, the most for one"
        + " atomic batch; --batch 10000 makes a batch of every 10000 lines";
  }
}
