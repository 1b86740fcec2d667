package io.leat.nodes;

import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Type;

/**
 * Where a node publishes.
 *
 * @param index its place among the node's outputs, in order of declaration
 * @param name what a product calls it
 */
public record Output<T>(int index, String name, Pattern pattern, Type<T> type) implements Handle {

  /** A handle by name, for code that is wired elsewhere: in a graph file, say. */
  public static <T> Output<T> named(String name, Type<T> type) {
    return new Output<>(-1, name, Pattern.parse("elsewhere"), type);
  }

  Output<T> at(Pattern pattern) {
    return new Output<>(index, name, pattern, type);
  }

  <U> Output<U> as(Type<U> type) {
    return new Output<>(index, name, pattern, type);
  }
}
