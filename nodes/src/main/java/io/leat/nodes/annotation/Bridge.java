package io.leat.nodes.annotation;

import io.leat.nodes.Call;
import io.leat.nodes.Input;
import io.leat.nodes.Output;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Between a call and an annotated method: what its parameters are made of, and what becomes of its
 * result. For the classes that the processor writes.
 */
public final class Bridge {

  private Bridge() {}

  /** The value of a required input. Fails if it is null. */
  public static <T> T value(Call call, Input<T> input) {
    T value = call.<@Nullable T>get(input);
    if (value == null) {
      throw new IllegalStateException(
          "input "
              + input.name()
              + " is null; mark its parameter @Nullable, or make it an Optional");
    }
    return value;
  }

  /** The value of a required input; null if that is its value. */
  public static <T> @Nullable T nullable(Call call, Input<T> input) {
    return call.<@Nullable T>get(input);
  }

  /** A required input with its topic. */
  public static <T> From<T> from(Call call, Input<T> input) {
    return new From<>(call.topic(input), call.<@Nullable T>get(input));
  }

  /** An input with its topic; empty if it is absent. */
  public static <T> Optional<From<T>> find(Call call, Input<T> input) {
    return call.present(input) ? Optional.of(from(call, input)) : Optional.empty();
  }

  /** Publishes a value; nothing if it is null. */
  public static <T> void publish(Call call, Output<T> output, @Nullable T value) {
    if (value != null) {
      call.publish(output, value);
    }
  }

  /** Publishes a value if there is one. */
  public static <T> void publishIf(Call call, Output<T> output, Optional<T> value) {
    value.ifPresent(present -> call.publish(output, present));
  }

  /** Publishes a value where it says; nothing if there is none. */
  public static <T> void publishAt(Call call, Output<T> output, @Nullable At<T> at) {
    if (at != null) {
      call.publish(output, at.binding(), at.value());
    }
  }

  /** Publishes a value where it says, if there is one. */
  public static <T> void publishIfAt(Call call, Output<T> output, Optional<At<T>> at) {
    at.ifPresent(present -> publishAt(call, output, present));
  }

  /** Publishes values in their order. */
  public static <T> void publishAll(Call call, Output<T> output, List<T> values) {
    values.forEach(value -> publish(call, output, value));
  }

  /** Publishes values in their order, each where it says. */
  public static <T> void publishAllAt(Call call, Output<T> output, List<At<T>> values) {
    values.forEach(at -> publishAt(call, output, at));
  }
}
