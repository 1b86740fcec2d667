package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.nodes.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object on one line, its fields in the order in which they are put. Values from the log
 * go in byte by byte as they are.
 */
final class JsonLine {
  private static final byte[] NULL = "null".getBytes(UTF_8);
  private static final byte[] NOTHING = {};
  private static final String HEX = "0123456789abcdef";

  /** A value that is printed at a place in the bytes and never held whole. */
  private record Streamed(int at, Value value) {}

  private final List<Streamed> streamed = new ArrayList<>();
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
    if (value == null || value.length() <= Value.BYTES_MAX) {
      return raw(name, value == null ? NULL : value.bytes());
    }
    raw(name, NOTHING);
    streamed.add(new Streamed(bytes.size(), value));
    return this;
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

  /** Prints the object and ends the line. Only here may a value be too long for the memory. */
  void printTo(Output out) {
    byte[] all = bytes();
    int at = 0;
    for (Streamed value : streamed) {
      out.write(all, at, value.at - at);
      at = value.at;
      try (InputStream json = value.value.open()) {
        json.transferTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    out.write(all, at, all.length - at);
    out.write('\n');
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
