package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.log.LogException;
import io.leat.nodes.Product;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /**
   * It did not run: it ended so on the line that this fork left, and is taken over as recorded.
   *
   * @param products as they stand there, in order; may be empty
   * @param told the state change there that says how it ended; null if none does
   */
  record Inherited(List<Event> products, @Nullable JsonNode told) implements Outcome {}

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
