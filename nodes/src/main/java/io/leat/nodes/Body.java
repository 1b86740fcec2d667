package io.leat.nodes;

import java.nio.file.Path;

/** What a node does when it is invoked, before it has been started. */
public interface Body {

  /** Whether it may be slow and so runs beside the engine's thread. */
  boolean beside();

  /**
   * Makes it ready to run.
   *
   * @param workspace the folder in which commands run
   */
  Runner open(Node node, Path workspace);
}
