package io.leat.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The topics of one run of the chain, of one partition each. A topic that is deleted and made again
 * lives on for a while in what clients remember of it, so every run has names of its own.
 *
 * @param run that no other run has
 */
record KafkaTopics(String run) {

  static KafkaTopics create(String address, String run) {
    KafkaTopics topics = new KafkaTopics(run);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
      List<NewTopic> created =
          Stream.of(topics.in(), topics.scaled(), topics.sum(), topics.flag())
              .map(name -> new NewTopic(name, 1, (short) 1))
              .toList();
      admin.createTopics(created).all().get();
      return topics;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String in() {
    return run + "-in";
  }

  String scaled() {
    return run + "-scaled";
  }

  String sum() {
    return run + "-sum";
  }

  /** Where the last product of a root goes. */
  String flag() {
    return run + "-flag";
  }
}
