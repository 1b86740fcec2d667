package io.leat.bench;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Idle;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * How long it takes from an append to the last product of the chain, one at a time: one thread
 * appends and spins for the product, the engine is the other. The other side: a number goes from
 * one thread to another through a queue, and back through a second one.
 */
final class Hop {
  private Hop() {}

  static List<Duel> duels(Scale scale) {
    int hops = scale.of(20_000);
    return List.of(
        duel("hop", hops, 0.50, 0.2),
        duel("hop-99", hops, 0.99, 0),
        new Duel(
            "hop-log",
            "the same by two threads on our log, without an engine; bare: two hand-overs",
            1,
            0,
            folder -> onLog(folder, hops).percentile(0.50),
            folder -> handOver(folder, hops).percentile(0.50)));
  }

  private static Duel duel(String name, int hops, double percentile, double atLeast) {
    return new Duel(
        name,
        "append to last product of the chain, percentile " + percentile + "; bare: two hand-overs",
        1,
        atLeast,
        folder -> engine(folder, Chain.graph(), Chain::root, hops).percentile(percentile),
        folder -> handOver(folder, hops).percentile(percentile));
  }

  /** Appends roots to a graph with a node {@code flag}, each after the product of the last one. */
  static Latencies engine(Path folder, Graph graph, IntFunction<Root> roots, int hops) {
    try (Leat leat = Leat.open(folder, graph);
        Run run = leat.start(List.of(), null, Idle.spinning())) {
      var latencies = new CompletableFuture<Latencies>();
      Thread asker =
          Thread.ofPlatform().unstarted(() -> latencies.complete(ask(leat, run, roots, hops)));
      asker.start();
      run.untilStopped();
      return latencies.join();
    }
  }

  private static Latencies ask(Leat leat, Run run, IntFunction<Root> roots, int hops) {
    try (LogReader reader = leat.read(leat.log().end())) {
      return Latencies.of(
          hops,
          hop -> {
            run.append(List.of(roots.apply(hop)), Durability.PROCESS);
            awaitProduct(reader);
          });
    } finally {
      run.stop();
    }
  }

  static void awaitProduct(LogReader reader) {
    while (true) {
      Commit commit = reader.next();
      if (commit == null) {
        Thread.onSpinWait();
      } else if (commit.events().stream().anyMatch(e -> Objects.equals(e.node(), "flag"))) {
        return;
      }
    }
  }

  private static Latencies onLog(Path folder, int hops) {
    try (ChainOnLog log = new SumsOnLog(folder, Chain.KEYS)) {
      return log.hops(hops);
    }
  }

  private static Latencies handOver(Path folder, int hops) {
    try (SingleChronicleQueue there = queue(folder, "there");
        SingleChronicleQueue back = queue(folder, "back")) {
      Thread other = Thread.ofPlatform().unstarted(() -> echo(there, back, hops));
      other.start();
      try (ExcerptAppender appender = there.createAppender();
          ExcerptTailer tailer = back.createTailer()) {
        Bytes<?> buffer = Bytes.allocateElasticDirect(8);
        Latencies latencies =
            Latencies.of(
                hops,
                hop -> {
                  appender.writeBytes(buffer.clear().writeLong(hop));
                  Check.same(hop, read(tailer));
                });
        buffer.releaseLast();
        return latencies;
      }
    }
  }

  private static void echo(SingleChronicleQueue there, SingleChronicleQueue back, int hops) {
    Bytes<?> buffer = Bytes.allocateElasticDirect(8);
    try (ExcerptTailer tailer = there.createTailer();
        ExcerptAppender appender = back.createAppender()) {
      for (int hop = 0; hop < hops; hop++) {
        appender.writeBytes(buffer.clear().writeLong(read(tailer)));
      }
    }
    buffer.releaseLast();
  }

  private static long read(ExcerptTailer tailer) {
    while (true) {
      try (DocumentContext document = tailer.readingDocument()) {
        if (document.isPresent()) {
          return document.wire().bytes().readLong();
        }
      }
      Thread.onSpinWait();
    }
  }

  private static SingleChronicleQueue queue(Path folder, String name) {
    return SingleChronicleQueueBuilder.binary(folder.resolve(name)).build();
  }
}
