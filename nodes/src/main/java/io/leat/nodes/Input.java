package io.leat.nodes;

import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Type;

/**
 * A subscription of a node.
 *
 * @param index its place among the node's inputs, in order of declaration
 * @param name its name in the input set
 * @param trigger whether an event invokes the node; otherwise it is only looked up
 * @param required whether the node is not invoked until it is present
 */
public record Input<T>(
    int index, String name, Pattern pattern, Type<T> type, boolean trigger, boolean required)
    implements Handle {

  /** A handle by name, for code that is wired elsewhere: in a graph file, say. */
  public static <T> Input<T> named(String name, Type<T> type) {
    return new Input<>(-1, name, Pattern.parse("elsewhere"), type, true, false);
  }

  Input<T> at(Pattern pattern) {
    return new Input<>(index, name, pattern, type, trigger, required);
  }

  <U> Input<U> as(Type<U> type) {
    return new Input<>(index, name, pattern, type, trigger, required);
  }
}
