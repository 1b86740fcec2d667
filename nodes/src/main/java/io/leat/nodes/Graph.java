package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Types, topics and nodes that fit together: every reference resolves, every topic has one source, there are no cycles. An immutable
 * value; what does not fit cannot be made.
 */
public final class Graph {

  private Graph() {}

  /** The topic of what the engine did to itself; part of every graph. */
  public static final String STATE_CHANGES = "state-changes.log";

  /**
   * In order of rank: repeatedly the smallest name (UTF-8 bytes) among the nodes whose upstream nodes are all taken.
   */
  public List<Node> nodes() {
    throw new IllegalStateException("skeleton");
  }

  /** What was declared, and what nodes publish. In order of pattern text. */
  public List<Topic<?>> topics() {
    throw new IllegalStateException("skeleton");
  }

  /** The topic (family) that a concrete name belongs to; options and {@link #STATE_CHANGES} too. Null if it is not of this graph. */
  public @Nullable Topic<?> topic(String name) {
    throw new IllegalStateException("skeleton");
  }

  /** The node that publishes to a topic of this name; null if it is fed from outside or not of this graph. */
  public @Nullable Node source(String topic) {
    throw new IllegalStateException("skeleton");
  }

  /**
   * Checks that a value may be appended from outside to a topic.
   *
   * @throws Invalid if the topic is unknown (with the nearest name), is a product of a node, or the value is not of its type
   */
  public void checkRoot(String topic, Value value) {
    throw new IllegalStateException("skeleton");
  }

  /** Digest over nodes, code identities, types, topics and defaults: 64 lower-case hex digits. */
  public String identity() {
    throw new IllegalStateException("skeleton");
  }

  /** The structure, without code but with code identities, in the form of the graph file. The same graph gives the same bytes. */
  public JsonNode describe() {
    throw new IllegalStateException("skeleton");
  }

  /**
   * The graph of a description, for reading history only: its nodes have no code.
   */
  public static Graph described(JsonNode description) {
    throw new IllegalStateException("skeleton");
  }

  static Map<String, Type<?>> noTypes() {
    return Map.of();
  }
}
