package io.leat.bench;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.log.Durability;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * How much heap a running engine holds for each topic and for each node: what is in use after a
 * collection with many of them, less what is with few, divided. {@code bench/run heap}.
 */
final class Heap {
  private Heap() {}

  static void print(Scale scale, PrintStream out) throws IOException {
    Path folder = Files.createTempDirectory(Path.of(""), "leat-bench-");
    try {
      int keys = scale.of(250_000);
      long perKey = each(keys, 100, count -> chain(folder(folder), count));
      print(out, "a topic of the chain, nodes' bindings included", perKey / 4);
      int topics = scale.of(1_000_000);
      print(
          out,
          "a topic nobody subscribes to",
          each(topics, 100, count -> topics(folder(folder), count)));
      int nodes = scale.of(10_000);
      print(
          out,
          "a node with a topic of its own",
          each(nodes, 1, count -> nodes(folder(folder), count)));
    } finally {
      Rounds.delete(folder);
    }
  }

  private static void print(PrintStream out, String what, long bytes) {
    out.println(String.format(Locale.ROOT, "%-50s %,8d bytes", what, bytes));
  }

  /** Bytes in use while so many things are there. */
  private interface Holding {
    long of(int count) throws IOException;
  }

  private static long each(int many, int few, Holding holding) throws IOException {
    long before = holding.of(few);
    return (holding.of(many) - before) / (many - few);
  }

  private static long chain(Path folder, int keys) {
    return settled(folder, Chain.graph(), keys);
  }

  /** Topics that are fed from outside and read by nobody. */
  private static long topics(Path folder, int count) {
    GraphBuilder graph = Graph.builder();
    var _ = graph.topic("in/{key}", Type.INTEGER);
    return settled(folder, graph.build(), count);
  }

  /** What is held once there was a root for each key. */
  private static long settled(Path folder, Graph graph, int keys) {
    try (Leat leat = Leat.open(folder, graph);
        Run run = leat.start(List.of(), null)) {
      Growth.settle(run, keys, keys);
      return used();
    }
  }

  /** Nodes that all subscribe to one topic, and have run once. */
  private static long nodes(Path folder, int count) {
    GraphBuilder graph = Graph.builder();
    Topic<Long> in = graph.topic("in", Type.INTEGER);
    for (int i = 0; i < count; i++) {
      NodeBuilder node = graph.node("node" + i);
      Input<Long> number = node.input("number", in);
      Output<Long> out = node.output("out", graph.topic("out" + i, Type.INTEGER));
      node.run(call -> call.publish(out, call.get(number)));
    }
    try (Leat leat = Leat.open(folder, graph.build());
        Run run = leat.start(List.of(), null)) {
      var _ = run.append(List.of(new Root("in", Value.of(Type.INTEGER, 1L))), Durability.PROCESS);
      while (run.doWork() > 0) {}
      return used();
    }
  }

  private static Path folder(Path parent) throws IOException {
    return Files.createTempDirectory(parent, "heap-");
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
