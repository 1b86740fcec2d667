package io.leat.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;

/**
 * One run of the chain in Kafka Streams: an application and topics of its own on a broker that
 * others have used before. Used by one thread.
 */
final class KafkaRun<T> implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Deserializer<byte[]> BYTES = Serdes.ByteArray().deserializer();

  private final KafkaChain<T> chain;
  private final KafkaTopics topics;
  private final KafkaStreams streams;
  private final KafkaProducer<String, T> roots;
  private final KafkaConsumer<byte[], byte[]> products;
  private final TopicPartition last;
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile long firstRootNanos;

  /**
   * @param hurried whether nothing waits for company: no record for others of its batch, no commit
   *     for more of its transaction
   * @param folder whose name no other run has
   */
  KafkaRun(KafkaBroker broker, KafkaChain<T> chain, boolean hurried, Path folder) {
    String name = folder.getFileName().toString();
    String address = broker.address();
    this.chain = chain;
    topics = KafkaTopics.create(address, name);
    Properties settings = hurried ? chain.hurriedSettings() : chain.settings();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, address);
    settings.put(StreamsConfig.STATE_DIR_CONFIG, folder.resolve("state").toString());
    streams = new KafkaStreams(chain.topology(topics, this::sawRoot), settings);
    streams.setUncaughtExceptionHandler(
        problem -> {
          failure.set(problem);
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    roots =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", address, "linger.ms", hurried ? 0 : 5),
            Serdes.String().serializer(),
            chain.serde().serializer());
    products =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", address, "isolation.level", "read_committed"),
            BYTES,
            BYTES);
    last = new TopicPartition(topics.flag(), 0);
    products.assign(List.of(last));
    products.seekToBeginning(List.of(last));
  }

  /**
   * Puts roots on the topic, then starts the topology. The time goes from when the first root is
   * handed to the first node until the last product can be read; that all of them are there is
   * looked at afterwards, so that reading them costs nothing.
   *
   * @return nanoseconds for all roots
   */
  long work(int count) {
    for (int number = 0; number < count; number++) {
      append(number);
    }
    roots.flush();
    streams.start();
    await(() -> products.endOffsets(List.of(last)).get(last) >= count, "fewer than " + count);
    long nanos = System.nanoTime() - firstRootNanos;
    awaitProducts(count);
    return nanos;
  }

  /** Appends roots, each after the last product of the one before could be read. */
  Latencies hop(int hops) {
    streams.start();
    return Latencies.of(
        hops,
        number -> {
          append(number);
          awaitProducts(1);
        });
  }

  private void append(int number) {
    T value = chain.step().root(number);
    var _ =
        roots.send(
            new ProducerRecord<>(topics.in(), Integer.toString(number % Chain.KEYS), value),
            (metadata, problem) -> {
              if (problem != null) {
                failure.set(problem);
              }
            });
  }

  private void awaitProducts(int count) {
    int seen = 0;
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (seen < count) {
      // Returns with nothing, too, and at once, when all that came is the mark of a transaction.
      seen += products.poll(Duration.ofSeconds(1)).count();
      check(end, seen + " of " + count);
    }
    Check.same(count, seen);
  }

  private void await(BooleanSupplier happened, String otherwise) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!happened.getAsBoolean()) {
      check(end, otherwise);
      LockSupport.parkNanos(2_000_000);
    }
  }

  private void check(long end, String found) {
    Throwable problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException(problem);
    }
    if (System.nanoTime() > end) {
      throw new IllegalStateException("after a minute there are " + found + " products");
    }
  }

  private void sawRoot() {
    if (firstRootNanos == 0) {
      firstRootNanos = System.nanoTime();
    }
  }

  @Override
  public void close() {
    roots.close();
    products.close();
    streams.close();
  }
}
