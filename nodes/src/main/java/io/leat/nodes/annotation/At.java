package io.leat.nodes.annotation;

import io.leat.nodes.value.Binding;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A value that a node publishes, and what of its topic the node's binding leaves open.
 *
 * @param binding of the variables of the output's pattern that the node's binding lacks; empty if
 *     it lacks none
 * @param value null to publish null
 */
public record At<T>(Binding binding, @Nullable T value) {

  /** At the node's own binding. */
  public static <T> At<T> here(@Nullable T value) {
    return new At<>(Binding.EMPTY, value);
  }

  /**
   * Where one variable has a value.
   *
   * @throws io.leat.nodes.value.Invalid if that value cannot be a segment of a topic name
   */
  public static <T> At<T> of(String variable, String segment, @Nullable T value) {
    return new At<>(Binding.of(variable, segment), value);
  }

  /** Where several variables have values, as {@link #of(String, String, Object)}. */
  public static <T> At<T> of(Map<String, String> binding, @Nullable T value) {
    return new At<>(Binding.of(binding), value);
  }
}
