package io.leat.nodes;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A name, perhaps a parent, and a predicate that every value of the type fulfils, after the parent's. Says too as which Java class
 * its values are handed to Java code. Immutable, thread-safe. Equal by identity of name within one graph.
 */
public final class Type<T> {
  public static final Type<JsonNode> ANY = new Type<>();

  private Type() {}

  public String name() {
    throw new IllegalStateException("skeleton");
  }

  /**
   * @throws Invalid naming the type whose predicate failed (the topmost that did), the value and what was expected
   */
  public void check(Value value) {
    throw new IllegalStateException("skeleton");
  }
}
