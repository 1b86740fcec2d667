package io.leat.nodes;

import io.leat.nodes.value.CodeDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code of this process.
 *
 * @param beside whether it runs beside the engine's thread
 * @param jobs how many invocations may run at once, at least 1
 * @param timeout how long an invocation may take; null if for ever
 */
record InProcess(Code code, boolean beside, int jobs, @Nullable Duration timeout) implements Body {

  /** Runs on the engine's thread. */
  static InProcess here(Code code) {
    return new InProcess(code, false, 1, null);
  }

  /** The same beside the engine's thread. */
  InProcess beside(@Nullable Duration timeout) {
    return new InProcess(code, true, jobs, timeout);
  }

  /** Never more at once than its author has promised that it bears. */
  @Override
  public InProcess jobs(int jobs) {
    return new InProcess(code, beside, Math.min(jobs, this.jobs), timeout);
  }

  @Override
  public @Nullable Duration timeoutBeside() {
    return timeout;
  }

  @Override
  public String identity(Path workspace) {
    return CodeDigest.of(code.getClass());
  }

  @Override
  public Runner open(Node node, Path workspace) {
    return new InProcessRunner(node);
  }

  private final class InProcessRunner implements Runner {
    private final Node node;

    InProcessRunner(Node node) {
      this.node = node;
    }

    @Override
    public List<Product> run(Handed handed) throws Failed {
      var call = new Invocation(node, handed);
      try {
        code.run(call);
      } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
        if (e instanceof InterruptedException) {
          Thread.currentThread().interrupt();
        }
        throw new Failed(message(e), e);
      } finally {
        call.end();
      }
      return call.products();
    }

    @Override
    public int jobs() {
      return jobs;
    }

    @Override
    public void close() {}
  }

  private static String message(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = thrown.getMessage();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }
}
