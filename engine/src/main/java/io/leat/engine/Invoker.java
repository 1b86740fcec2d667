package io.leat.engine;

import io.leat.log.LogException;
import io.leat.log.ObjectStore;
import io.leat.nodes.Failed;
import io.leat.nodes.Handed;
import io.leat.nodes.Output;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Names;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Utf8;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invocation from what it is handed to how it ended. Stateless; {@link #run} may be called by
 * any thread.
 */
final class Invoker {
  /** Of all products of one invocation together, those left out that are kept as objects. */
  static final int PRODUCT_BYTES_MAX = 16 << 20;

  /** Of all products of one invocation together, what else they take in a commit. */
  private static final int PLACE_BYTES_MAX = 64 << 20;

  /** What one product takes in a commit besides its value and its topic's name, at most. */
  private static final int ENTRY_BYTES_MAX = 80;

  private Invoker() {}

  /**
   * What a node is handed at a call. On the engine's thread, once everything that the call may read
   * is known.
   *
   * @param key of an effect; null for others
   */
  static Handed handed(InputSet set, int call, @Nullable String key) {
    Site site = set.site();
    Station station = site.station;
    int count = set.size();
    @Nullable Value[] inputs = new Value[count];
    for (int i = 0; i < count; i++) {
      Published event = set.event(i);
      inputs[i] = event == null ? null : event.value;
    }
    return new Handed(
        set.root(),
        station.node.name(),
        call,
        site.binding,
        Arrays.asList(inputs),
        topics(set),
        station.options(set.root()),
        station.node.own() ? own(site) : List.of(),
        station.node.context() ? set.trigger().context() : null,
        key);
  }

  private static List<@Nullable String> topics(InputSet set) {
    Station station = set.site().station;
    if (!station.readsWildcards) {
      return station.noTopics;
    }
    List<@Nullable String> topics = new ArrayList<>(station.noTopics);
    for (int i = 0; i < station.wild.length; i++) {
      Published event = set.event(i);
      if (station.wild[i] && event != null) {
        topics.set(i, event.topic.name.text());
      }
    }
    return topics;
  }

  private static List<@Nullable Value> own(Site site) {
    @Nullable Value[] own = new Value[site.outputs.length];
    for (int i = 0; i < own.length; i++) {
      Published last = site.own(i);
      own[i] = last == null ? null : last.value;
    }
    return Arrays.asList(own);
  }

  /**
   * Runs the node and checks what it publishes. Whatever the node throws is a failure of this
   * invocation alone; but if it was handed damaged bytes, nothing that it made of them counts.
   */
  static Outcome run(Station station, Handed handed) {
    return run(station, station.runner(), handed);
  }

  /** As {@link #run(Station, Handed)}, by a runner that the station did not start. */
  static Outcome run(Station station, Runner runner, Handed handed) {
    Outcome outcome = outcome(station, runner, handed);
    LogException.Corrupt damage = LoggedValue.damageIn(handed.inputs());
    if (damage == null) {
      damage = LoggedValue.damageIn(handed.own());
    }
    return damage == null ? outcome : new Outcome.Damaged(damage);
  }

  private static Outcome outcome(Station station, Runner runner, Handed handed) {
    try {
      List<Product> products = products(runner, handed);
      check(station, handed, products);
      return new Outcome.Done(products);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Failed("interrupted");
    } catch (Exception | StackOverflowError | OutOfMemoryError | AssertionError | LinkageError e) {
      return new Outcome.Failed(message(e));
    }
  }

  /** Where there was no memory, asks once more: another node may have taken all of it. */
  private static List<Product> products(Runner runner, Handed handed) throws Exception {
    try {
      return runner.run(handed);
    } catch (OutOfMemoryError e) {
      return runner.run(handed);
    }
  }

  private static void check(Station station, Handed handed, List<Product> products) {
    long bytes = 0;
    for (Product product : products) {
      var output = station.node.outputs().get(product.output());
      try {
        output.type().check(product.value());
        if (output.pattern().variables().size() > 1) {
          checkName(topic(output, handed, product));
        }
      } catch (Invalid e) {
        throw new Invalid("output " + output.name() + ": " + e.getMessage());
      }
      long length = product.value().length();
      bytes += length > ObjectStore.INLINE_BYTES_MAX ? 0 : length;
    }
    checkTogether(bytes, PRODUCT_BYTES_MAX, "");
    if ((long) products.size() * (ENTRY_BYTES_MAX + Names.TOPIC_BYTES_MAX) > PLACE_BYTES_MAX) {
      long places = 0;
      for (Product product : products) {
        var output = station.node.outputs().get(product.output());
        places += ENTRY_BYTES_MAX + Utf8.length(topic(output, handed, product));
      }
      checkTogether(places, PLACE_BYTES_MAX, " besides their values");
    }
  }

  private static void checkTogether(long bytes, long most, String of) {
    if (bytes > most) {
      throw new Invalid(
          "its products have "
              + bytes
              + " bytes together"
              + of
              + ", at most "
              + most
              + " fit into one commit; publish less in one invocation");
    }
  }

  /** Variables may each be as long as a segment; together they may be longer than a name. */
  private static void checkName(String topic) {
    String problem = Names.sizeProblem(topic, 1);
    if (problem != null) {
      throw new Invalid("topic " + Show.text(topic) + " " + problem);
    }
  }

  private static String topic(Output<?> output, Handed handed, Product product) {
    return output.pattern().name(handed.binding().and(product.binding()));
  }

  private static String message(Throwable e) {
    String message = e.getMessage();
    String kind = e.getClass().getSimpleName();
    if ((e instanceof Invalid || e instanceof Failed) && message != null) {
      return message;
    }
    return message == null || message.isEmpty() ? kind : kind + ": " + message;
  }
}
