package io.leat.nodes;

import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a node does when it is invoked, before it has been started. */
public interface Body {

  /** Most invocations of a node that may be asked to run at once. */
  int JOBS_MAX = 1_000;

  /** Whether it may be slow and so runs beside the engine's thread. */
  boolean beside();

  /**
   * How long an invocation that runs beside may take, more than zero, before it counts as failed;
   * null if for ever, or if what runs it sees to that itself.
   */
  default @Nullable Duration timeoutBeside() {
    return null;
  }

  /**
   * The same with up to so many invocations at once, 1 to {@link #JOBS_MAX}; with fewer, or as it
   * is, if its code promises to bear no more. Its identity stays.
   */
  default Body jobs(int jobs) {
    return this;
  }

  /**
   * Identity of its code, where the node has no version.
   *
   * @param workspace the folder in which commands run
   * @throws Invalid if the code cannot be read, naming each file
   */
  String identity(Path workspace);

  /**
   * Makes it ready to run.
   *
   * @param workspace the folder in which commands run
   */
  Runner open(Node node, Path workspace);
}
