package io.leat.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
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
  private static final List<String> TOPICS = List.of("in", "scaled", "sum", "flag");

  /** What the nodes do. */
  interface Step<T> {
    T root(int number);

    T tripled(T value);

    T sum(T value, T before);

    T flagged(T sum);
  }

  /**
   * Puts roots on the topic, starts the topology and waits for the last product, twice: once to
   * warm up. What is measured is the time between the first and the last product that a consumer
   * sees, so that joining the group does not count.
   *
   * @return nanoseconds for all roots
   */
  long run(KafkaBroker broker, Path folder, int roots) {
    Map<String, Object> address = Map.of("bootstrap.servers", broker.address());
    try (Admin admin = Admin.create(address)) {
      admin
          .createTopics(TOPICS.stream().map(topic -> new NewTopic(topic, 1, (short) 1)).toList())
          .all()
          .get();
      produce(address, roots);
      var _ = stream(broker, folder, 0, roots);
      produce(address, roots);
      long nanos = stream(broker, folder, roots, roots);
      admin.deleteTopics(TOPICS).all().get();
      return nanos;
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void produce(Map<String, Object> address, int roots) {
    try (KafkaProducer<String, T> producer =
        new KafkaProducer<>(address, Serdes.String().serializer(), serde.serializer())) {
      for (int i = 0; i < roots; i++) {
        var _ = producer.send(new ProducerRecord<>("in", "" + i % Chain.KEYS, step.root(i)));
      }
    }
  }

  private long stream(KafkaBroker broker, Path folder, int before, int roots) {
    Properties settings = new Properties();
    // Another round is another application: offsets that one has committed outlive its topics.
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "chain-" + folder.hashCode());
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, broker.address());
    settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, guarantee);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    settings.put("auto.offset.reset", "earliest");
    // A topology that was closed stays a member of its group until then; the next one waits for it.
    settings.put("session.timeout.ms", 6_000);
    settings.put("heartbeat.interval.ms", 2_000);
    try (KafkaStreams streams = new KafkaStreams(topology().build(), settings);
        KafkaConsumer<byte[], byte[]> products = products(broker)) {
      TopicPartition last = new TopicPartition("flag", 0);
      products.assign(List.of(last));
      if (before == 0) {
        products.seekToBeginning(List.of(last));
      } else {
        products.seekToEnd(List.of(last));
        var _ = products.position(last);
      }
      streams.start();
      return awaitProducts(products, roots);
    }
  }

  private static long awaitProducts(KafkaConsumer<byte[], byte[]> products, int roots) {
    long first = 0;
    int firstBatch = 0;
    int seen = 0;
    while (seen < roots) {
      int more = products.poll(Duration.ofSeconds(60)).count();
      if (more == 0) {
        throw new IllegalStateException("no product for a minute after " + seen);
      }
      if (first == 0) {
        first = System.nanoTime();
        firstBatch = more;
      }
      seen += more;
    }
    long nanos = System.nanoTime() - first;
    return nanos * roots / Math.max(1, roots - firstBatch);
  }

  private KafkaConsumer<byte[], byte[]> products(KafkaBroker broker) {
    Deserializer<byte[]> bytes = Serdes.ByteArray().deserializer();
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", broker.address(), "isolation.level", "read_committed"),
        bytes,
        bytes);
  }

  private StreamsBuilder topology() {
    StreamsBuilder builder = new StreamsBuilder();
    Produced<String, T> written = Produced.with(Serdes.String(), serde);
    KStream<String, T> scaled =
        builder.stream("in", Consumed.with(Serdes.String(), serde)).mapValues(step::tripled);
    scaled.to("scaled", written);
    KStream<String, T> sums =
        scaled
            .groupByKey(org.apache.kafka.streams.kstream.Grouped.with(Serdes.String(), serde))
            .reduce(
                (sum, value) -> step.sum(value, sum),
                Materialized.<String, T>as(Stores.inMemoryKeyValueStore("sums"))
                    .withKeySerde(Serdes.String())
                    .withValueSerde(serde)
                    .withCachingDisabled())
            .toStream();
    sums.to("sum", written);
    sums.mapValues(step::flagged).to("flag", written);
    return builder;
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
