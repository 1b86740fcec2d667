package io.leat.engine;

/**
 * The engine ended because a node whose policy is {@code stop} failed. What was done is committed;
 * the next start tries again.
 */
public final class EngineStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private EngineStopped(String message) {
    super(message);
  }

  static EngineStopped at(long root, String node, String message) {
    return new EngineStopped(
        "node "
            + node
            + " failed at root "
            + root
            + " and its policy is to stop: "
            + message
            + "; mend it and run again");
  }
}
