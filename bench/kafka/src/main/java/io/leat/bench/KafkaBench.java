package io.leat.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** The chain of nodes beside the same chain in Kafka Streams: {@code bench/run kafka}. */
public final class KafkaBench {
  private static final Rounds ROUNDS = new Rounds(1, Integer.getInteger("bench.rounds", 3));
  private static final int ROOTS = 100_000 / Chain.GROUP * Chain.GROUP;
  private static final ObjectMapper JACKSON = JsonMapper.builder().build();

  private KafkaBench() {}

  public static void main(String... none) throws IOException {
    Path folder = Files.createTempDirectory(Path.of(""), "leat-bench-").toAbsolutePath();
    try (KafkaBroker broker = new KafkaBroker(Files.createDirectory(folder.resolve("broker")))) {
      System.out.println(Result.HEADING);
      for (String guarantee : List.of("at_least_once", "exactly_once_v2")) {
        System.out.println(ROUNDS.run(numbers(broker, guarantee), folder));
        System.out.println(ROUNDS.run(readings(broker, guarantee), folder));
      }
    } finally {
      Rounds.delete(folder);
    }
  }

  private static Duel numbers(KafkaBroker broker, String guarantee) {
    var chain = new KafkaChain<>(Serdes.Long(), KafkaChain.numbers(), guarantee);
    return new Duel(
        "numbers " + guarantee,
        "",
        ROOTS,
        12,
        folder -> Chain.engine(folder, ROOTS / Chain.GROUP),
        folder -> chain.run(broker, folder, ROOTS));
  }

  private static Duel readings(KafkaBroker broker, String guarantee) {
    var chain = new KafkaChain<>(json(), KafkaChain.readings(), guarantee);
    return new Duel(
        "JSON " + guarantee,
        "",
        ROOTS,
        8,
        folder -> JsonChain.engine(folder, ROOTS / Chain.GROUP),
        folder -> chain.run(broker, folder, ROOTS));
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
