package io.leat.engine;

/**
 * The engine ended because a node whose policy is {@code stop} failed. What was done is committed;
 * the next start tries again.
 */
public final class EngineStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineStopped(String message) {
    super(message);
  }
}
