package io.leat.nodes;

import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a node does when it is invoked, before it has been started. */
public interface Body {

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
