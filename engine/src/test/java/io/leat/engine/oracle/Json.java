package io.leat.engine.oracle;

import io.leat.nodes.value.Value;
import java.nio.charset.StandardCharsets;

/** Values as compact text, for tests. */
public final class Json {
  private Json() {}

  public static String text(Value value) {
    return new String(value.bytes(), StandardCharsets.UTF_8);
  }

  public static Value value(String json) {
    return Value.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
