package io.leat.engine.simulation;

import io.leat.engine.oracle.Invocation;
import io.leat.nodes.Body;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What nodes that are not pure ever answered, and the dice that they throw: only what somebody
 * really answered may be on a log.
 */
final class Diary {
  private final Map<String, List<List<Product>>> answers = new HashMap<>();
  private long thrown;

  /** Another number each time. */
  long dice() {
    return ++thrown * 0x9e3779b97f4a7c15L;
  }

  /** Whether a node of this name, handed this, ever answered so. */
  boolean holds(Node node, Handed handed, List<Product> products) {
    return answers.getOrDefault(key(node, handed), List.of()).contains(products);
  }

  /** A body whose answers are written down. */
  Body of(Body body) {
    return new Body() {
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
        return new Writing(node, body.open(node, workspace));
      }
    };
  }

  private static String key(Node node, Handed handed) {
    return node.name() + " " + Invocation.text(node, handed);
  }

  private final class Writing implements Runner {
    private final Node node;
    private final Runner runner;

    Writing(Node node, Runner runner) {
      this.node = node;
      this.runner = runner;
    }

    @Override
    public List<Product> run(Handed handed) throws Exception {
      List<Product> products = runner.run(handed);
      answers.computeIfAbsent(key(node, handed), _ -> new ArrayList<>()).add(List.copyOf(products));
      return products;
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
