package io.leat.testkit;

import io.leat.nodes.Body;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body with something around each of its invocations: to watch them, or to let them fail. */
record Surrounded(Body body, Around around) implements Body {

  /** What happens instead of an invocation; it may let the node run. */
  @FunctionalInterface
  interface Around {
    List<Product> run(Node node, Runner runner, Handed handed) throws Exception;
  }

  /** The same graph with something around every invocation of every node. */
  static Graph graph(Graph graph, Around around) {
    Graph surrounded = graph;
    for (Node node : graph.nodes()) {
      surrounded = surrounded.around(node.name(), body -> new Surrounded(body, around));
    }
    return surrounded;
  }

  @Override
  public boolean beside() {
    return body.beside();
  }

  @Override
  public @Nullable Duration timeoutBeside() {
    return body.timeoutBeside();
  }

  @Override
  public Body jobs(int jobs) {
    return new Surrounded(body.jobs(jobs), around);
  }

  @Override
  public String identity(Path folder) {
    return body.identity(folder);
  }

  @Override
  public Runner open(Node node, Path workspace) {
    Runner runner = body.open(node, workspace);
    return new Runner() {
      @Override
      public List<Product> run(Handed handed) throws Exception {
        return around.run(node, runner, handed);
      }

      @Override
      public int jobs() {
        return runner.jobs();
      }

      @Override
      public void close() {
        runner.close();
      }
    };
  }
}
