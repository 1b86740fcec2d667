package io.leat.nodes;

import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a node, at the topic {@code node.option}.
 *
 * @param index its place among the node's options, in order of declaration
 * @param fallback the default, part of the graph; null if the option must be set before anything
 *     runs
 * @param trigger whether setting it invokes the node; otherwise it counts from the next event on
 */
public record Option<T>(
    int index, String name, Type<T> type, @Nullable Value fallback, boolean trigger)
    implements Handle {

  /** A handle by name, for code that is wired elsewhere: in a graph file, say. */
  public static <T> Option<T> named(String name, Type<T> type) {
    return new Option<>(-1, name, type, null, true);
  }
}
