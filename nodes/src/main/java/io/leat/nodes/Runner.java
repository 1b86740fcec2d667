package io.leat.nodes;

import java.util.List;

/**
 * Runs one node: in this process, or by handing each invocation to a process of its own. One of the
 * two seams of the house.
 */
public interface Runner extends AutoCloseable {

  /**
   * Runs one invocation to its end. May be called by any thread, by up to {@link #jobs} at once.
   *
   * @return the products, in the order published; may be empty
   * @throws Exception if the node failed: it threw, did not answer in time, or answered nonsense.
   *     The message is what is recorded
   */
  List<Product> run(Handed handed) throws Exception;

  /** How many invocations may run at once, at least 1. */
  int jobs();

  /** Ends what was started. Nothing that this runner started outlives it. */
  @Override
  void close();
}
