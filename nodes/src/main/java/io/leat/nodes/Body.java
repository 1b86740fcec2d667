package io.leat.nodes;

import io.leat.nodes.value.Invalid;
import java.nio.file.Path;

/** What a node does when it is invoked, before it has been started. */
public interface Body {

  /** Whether it may be slow and so runs beside the engine's thread. */
  boolean beside();

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
