package io.leat.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.leat.engine.Root;
import io.leat.nodes.Graph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The chain of nodes beside the same chain in Kafka Streams: {@code bench/run kafka}. */
public final class KafkaBench {
  private static final Rounds ROUNDS = new Rounds(1, Integer.getInteger("bench.rounds", 3));
  private static final int GROUPS = Integer.getInteger("bench.roots", 400_000) / Chain.GROUP;
  private static final int ROOTS = GROUPS * Chain.GROUP;
  private static final int HOPS = 20_000;
  private static final int KAFKA_HOPS = 1_000;
  private static final ObjectMapper JACKSON = JsonMapper.builder().build();

  private KafkaBench() {}

  /**
   * Runs what is named, or all, in a folder of their own below the present one.
   *
   * @param names {@code all}, or parts of the names of contests
   */
  public static void main(String... names) throws IOException {
    List<String> asked = List.of(names);
    List<Contest<?>> chosen =
        contests()
            .filter(c -> asked.contains("all") || asked.stream().anyMatch(c.name()::contains))
            .toList();
    if (chosen.isEmpty()) {
      String known = String.join(", ", contests().map(Contest::name).toList());
      System.err.println("no such contest; there are " + known);
      System.exit(2);
    }
    Path folder = Files.createTempDirectory(Path.of(""), "leat-bench-").toAbsolutePath();
    try (KafkaBroker broker = new KafkaBroker(Files.createDirectory(folder.resolve("broker")))) {
      System.out.println(Result.heading("Kafka"));
      for (Contest<?> contest : chosen) {
        for (Duel duel : contest.duels(broker)) {
          System.out.println(ROUNDS.run(duel, folder));
        }
        contest.hop(broker, folder);
      }
    } finally {
      Rounds.delete(folder);
    }
  }

  private static Stream<Contest<?>> contests() {
    return Stream.of("at_least_once", "exactly_once_v2")
        .flatMap(guarantee -> Stream.of(numbers(guarantee), readings(guarantee)));
  }

  private static Contest<Long> numbers(String guarantee) {
    return new Contest<>(
        "numbers-" + guarantee,
        12,
        folder -> Chain.engine(folder, GROUPS),
        folder -> Chain.loop(folder, GROUPS),
        Chain.graph(),
        Chain::root,
        new KafkaChain<>(Serdes.Long(), KafkaChain.numbers(), guarantee));
  }

  private static Contest<JsonChain.Reading> readings(String guarantee) {
    return new Contest<>(
        "json-" + guarantee,
        8,
        folder -> JsonChain.engine(folder, GROUPS),
        folder -> JsonChain.loop(folder, GROUPS),
        JsonChain.graph(),
        JsonChain::root,
        new KafkaChain<>(json(), KafkaChain.readings(), guarantee));
  }

  /** The chain on both sides, with many roots that are there already, and with one at a time. */
  private record Contest<T>(
      String name,
      double atLeast,
      Side engine,
      Side bare,
      Graph graph,
      IntFunction<Root> roots,
      KafkaChain<T> chain) {

    /** The engine, and what it is made of: a loop over its nodes on our log, and one on a queue. */
    List<Duel> duels(KafkaBroker broker) {
      Side nodes = folder -> Chain.onLog(new NodesOnLog(folder, graph, roots), GROUPS);
      return List.of(
          duel(broker, name, atLeast, engine),
          duel(broker, "  nodes in a loop, no engine", 0, nodes),
          duel(broker, "  bare queue, by hand", 0, bare));
    }

    private Duel duel(KafkaBroker broker, String name, double atLeast, Side ours) {
      return new Duel(name, "", ROOTS, atLeast, ours, folder -> stream(broker, folder));
    }

    private long stream(KafkaBroker broker, Path folder) {
      try (var run = new KafkaRun<>(broker, chain, false, folder)) {
        return run.work(ROOTS);
      }
    }

    void hop(KafkaBroker broker, Path folder) throws IOException {
      Latencies ours = Hop.engine(Files.createTempDirectory(folder, "hop-"), graph, roots, HOPS);
      Latencies theirs;
      Path own = Files.createTempDirectory(folder, "hop-");
      try (var run = new KafkaRun<>(broker, chain, true, own)) {
        theirs = run.hop(KAFKA_HOPS);
      }
      for (double part : new double[] {0.5, 0.99}) {
        double our = ours.percentile(part);
        double their = theirs.percentile(part);
        System.out.println(
            String.format(
                Locale.ROOT,
                "%-24s %,14.1f %,14.1f %7.0f",
                "  one at a time, " + Math.round(part * 100) + " %",
                our,
                their,
                their / our));
      }
    }
  }

  private static Serde<JsonChain.Reading> json() {
    return Serdes.serdeFrom(
        (topic, value) -> {
          try {
            return JACKSON.writeValueAsBytes(value);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        (topic, bytes) -> {
          try {
            return JACKSON.readValue(bytes, JsonChain.Reading.class);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
