package io.leat.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueue;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * The chain of {@link Chain} on JSON objects of about 100 bytes: the engine, beside a loop written
 * by hand that parses each root and writes its three products with the same library.
 */
final class JsonChain {
  private static final ObjectMapper JACKSON = JsonMapper.builder().build();
  private static final Type<Reading> TYPE = Type.of("reading", Reading.class);
  private static final String NOTE = "a line of text that somebody wrote about this reading";

  private JsonChain() {}

  /** A root, and each of its products: about 100 bytes as JSON. */
  record Reading(long key, long number, String note, boolean flag) {

    Reading tripled() {
      return new Reading(key, 3 * number, note, flag);
    }

    Reading plus(long sum) {
      return new Reading(key, sum + number, note, flag);
    }

    Reading flagged() {
      return new Reading(key, number, note, number >= Chain.LIMIT);
    }
  }

  static List<Duel> duels(Scale scale) {
    int groups = scale.of(400_000) / Chain.GROUP + 1;
    return List.of(
        new Duel(
            "chain-json",
            "the same with JSON objects of 100 bytes; bare: a loop with the same parser",
            groups * Chain.GROUP,
            0.6,
            folder -> engine(folder, groups),
            folder -> loop(folder, groups)),
        new Duel(
            "chain-json-nodes",
            "the same with these nodes by a loop on our log, without an engine",
            groups * Chain.GROUP,
            0,
            folder -> Chain.onLog(new NodesOnLog(folder, graph(), JsonChain::root), groups),
            folder -> loop(folder, groups)));
  }

  static Reading reading(int number) {
    return new Reading(number % Chain.KEYS, number % 100, NOTE, false);
  }

  static long engine(Path folder, int groups) {
    try (Leat leat = Leat.open(folder, graph())) {
      Chain.append(leat, groups, JsonChain::roots);
      long start = System.nanoTime();
      long published = leat.run().published();
      long nanos = System.nanoTime() - start;
      Check.same(3L * groups * Chain.GROUP, published);
      return nanos;
    }
  }

  private static List<Root> roots(int group) {
    List<Root> roots = new ArrayList<>(Chain.GROUP);
    for (int i = 0; i < Chain.GROUP; i++) {
      roots.add(root(group * Chain.GROUP + i));
    }
    return roots;
  }

  static Root root(int number) {
    Reading reading = reading(number);
    return new Root("in/" + reading.key(), Value.of(TYPE, reading));
  }

  static Graph graph() {
    GraphBuilder graph = Graph.builder();
    Topic<Reading> in = graph.topic("in/{key}", TYPE);
    Topic<Reading> scaled = graph.topic("scaled/{key}", TYPE);
    Topic<Reading> sums = graph.topic("sum/{key}", TYPE);
    Topic<Reading> flags = graph.topic("flag/{key}", TYPE);

    NodeBuilder scale = graph.node("scale");
    Input<Reading> reading = scale.input("reading", in);
    Output<Reading> tripled = scale.output("scaled", scaled);
    scale.run(call -> call.publish(tripled, call.get(reading).tripled()));

    NodeBuilder sum = graph.node("sum").own();
    Input<Reading> part = sum.input("part", scaled);
    Output<Reading> total = sum.output("sum", sums);
    sum.run(
        call ->
            call.publish(
                total, call.get(part).plus(call.own(total).map(Reading::number).orElse(0L))));

    NodeBuilder flag = graph.node("flag");
    Input<Reading> reached = flag.input("sum", sums);
    Output<Reading> flagged = flag.output("flag", flags);
    flag.run(call -> call.publish(flagged, call.get(reached).flagged()));
    return graph.build();
  }

  /** What the chain computes, by hand on bare Chronicle Queue. */
  static long loop(Path folder, int groups) throws IOException {
    Bytes<?> buffer = Bytes.allocateElasticDirect(1 << 16);
    try (SingleChronicleQueue roots = queue(folder, "roots");
        SingleChronicleQueue products = queue(folder, "products")) {
      try (ExcerptAppender appender = roots.createAppender()) {
        for (int group = 0; group < groups; group++) {
          buffer.clear();
          for (int i = 0; i < Chain.GROUP; i++) {
            put(buffer, JACKSON.writeValueAsBytes(reading(group * Chain.GROUP + i)));
          }
          appender.writeBytes(buffer);
        }
      }
      return loop(roots, products, buffer);
    } finally {
      buffer.releaseLast();
    }
  }

  /** Reads each group of roots and writes all their products as one document. */
  private static long loop(
      SingleChronicleQueue roots, SingleChronicleQueue products, Bytes<?> buffer)
      throws IOException {
    long[] sums = new long[Chain.KEYS];
    try (ExcerptTailer tailer = roots.createTailer();
        ExcerptAppender appender = products.createAppender()) {
      long start = System.nanoTime();
      while (true) {
        buffer.clear();
        try (DocumentContext document = tailer.readingDocument()) {
          if (!document.isPresent()) {
            return System.nanoTime() - start;
          }
          Bytes<?> bytes = document.wire().bytes();
          while (bytes.readRemaining() > 0) {
            byte[] json = new byte[bytes.readInt()];
            bytes.read(json);
            Reading scaled = JACKSON.readValue(json, Reading.class).tripled();
            put(buffer, JACKSON.writeValueAsBytes(scaled));
            Reading sum = scaled.plus(sums[(int) scaled.key()]);
            sums[(int) scaled.key()] = sum.number();
            put(buffer, JACKSON.writeValueAsBytes(sum));
            put(buffer, JACKSON.writeValueAsBytes(sum.flagged()));
          }
        }
        appender.writeBytes(buffer);
      }
    }
  }

  private static SingleChronicleQueue queue(Path folder, String name) {
    return SingleChronicleQueueBuilder.binary(folder.resolve(name)).build();
  }

  private static void put(Bytes<?> buffer, byte[] json) {
    buffer.writeInt(json.length).write(json);
  }
}
