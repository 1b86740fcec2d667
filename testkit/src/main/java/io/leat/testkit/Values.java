package io.leat.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import org.jspecify.annotations.Nullable;

/** What a test writes for a value, as the value it stands for. */
final class Values {

  private Values() {}

  /**
   * A value, a tree or a Java object (a record, text, a number, a list, a map) as it goes to the
   * log.
   *
   * @throws io.leat.nodes.value.Invalid if it cannot be written as JSON
   */
  static Value of(@Nullable Object object) {
    return switch (object) {
      case null -> Value.NULL;
      case Value value -> value;
      case JsonNode tree -> Value.of(tree);
      default -> encoded(object.getClass(), object);
    };
  }

  private static <T> Value encoded(Class<T> type, Object object) {
    return Value.of(Type.ANY.as(type), type.cast(object));
  }

  static Value of(Event event) {
    return Leat.valueOf(event);
  }
}
