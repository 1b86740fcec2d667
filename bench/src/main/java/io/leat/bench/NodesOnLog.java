package io.leat.bench;

import io.leat.engine.Root;
import io.leat.log.Event;
import io.leat.log.Payload;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs the nodes of the chain as their authors wrote them, on values that are read and checked as
 * the engine does, but knows which node follows which, and keeps nothing but the last sums. What
 * the engine takes beyond this is what finding out who runs on what costs.
 */
final class NodesOnLog extends ChainOnLog {

  /** A node that was started. */
  private record Started(Node node, Runner runner) {
    static Started of(Graph graph, String name) {
      Node node = graph.nodes().stream().filter(n -> n.name().equals(name)).findFirst().get();
      return new Started(node, node.body().open(node, Path.of("")));
    }

    Value run(long root, Binding binding, Value input, List<@Nullable Value> own) {
      Handed handed =
          new Handed(
              root,
              node.name(),
              0,
              binding,
              Arrays.asList(input),
              List.of(),
              List.of(),
              own,
              null,
              null);
      try {
        Product product = runner.run(handed).getFirst();
        node.outputs().get(product.output()).type().check(product.value());
        return product.value();
      } catch (Exception e) {
        throw new IllegalStateException(node.name() + " failed", e);
      }
    }
  }

  private final Started scale;
  private final Started sum;
  private final Started flag;
  private final Names[] names;
  private final Binding[] bindings;
  private final @Nullable Value[] sums;

  NodesOnLog(Path folder, Graph graph, IntFunction<Root> roots) {
    super(folder, roots);
    scale = Started.of(graph, "scale");
    sum = Started.of(graph, "sum");
    flag = Started.of(graph, "flag");
    names = Names.all(Chain.KEYS);
    bindings = new Binding[Chain.KEYS];
    Arrays.setAll(bindings, key -> Binding.of(Map.of("key", Integer.toString(key))));
    sums = new @Nullable Value[Chain.KEYS];
  }

  @Override
  void products(Event root) {
    int key = key(root);
    long of = root.offset();
    Value input = Value.encoded(root.payload().bytes());
    Value scaled = scale.run(of, bindings[key], input, List.of());
    Value total = sum.run(of, bindings[key], scaled, Arrays.asList(sums[key]));
    Value flagged = flag.run(of, bindings[key], total, List.of());
    sums[key] = total;
    write(of, names[key], payload(scaled), payload(total), payload(flagged));
  }

  private static Payload payload(Value value) {
    return Payload.of(value.bytes());
  }
}
