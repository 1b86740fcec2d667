package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.nodes.value.Value;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on one line, its fields in the order in which they are put. Values from the log
 * go in byte by byte as they are.
 */
final class JsonLine {
  private static final byte[] NULL = "null".getBytes(UTF_8);
  private static final String HEX = "0123456789abcdef";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

  JsonLine put(String name, long number) {
    return raw(name, Long.toString(number).getBytes(UTF_8));
  }

  JsonLine put(String name, boolean truth) {
    return raw(name, Boolean.toString(truth).getBytes(UTF_8));
  }

  JsonLine put(String name, @Nullable String text) {
    return raw(name, text == null ? NULL : quoted(text).getBytes(UTF_8));
  }

  JsonLine put(String name, @Nullable Value value) {
    return raw(name, value == null ? NULL : value.bytes());
  }

  /** Null. */
  JsonLine absent(String name) {
    return raw(name, NULL);
  }

  /** JSON as it is. */
  JsonLine raw(String name, byte[] json) {
    bytes.write(bytes.size() == 0 ? '{' : ',');
    bytes.writeBytes(quoted(name).getBytes(UTF_8));
    bytes.write(':');
    bytes.writeBytes(json);
    return this;
  }

  /** The object, without the end of the line. */
  byte[] bytes() {
    if (bytes.size() == 0) {
      bytes.write('{');
    }
    bytes.write('}');
    return bytes.toByteArray();
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append("\\u00").append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
