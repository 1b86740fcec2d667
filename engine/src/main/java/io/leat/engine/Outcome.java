package io.leat.engine;

import io.leat.log.LogException;
import io.leat.nodes.Product;
import java.util.List;

/** How an invocation ended. */
sealed interface Outcome {

  /**
   * The node ran.
   *
   * @param products in the order published; may be empty
   */
  record Done(List<Product> products) implements Outcome {}

  /**
   * It did not run: it is known how the same execution ended on the line that this fork left.
   *
   * @param products in the order published; may be empty
   */
  record Known(List<Product> products) implements Outcome {}

  /** It did not run, and never will: an effect is closed on a fork. */
  record Closed() implements Outcome {}

  /**
   * The node failed.
   *
   * @param message what went wrong, for people; never empty
   */
  record Failed(String message) implements Outcome {}

  /** What the node was handed is not what was written: nothing may be made of it. */
  record Damaged(LogException.Corrupt damage) implements Outcome {}
}
