package io.leat.nodes;

/** The code of a node that runs in this process. */
@FunctionalInterface
public interface Code {
  /**
   * Reads from {@code call} and publishes to it. What it throws is a failure of this invocation,
   * and nothing it published counts.
   */
  void run(Call call) throws Exception;
}
