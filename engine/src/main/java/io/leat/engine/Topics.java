package io.leat.engine;

import io.leat.log.Name;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every topic that was named so far, each once, wired to the nodes that read it. Owned by the
 * engine's thread.
 */
final class Topics {

  private static final Channel[] NO_CHANNELS = {};

  private record Reader(Station station, Input<?> input) {}

  private final Graph graph;

  /** Of nodes: a topic that is called as one has the same name. */
  private final Map<String, Name> nodes = new HashMap<>();

  private final Map<String, LiveTopic> topics = new HashMap<>();
  private final Map<String, Channel> wildcards = new HashMap<>();

  /** The topics of options, and that of state changes. */
  private final Set<String> waking = new HashSet<>(Set.of(Graph.STATE_CHANGES));

  /**
   * Who might read a topic, by its name's first segment; those whose pattern does not start with a
   * fixed one are under {@code *}.
   */
  private final Map<String, List<Reader>> readers = new HashMap<>();

  Topics(Graph graph, List<Station> stations) {
    this.graph = graph;
    for (Station station : stations) {
      nodes.put(station.node.name(), station.name);
      for (Input<?> input : station.node.inputs()) {
        String first = firstSegment(input.pattern().toString());
        String key = first.startsWith("{") || first.equals("*") ? "*" : first;
        readers.computeIfAbsent(key, k -> new ArrayList<>()).add(new Reader(station, input));
      }
      station.node.options().forEach(option -> waking.add(station.node.topicOf(option)));
    }
  }

  /** The topic of a name; made when first asked for, though it exists only once it has an event. */
  LiveTopic named(String name) {
    LiveTopic known = topics.get(name);
    if (known != null) {
      return known;
    }
    List<Channel> merged = new ArrayList<>(0);
    List<Reader> fixed = readers.getOrDefault(firstSegment(name), List.of());
    Subscription any = subscribe(name, readers.getOrDefault("*", List.of()), merged, null);
    Subscription all = subscribe(name, fixed, merged, any);
    LiveTopic topic =
        new LiveTopic(
            nodes.getOrDefault(name, Name.of(name)),
            graph.topic(name),
            waking.contains(name),
            merged.toArray(NO_CHANNELS),
            all);
    topics.put(name, topic);
    return topic;
  }

  /** Puts those of the candidates that read a topic, in order, before its other subscriptions. */
  private @Nullable Subscription subscribe(
      String name, List<Reader> candidates, List<Channel> merged, @Nullable Subscription others) {
    Subscription first = others;
    for (Reader reader : candidates.reversed()) {
      Pattern pattern = reader.input.pattern();
      Binding binding = pattern.match(name);
      if (binding == null) {
        continue;
      }
      boolean complete = pattern.variables().size() == reader.station.node.variables().size();
      first =
          new Subscription(
              reader.station,
              reader.input.index(),
              reader.input.trigger(),
              binding,
              complete,
              first);
      if (pattern.wild()) {
        Channel channel = wildcard(pattern.at(binding));
        if (!merged.contains(channel)) {
          merged.add(channel);
        }
      }
    }
    return first;
  }

  /** What an input reads at a binding of its node. */
  Channel read(Input<?> input, Binding binding) {
    Pattern pattern = input.pattern().at(binding);
    return pattern.wild() ? wildcard(pattern) : named(pattern.toString());
  }

  Collection<LiveTopic> all() {
    return topics.values();
  }

  private Channel wildcard(Pattern pattern) {
    return wildcards.computeIfAbsent(pattern.toString(), key -> new Channel());
  }

  private static String firstSegment(String text) {
    int slash = text.indexOf('/');
    return slash < 0 ? text : text.substring(0, slash);
  }
}
