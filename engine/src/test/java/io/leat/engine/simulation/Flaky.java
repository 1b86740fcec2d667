package io.leat.engine.simulation;

import io.leat.engine.oracle.Invocation;
import io.leat.nodes.Body;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A body that fails some times before it succeeds, perhaps more often than it is tried; how often
 * depends on what it is handed. One whose failure would stop the engine succeeds at last.
 */
record Flaky(Body body, int attempts) implements Body {

  @Override
  public boolean beside() {
    return body.beside();
  }

  @Override
  public @Nullable Duration timeoutBeside() {
    return body.timeoutBeside();
  }

  @Override
  public String identity(Path workspace) {
    return body.identity(workspace);
  }

  @Override
  public Runner open(Node node, Path workspace) {
    return new FlakyRunner(node, body.open(node, workspace));
  }

  private final class FlakyRunner implements Runner {
    private final Node node;
    private final Runner runner;
    private final Map<String, Integer> tried = new HashMap<>();

    FlakyRunner(Node node, Runner runner) {
      this.node = node;
      this.runner = runner;
    }

    @Override
    public List<Product> run(Handed handed) throws Exception {
      int different = node.onFailure() == OnFailure.STOP ? attempts : attempts + 1;
      int failures = Math.floorMod(Invocation.text(node, handed).hashCode(), different);
      if (tried.merge(handed.invocation(), 1, Integer::sum) <= failures) {
        throw new IllegalStateException("not this time");
      }
      return runner.run(handed);
    }

    @Override
    public int jobs() {
      return runner.jobs();
    }

    @Override
    public void close() {
      runner.close();
    }
  }
}
