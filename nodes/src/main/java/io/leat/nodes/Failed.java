package io.leat.nodes;

import org.jspecify.annotations.Nullable;

/** An invocation failed. The message is what is recorded; the cause is for whoever debugs. */
public final class Failed extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * A failure.
   *
   * @param message what is recorded of it
   */
  public Failed(String message) {
    this(message, null);
  }

  /**
   * A failure with what caused it.
   *
   * @param message what is recorded of it
   */
  public Failed(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
