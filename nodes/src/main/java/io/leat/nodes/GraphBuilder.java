package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Declares topics and nodes, then makes a graph of them. What is wrong is kept until {@link
 * #build}, which tells all of it at once. For one thread.
 *
 * <pre>{@code
 * GraphBuilder g = Graph.builder();
 * Topic<Quake> quakes = g.topic("quake/{id}", QUAKE);
 * Topic<Alert> alerts = g.topic("alert/{id}", ALERT);
 *
 * NodeBuilder n = g.node("classify");
 * Input<Quake> quake = n.input("quake", quakes);
 * Option<Double> threshold = n.option("threshold", MAGNITUDE, 4.5);
 * Output<Alert> alert = n.output("alert", alerts);
 * n.run(call -> {
 *   if (call.get(quake).mag() >= call.get(threshold)) {
 *     call.publish(alert, new Alert(call.get(quake).place()));
 *   }
 * });
 * Graph graph = g.build();
 * }</pre>
 */
public final class GraphBuilder {
  private static final Duration EVERY_MIN = Duration.ofMillis(100);

  private final Problems problems;
  private final List<Type<?>> types = new ArrayList<>();
  private final List<Topic<?>> topics = new ArrayList<>();
  private final List<NodeBuilder> nodes = new ArrayList<>();
  private final Map<String, String> renames = new LinkedHashMap<>();

  /** A builder that adds what is wrong to problems found elsewhere, those of a file. */
  public GraphBuilder(Problems problems) {
    this.problems = problems;
  }

  /**
   * Declares a type that no topic or option may name. Types that topics and options name need no
   * declaration.
   */
  public GraphBuilder type(Type<?> type) {
    types.add(type);
    return this;
  }

  /**
   * Declares a topic, or with variables a family of topics: fed from outside unless a node
   * publishes to it.
   */
  public <T> Topic<T> topic(String pattern, Type<T> type) {
    return declare(new Topic<>(pattern(pattern, "topics", pattern), type, false));
  }

  /** A topic of any values. */
  public Topic<JsonNode> topic(String pattern) {
    return topic(pattern, Type.ANY);
  }

  /** A topic on which a product that equals the topic's last value publishes nothing. */
  public <T> Topic<T> distinct(String pattern, Type<T> type) {
    return declare(new Topic<>(pattern(pattern, "topics", pattern), type, true));
  }

  /**
   * A topic that the clock feeds: a tick at every whole multiple of {@code every} since 1970, whose
   * value is the time it was due. Ticks are roots like any other.
   *
   * @param every at least 100 ms, in whole milliseconds
   */
  public Topic<Instant> time(String pattern, Duration every) {
    String[] path = {"topics", pattern};
    Pattern parsed = pattern(pattern, path);
    if (readable(parsed) && !parsed.plain()) {
      problems.add("is fed by the clock and is one topic; leave the variables out", path);
    }
    if (every.compareTo(EVERY_MIN) < 0 || every.toNanos() % 1_000_000 != 0) {
      problems.add(
          "ticks every "
              + every.toMillis()
              + " ms; the least is "
              + EVERY_MIN.toMillis()
              + " ms, in whole milliseconds",
          path);
    }
    return declare(new Topic<>(parsed, Type.INSTANT, false, every));
  }

  <T> Topic<T> declare(Topic<T> topic) {
    topics.add(topic);
    return topic;
  }

  /** Begins a node. It is part of the graph from now on, and needs a {@code run}. */
  public NodeBuilder node(String name) {
    var node = new NodeBuilder(this, name);
    nodes.add(node);
    return node;
  }

  /** Adds nodes that another graph has, with their code. */
  public GraphBuilder nodes(List<Node> nodes) {
    nodes.forEach(node -> this.nodes.add(new NodeBuilder(this, node)));
    return this;
  }

  /**
   * Says that a node, or a topic by the text of its pattern, had another name in the graph before
   * this one. It is the same node then: it goes on where it was, and is not woken as a new one.
   * What is on the log keeps its name, so a renamed topic begins empty.
   */
  public GraphBuilder renamed(String before, String now) {
    if (renames.containsKey(before)) {
      problems.add("is renamed twice; say its name in this graph alone", "renamed", before);
    }
    renames.put(before, now);
    return this;
  }

  /**
   * The graph.
   *
   * @throws Invalid with every problem found: unknown topics and types, names given twice, topics
   *     with two sources, cycles, variables that nothing binds, defaults and subscribers of the
   *     wrong type
   */
  public Graph build() {
    List<Node> drafts = nodes.stream().map(NodeBuilder::draft).toList();
    return new Wiring(problems, types, topics, drafts).graph(new RenameMap(renames));
  }

  Problems problems() {
    return problems;
  }

  /** The pattern, or one that stands for it if it cannot be read. */
  Pattern pattern(String text, String... path) {
    try {
      return Pattern.parse(text);
    } catch (Invalid e) {
      problems.add(e, path);
      return Pattern.UNREADABLE;
    }
  }

  static boolean readable(Pattern pattern) {
    return !pattern.equals(Pattern.UNREADABLE);
  }
}
