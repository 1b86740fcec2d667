package io.leat.log;

import java.util.Objects;

/**
 * What can go wrong with a log, by what the caller should do. The message names the value, the
 * bound and the next step.
 */
public abstract sealed class LogException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private LogException(String message, Throwable cause) {
    super(message, cause);
  }

  private LogException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return Objects.requireNonNull(super.getMessage());
  }

  /** Fix the argument. Nothing was written. */
  public static final class Invalid extends LogException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message);
    }
  }

  /** Try again later. Nothing was written. */
  public static sealed class Unavailable extends LogException {
    private static final long serialVersionUID = 1L;

    public Unavailable(String message) {
      super(message);
    }

    public Unavailable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Try again in a moment: somebody else writes now. Nothing was written. */
  public static final class Held extends Unavailable {
    private static final long serialVersionUID = 1L;

    public Held(String message) {
      super(message);
    }
  }

  /** Stop and look: what was read is not what was written. */
  public static final class Corrupt extends LogException {
    private static final long serialVersionUID = 1L;

    public Corrupt(String message) {
      super(message);
    }
  }
}
