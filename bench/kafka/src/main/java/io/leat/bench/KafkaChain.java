package io.leat.bench;

import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.state.Stores;

/**
 * The chain as a topology of Kafka Streams: the same values, the same three products for each root,
 * each on a topic of one partition; the sums in a store in memory with its changelog.
 *
 * @param serde how values are written
 * @param guarantee {@code at_least_once} or {@code exactly_once_v2}
 */
record KafkaChain<T>(Serde<T> serde, Step<T> step, String guarantee) {

  /** What the nodes do. */
  interface Step<T> {
    T root(int number);

    T tripled(T value);

    T sum(T value, T before);

    T flagged(T sum);
  }

  /** The settings of Kafka Streams are its own but for these. */
  Properties settings() {
    Properties settings = new Properties();
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    settings.put("auto.offset.reset", "earliest");
    return settings;
  }

  /** The same for one root at a time. */
  Properties hurriedSettings() {
    Properties settings = settings();
    settings.put(StreamsConfig.producerPrefix("linger.ms"), 0);
    if (guarantee.equals(StreamsConfig.EXACTLY_ONCE_V2)) {
      settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1);
    }
    return settings;
  }

  /**
   * @param first is run before each root
   */
  Topology topology(KafkaTopics topics, Runnable first) {
    StreamsBuilder builder = new StreamsBuilder();
    Produced<String, T> written = Produced.with(Serdes.String(), serde);
    KStream<String, T> scaled =
        builder.stream(topics.in(), Consumed.with(Serdes.String(), serde))
            .mapValues(
                value -> {
                  first.run();
                  return step.tripled(value);
                });
    scaled.to(topics.scaled(), written);
    KStream<String, T> sums =
        scaled
            .groupByKey(Grouped.with(Serdes.String(), serde))
            .reduce(
                (sum, value) -> step.sum(value, sum),
                Materialized.<String, T>as(Stores.inMemoryKeyValueStore("sums"))
                    .withKeySerde(Serdes.String())
                    .withValueSerde(serde)
                    .withCachingDisabled())
            .toStream();
    sums.to(topics.sum(), written);
    sums.mapValues(step::flagged).to(topics.flag(), written);
    return builder.build();
  }

  static Step<Long> numbers() {
    return new Step<>() {
      @Override
      public Long root(int number) {
        return number % 100L;
      }

      @Override
      public Long tripled(Long value) {
        return 3 * value;
      }

      @Override
      public Long sum(Long value, Long before) {
        return before + value;
      }

      @Override
      public Long flagged(Long sum) {
        return sum >= Chain.LIMIT ? 1L : 0L;
      }
    };
  }

  static Step<JsonChain.Reading> readings() {
    return new Step<>() {
      @Override
      public JsonChain.Reading root(int number) {
        return JsonChain.reading(number);
      }

      @Override
      public JsonChain.Reading tripled(JsonChain.Reading value) {
        return value.tripled();
      }

      @Override
      public JsonChain.Reading sum(JsonChain.Reading value, JsonChain.Reading before) {
        return value.plus(before.number());
      }

      @Override
      public JsonChain.Reading flagged(JsonChain.Reading sum) {
        return sum.flagged();
      }
    };
  }
}
