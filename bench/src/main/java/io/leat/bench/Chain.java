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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Three nodes in a row, with a sum for each key: the engine with its public API for authors, beside
 * a loop written by hand for just this chain on bare Chronicle Queue. Every product is logged.
 *
 * <pre>in/{key} ── scale ── scaled/{key} ── sum ── sum/{key} ── flag ── flag/{key}</pre>
 */
final class Chain {
  static final int KEYS = 1_000;
  static final int GROUP = 64;

  /** From this sum on a key is flagged. */
  static final long LIMIT = 1_000;

  private Chain() {}

  static List<Duel> duels(Scale scale) {
    int groups = scale.of(400_000) / GROUP + 1;
    return List.of(
        new Duel(
            "chain",
            "roots through three nodes, numbers; bare: a loop written by hand",
            groups * GROUP,
            0.6,
            folder -> engine(folder, groups),
            folder -> loop(folder, groups)),
        new Duel(
            "chain-log",
            "the same by a loop on our log, without an engine; bare: a loop written by hand",
            groups * GROUP,
            0,
            folder -> onLog(new SumsOnLog(folder, KEYS), groups),
            folder -> loop(folder, groups)),
        new Duel(
            "chain-nodes",
            "the same with the nodes of the chain; bare: a loop written by hand",
            groups * GROUP,
            0,
            folder -> onLog(new NodesOnLog(folder, graph(), Chain::root), groups),
            folder -> loop(folder, groups)));
  }

  static long engine(Path folder, int groups) {
    try (Leat leat = Leat.open(folder, graph())) {
      append(leat, groups, Chain::roots);
      long start = System.nanoTime();
      long published = leat.run().published();
      long nanos = System.nanoTime() - start;
      Check.same(3L * groups * GROUP, published);
      return nanos;
    }
  }

  /** Puts groups of roots on the log, by an engine that does nothing else. */
  static void append(Leat leat, int groups, IntFunction<List<Root>> roots) {
    try (Run run = leat.start(List.of(), null)) {
      for (int group = 0; group < groups; group++) {
        var _ = run.append(roots.apply(group), Durability.PROCESS);
      }
    }
  }

  /** Puts roots on the log, and measures how long a loop by hand takes to run them. */
  static long onLog(ChainOnLog chain, int groups) {
    try (ChainOnLog loop = chain) {
      loop.append(groups * GROUP);
      return loop.run(groups * GROUP);
    }
  }

  /** What the chain computes, by hand on bare Chronicle Queue. */
  static long loop(Path folder, int groups) {
    try (ChainLoop loop = new ChainLoop(folder)) {
      loop.append(groups);
      return loop.run(groups);
    }
  }

  static Graph graph() {
    GraphBuilder graph = Graph.builder();
    Topic<Long> in = graph.topic("in/{key}", Type.INTEGER);
    Topic<Long> scaled = graph.topic("scaled/{key}", Type.INTEGER);
    Topic<Long> sums = graph.topic("sum/{key}", Type.INTEGER);
    Topic<Long> flags = graph.topic("flag/{key}", Type.INTEGER);

    NodeBuilder scale = graph.node("scale");
    Input<Long> number = scale.input("number", in);
    Output<Long> tripled = scale.output("scaled", scaled);
    scale.run(call -> call.publish(tripled, 3 * call.get(number)));

    NodeBuilder sum = graph.node("sum").own();
    Input<Long> part = sum.input("part", scaled);
    Output<Long> total = sum.output("sum", sums);
    sum.run(call -> call.publish(total, call.own(total).orElse(0L) + call.get(part)));

    NodeBuilder flag = graph.node("flag");
    Input<Long> reached = flag.input("sum", sums);
    Output<Long> flagged = flag.output("flag", flags);
    flag.run(call -> call.publish(flagged, call.get(reached) >= LIMIT ? 1L : 0L));
    return graph.build();
  }

  static List<Root> roots(int group) {
    List<Root> roots = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
      roots.add(root(group * GROUP + i));
    }
    return roots;
  }

  static Root root(int number) {
    return root(number, KEYS);
  }

  static Root root(int number, int keys) {
    return new Root("in/" + number % keys, Value.of(Type.INTEGER, (long) number % 100));
  }
}
