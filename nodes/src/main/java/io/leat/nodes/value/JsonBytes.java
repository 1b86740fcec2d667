package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes canonical JSON: no white space, keys as they come (a normal tree has them in order),
 * strings in UTF-8 with only {@code "}, {@code \} and control characters escaped, numbers as {@link
 * JsonNumber} says. For one thread.
 */
public final class JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes;
  private int size;

  /**
   * Nothing yet.
   *
   * @param sizeExpected bytes, more than 0; more are made room for
   */
  public JsonBytes(int sizeExpected) {
    bytes = new byte[sizeExpected];
  }

  /** The canonical bytes of a normal tree. */
  static byte[] of(JsonNode normal) {
    var json = new JsonBytes(128);
    json.tree(normal);
    return json.done();
  }

  /** The canonical bytes of a string. */
  static byte[] of(String text) {
    var json = new JsonBytes(text.length() + 2);
    json.string(text);
    return json.done();
  }

  /** What was written, in UTF-8. */
  public byte[] done() {
    return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
  }

  void tree(JsonNode normal) {
    switch (normal.getNodeType()) {
      case OBJECT -> object((FrozenObject) normal);
      case ARRAY -> array(normal);
      case STRING -> string(normal.textValue());
      case NUMBER -> ascii(JsonNumber.text((NumericNode) normal));
      case BOOLEAN -> ascii(normal.booleanValue() ? "true" : "false");
      case NULL -> ascii("null");
      case BINARY, MISSING, POJO -> throw new AssertionError(normal.getNodeType());
    }
  }

  private void object(FrozenObject object) {
    SortedFields fields = object.fields;
    add('{');
    for (int i = 0; i < fields.size(); i++) {
      if (i > 0) {
        add(',');
      }
      string(fields.name(i));
      add(':');
      tree(fields.value(i));
    }
    add('}');
  }

  private void array(JsonNode array) {
    add('[');
    for (int i = 0; i < array.size(); i++) {
      if (i > 0) {
        add(',');
      }
      tree(array.get(i));
    }
    add(']');
  }

  /**
   * Writes a string with its quotes.
   *
   * @throws Invalid if it holds half a character
   */
  public void string(String text) {
    add('"');
    for (int i = plain(text, 0); i < text.length(); i = plain(text, i + 1)) {
      char c = text.charAt(i);
      if (c < 0x80) {
        escape(c);
      } else {
        i += utf8(text, i);
      }
    }
    add('"');
  }

  /**
   * Copies a text from an index on, up to the first character that is not written as it is. Returns
   * its index.
   */
  private int plain(String text, int from) {
    int chars = text.length();
    room(chars - from);
    byte[] target = bytes;
    int before = size - from;
    for (int i = from; i < chars; i++) {
      char c = text.charAt(i);
      if (c >= 0x80 || c < 0x20 || c == '"' || c == '\\') {
        size = before + i;
        return i;
      }
      target[before + i] = (byte) c;
    }
    size = before + chars;
    return chars;
  }

  private void escape(char c) {
    add('\\');
    switch (c) {
      case '"', '\\' -> add(c);
      case '\b' -> add('b');
      case '\f' -> add('f');
      case '\n' -> add('n');
      case '\r' -> add('r');
      case '\t' -> add('t');
      default -> {
        ascii("u00");
        add((char) HEX[c >> 4]);
        add((char) HEX[c & 15]);
      }
    }
  }

  /** Returns how many further chars it took. */
  private int utf8(String text, int i) {
    room(4);
    char c = text.charAt(i);
    if (c < 0x800) {
      bytes[size++] = (byte) (0xc0 | (c >> 6));
    } else if (!Character.isSurrogate(c)) {
      bytes[size++] = (byte) (0xe0 | (c >> 12));
      bytes[size++] = (byte) (0x80 | ((c >> 6) & 0x3f));
    } else {
      int point = text.codePointAt(i);
      if (point == c || Character.isLowSurrogate(c)) {
        throw new Invalid(
            "the text %s holds half a character (\\u%04x alone), which is not Unicode"
                .formatted(Show.quoted(text), (int) c));
      }
      bytes[size++] = (byte) (0xf0 | (point >> 18));
      bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
      bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
      bytes[size++] = (byte) (0x80 | (point & 0x3f));
      return 1;
    }
    bytes[size++] = (byte) (0x80 | (c & 0x3f));
    return 0;
  }

  /** Writes text as it is; ASCII only. */
  public void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[size++] = (byte) text.charAt(i);
    }
  }

  /** Writes the bytes of a value. */
  public void raw(byte[] canonical) {
    room(canonical.length);
    System.arraycopy(canonical, 0, bytes, size, canonical.length);
    size += canonical.length;
  }

  /** Writes one character, ASCII only. */
  public void add(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
