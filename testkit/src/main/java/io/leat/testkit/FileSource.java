package io.leat.testkit;

import io.leat.nodes.Graph;
import io.leat.nodes.file.GraphFile;
import java.nio.file.Path;

/** The graph of a {@code leat.yaml}. */
record FileSource(String file) implements GraphSource {

  @Override
  public Graph graph() {
    return GraphFile.load(Path.of(file));
  }
}
