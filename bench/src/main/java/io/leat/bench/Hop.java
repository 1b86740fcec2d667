package io.leat.bench;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Idle;
import io.leat.log.LogReader;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntConsumer;
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
    return List.of(duel("hop", hops, 0.50, 0.2), duel("hop-99", hops, 0.99, 0));
  }

  private static Duel duel(String name, int hops, double percentile, double atLeast) {
    return new Duel(
        name,
        "append to last product of the chain, percentile " + percentile + "; bare: two hand-overs",
        1,
        atLeast,
        folder -> engine(folder, hops, percentile),
        folder -> handOver(folder, hops, percentile));
  }

  private static long engine(Path folder, int hops, double percentile) {
    try (Leat leat = Leat.open(folder, Chain.graph());
        Run run = leat.start(List.of(), null, Idle.spinning())) {
      long[] nanos = new long[1];
      Thread asker =
          Thread.ofPlatform().unstarted(() -> nanos[0] = ask(leat, run, hops, percentile));
      asker.start();
      run.untilStopped();
      return nanos[0];
    }
  }

  private static long ask(Leat leat, Run run, int hops, double percentile) {
    try (LogReader reader = leat.read(leat.log().end())) {
      return percentile(
          hops,
          percentile,
          hop -> {
            Value value = Value.of(Type.INTEGER, (long) hop % 100);
            run.append(List.of(new Root("in/" + hop % Chain.KEYS, value)), Durability.PROCESS);
            awaitProduct(reader);
          });
    } finally {
      run.stop();
    }
  }

  private static void awaitProduct(LogReader reader) {
    while (true) {
      Commit commit = reader.next();
      if (commit == null) {
        Thread.onSpinWait();
      } else if (commit.events().stream().anyMatch(e -> Objects.equals(e.node(), "flag"))) {
        return;
      }
    }
  }

  private static long handOver(Path folder, int hops, double percentile) {
    try (SingleChronicleQueue there = queue(folder, "there");
        SingleChronicleQueue back = queue(folder, "back")) {
      Thread other = Thread.ofPlatform().unstarted(() -> echo(there, back, hops));
      other.start();
      try (ExcerptAppender appender = there.createAppender();
          ExcerptTailer tailer = back.createTailer()) {
        Bytes<?> buffer = Bytes.allocateElasticDirect(8);
        long nanos =
            percentile(
                hops,
                percentile,
                hop -> {
                  appender.writeBytes(buffer.clear().writeLong(hop));
                  Check.same(hop, read(tailer));
                });
        buffer.releaseLast();
        return nanos;
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

  /** Does it so many times and returns the percentile of the latter half, nanoseconds. */
  private static long percentile(int times, double percentile, IntConsumer work) {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.accept(i);
      nanos[i] = System.nanoTime() - start;
    }
    long[] warm = Arrays.copyOfRange(nanos, times / 2, times);
    Arrays.sort(warm);
    return warm[(int) (warm.length * percentile)];
  }
}
