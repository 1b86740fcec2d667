package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.value.CodeDigest;
import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Utf8;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Types, topics and nodes that fit together: every reference resolves, every topic has one source,
 * there are no cycles. An immutable value; what does not fit cannot be made. Equal by {@link
 * #identity}.
 */
public final class Graph {

  /** The topic of what the engine did to itself; part of every graph. */
  public static final String STATE_CHANGES = "state-changes.log";

  static final Topic<JsonNode> STATE_CHANGES_TOPIC =
      new Topic<>(Pattern.parse(STATE_CHANGES), Type.ANY, false);

  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final List<Topic<?>> topics;
  private final Map<String, Type<?>> types;
  private final Map<String, Topic<?>> settings;
  private final Trie<Topic<?>> families = new Trie<>();
  private final Trie<Node> sources = new Trie<>();
  private final RenameMap renames;
  private final JsonNode description;
  private final String identity;

  /** Of parts that fit together, nodes by rank. */
  Graph(
      List<Node> ranked,
      List<Topic<?>> topics,
      Map<String, Type<?>> types,
      Map<String, Topic<?>> settings,
      RenameMap renames) {
    this.topics = List.copyOf(topics);
    this.types = Collections.unmodifiableMap(types);
    this.settings = Map.copyOf(settings);
    for (Node node : ranked) {
      nodes.put(node.name(), node);
      node.outputs().forEach(output -> sources.put(output.pattern(), node));
    }
    topics.forEach(topic -> families.put(topic.pattern(), topic));
    this.renames = renames;
    Value structure = Value.of(Description.structure(this));
    this.identity = CodeDigest.of(List.of(structure.bytes()));
    this.description = Value.of(Description.whole(structure.json(), renames)).json();
  }

  /** Begins a graph. */
  public static GraphBuilder builder() {
    return new GraphBuilder(new Problems());
  }

  /**
   * In order of rank: repeatedly the smallest name (UTF-8 bytes) among the nodes whose upstream
   * nodes are all taken.
   */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** The node of a name; null if there is none. */
  public @Nullable Node node(String name) {
    return nodes.get(name);
  }

  /** What was declared, and what nodes publish. In order of pattern text (UTF-8 bytes). */
  public List<Topic<?>> topics() {
    return topics;
  }

  /** Declared types in order of name, without those built in. */
  public List<Type<?>> types() {
    return List.copyOf(types.values());
  }

  Map<String, Type<?>> declaredTypes() {
    return types;
  }

  /**
   * The topic (family) that a concrete name belongs to; options and {@link #STATE_CHANGES} too.
   * Null if it is not of this graph.
   */
  public @Nullable Topic<?> topic(String name) {
    if (name.equals(STATE_CHANGES)) {
      return STATE_CHANGES_TOPIC;
    }
    Topic<?> setting = settings.get(name);
    return setting == null ? families.find(name) : setting;
  }

  /**
   * The node that publishes to a topic of this name; null if it is fed from outside or not of this
   * graph.
   */
  public @Nullable Node source(String topic) {
    return sources.find(topic);
  }

  /**
   * Checks that a value may be appended from outside to a topic.
   *
   * @throws Invalid if the topic is unknown (with the nearest name), is a product of a node, or the
   *     value is not of its type
   */
  public void checkRoot(String topic, Value value) {
    String refusal = rootTopic(topic).type().refusal(value);
    if (refusal != null) {
      String noun = settings.containsKey(topic) ? "option" : "topic";
      throw new Invalid(
          "%s %s: the value %s %s".formatted(noun, topic, Show.value(value), refusal));
    }
  }

  /**
   * Checks that a topic takes values from outside, before there is one.
   *
   * @throws Invalid naming the topics that do
   */
  public void checkRootTopic(String topic) {
    Topic<?> _ = rootTopic(topic);
  }

  private Topic<?> rootTopic(String topic) {
    Topic<?> family = topic(topic);
    if (family == null) {
      Pattern.topic(topic);
      throw new Invalid(
          "unknown topic " + Show.quoted(topic) + Nearest.topicHint(topic, rootTopics()));
    }
    Pattern.topic(topic);
    Node source = source(topic);
    if (source != null) {
      throw new Invalid(
          "topic %s is a product of node %s; append to what it reads: %s"
              .formatted(topic, source.name(), source.reads()));
    }
    if (topic.equals(STATE_CHANGES)) {
      throw new Invalid(STATE_CHANGES + " is written by the engine alone; append to another topic");
    }
    if (family.every() != null) {
      throw new Invalid(
          "topic %s is fed by the clock, every %s; append to another topic"
              .formatted(topic, Durations.text(family.every())));
    }
    return family;
  }

  /** The topics at which options are set, {@code node.option}, in order. */
  public List<String> optionTopics() {
    return settings.keySet().stream().sorted(Utf8.ORDER).toList();
  }

  /**
   * Checks that an option may be set to a value.
   *
   * @param topic {@code node.option}
   * @throws Invalid if there is no such option (with the nearest name), or the value is not of its
   *     type
   */
  public void checkOption(String topic, Value value) {
    if (!settings.containsKey(topic)) {
      throw new Invalid(
          "no option "
              + Show.quoted(topic)
              + (settings.isEmpty()
                  ? "; no node of this graph has options"
                  : Nearest.hint(topic, settings.keySet())));
    }
    checkRoot(topic, value);
  }

  /** What may be appended to, as names to choose from. */
  private List<String> rootTopics() {
    var names = new ArrayList<String>();
    for (Topic<?> topic : topics) {
      if (topic.every() == null && sources.overlapping(topic.pattern()).isEmpty()) {
        names.add(topic.pattern().toString());
      }
    }
    names.addAll(settings.keySet());
    return names;
  }

  /**
   * The nodes upstream of a node or topic, a topic's source included, by rank.
   *
   * @throws Invalid if there is no node and no topic of this name
   */
  public List<Node> upstreamOf(String name) {
    return new Reach(this).upstreamOf(name);
  }

  /** The nodes downstream of a node or topic, a topic's readers included, by rank. */
  public List<Node> downstreamOf(String name) {
    return new Reach(this).downstreamOf(name);
  }

  /**
   * The nodes on a way from one node to another, both included, by rank; empty if there is none.
   */
  public List<Node> between(String from, String to) {
    List<Node> below = downstreamOf(Edits.known(this, from).name());
    List<Node> above = upstreamOf(Edits.known(this, to).name());
    if (!from.equals(to) && !below.contains(nodes.get(to))) {
      return List.of();
    }
    return nodes.values().stream()
        .filter(
            node ->
                node.name().equals(from)
                    || node.name().equals(to)
                    || (below.contains(node) && above.contains(node)))
        .toList();
  }

  /** A builder that has all of this graph, to add to. This graph stays as it is. */
  public GraphBuilder with() {
    return Edits.builder(this);
  }

  /**
   * This graph without some nodes. What they published is fed from outside if it is still read,
   * else gone.
   */
  public Graph without(String... names) {
    for (String name : names) {
      Edits.known(this, name);
    }
    List<String> gone = List.of(names);
    return Edits.only(this, nodes.keySet().stream().filter(name -> !gone.contains(name)).toList());
  }

  /** The node and everything downstream of it; what it reads is fed from outside. */
  public Graph cone(String name) {
    var kept = new ArrayList<>(List.of(Edits.known(this, name).name()));
    downstreamOf(name).forEach(node -> kept.add(node.name()));
    return Edits.only(this, kept);
  }

  /**
   * This graph with other code for a node, which keeps its inputs, options and outputs: for a stub
   * in a test.
   */
  public Graph replace(String node, Code code) {
    return Edits.replace(this, node, code);
  }

  /**
   * This graph with something put around what runs a node; its code counts as the same. For tests
   * that watch, or that make it fail.
   */
  public Graph around(String node, UnaryOperator<Body> put) {
    return Edits.around(this, node, put);
  }

  /**
   * This graph with another number of invocations at once, of each node that runs beside the
   * engine's thread: so many processes of a command; of code in this process so many, but no more
   * than it promises to bear. The same graph, by its identity, and the same products.
   *
   * @param jobs 1 to 1 000
   */
  public Graph jobs(int jobs) {
    return Edits.jobs(this, jobs);
  }

  /**
   * This graph with what the clock feeds fed from outside: for a story in which the ticks of
   * another time are told again.
   */
  public Graph withoutClock() {
    return Edits.withoutClock(this);
  }

  /**
   * This graph with other names for nodes, and for topics by the text of their patterns. It knows
   * what it renamed: see {@link #renames}.
   *
   * @param names name now to name then
   */
  public Graph renamed(Map<String, String> names) {
    return Edits.renamed(this, names);
  }

  /**
   * The nodes and topics that had other names in the graph before this one: name before to name
   * now. No part of the identity, and read only where this graph takes the place of another.
   */
  public Map<String, String> renames() {
    return renames.names();
  }

  /** The name in the graph before this one of a node or topic; the same if it was not renamed. */
  public String nameBefore(String name) {
    return renames.before(name);
  }

  /**
   * What makes this graph another than {@code before}: types, topics, nodes, each in order of name.
   * What was renamed is not removed and added, and who reads it is not changed by that.
   */
  public List<GraphChange> changesSince(Graph before) {
    return GraphChange.between(before, this);
  }

  /** Digest over nodes, code identities, types, topics and defaults: 64 lower-case hex digits. */
  public String identity() {
    return identity;
  }

  /**
   * The structure, without code but with code identities, nearly in the form of the graph file
   * (inputs, outputs and options are lists, for their order matters). The same graph gives the same
   * bytes.
   */
  public JsonNode describe() {
    return description;
  }

  /**
   * The graph of a description, for reading history only: its nodes have no code, and what a type
   * demands that was written as code is not known.
   *
   * @throws Invalid if it is no description of a graph
   */
  public static Graph described(JsonNode description) {
    return Description.graph(description);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Graph that && identity.equals(that.identity);
  }

  @Override
  public int hashCode() {
    return identity.hashCode();
  }

  @Override
  public String toString() {
    return "graph of " + nodes.keySet();
  }
}
