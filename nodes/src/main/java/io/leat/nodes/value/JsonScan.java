package io.leat.nodes.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether bytes are canonical JSON already, found in one pass and without making a tree. May say no
 * of some that are (numbers with exponents, keys with escapes): then the long way finds the same
 * bytes.
 */
final class JsonScan {
  private static final int END = -1;

  /** Where a scan is; moves forward only. */
  private final byte[] bytes;

  private int at;

  private JsonScan(byte[] bytes) {
    this.bytes = bytes;
  }

  static boolean canonical(byte[] bytes) {
    var scan = new JsonScan(bytes);
    return scan.value(0) && scan.at == bytes.length;
  }

  private int peek() {
    return at < bytes.length ? bytes[at] : END;
  }

  private boolean take(char expected) {
    if (peek() != expected) {
      return false;
    }
    at++;
    return true;
  }

  private boolean value(int depth) {
    return switch (peek()) {
      case '{' -> depth < JsonTree.DEPTH_MAX && object(depth + 1);
      case '[' -> depth < JsonTree.DEPTH_MAX && array(depth + 1);
      case '"' -> string();
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean word(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (!take(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean object(int depth) {
    at++;
    if (take('}')) {
      return true;
    }
    int lastFrom = -1;
    int lastTo = -1;
    do {
      int from = at + 1;
      if (peek() != '"' || !string()) {
        return false;
      }
      int to = at - 1;
      if (lastFrom >= 0 && Arrays.compareUnsigned(bytes, lastFrom, lastTo, bytes, from, to) >= 0) {
        return false;
      }
      for (int i = from; i < to; i++) {
        if (bytes[i] == '\\') {
          return false;
        }
      }
      lastFrom = from;
      lastTo = to;
      if (!take(':') || !value(depth)) {
        return false;
      }
    } while (take(','));
    return take('}');
  }

  private boolean array(int depth) {
    at++;
    if (take(']')) {
      return true;
    }
    do {
      if (!value(depth)) {
        return false;
      }
    } while (take(','));
    return take(']');
  }

  private boolean string() {
    int from = ++at;
    boolean ascii = true;
    while (at < bytes.length) {
      byte b = bytes[at++];
      if (b == '"') {
        return ascii || unicode(from, at - 1);
      }
      if (b == '\\') {
        if (!escape()) {
          return false;
        }
      } else if (b >= 0 && b < 0x20) {
        return false;
      }
      ascii &= b >= 0;
    }
    return false;
  }

  private boolean escape() {
    return switch (peek()) {
      case '"', '\\', 'b', 'f', 'n', 'r', 't' -> {
        at++;
        yield true;
      }
      case 'u' -> control();
      default -> false;
    };
  }

  /** {@code u00} and two lower-case digits of a control character that has no letter of its own. */
  private boolean control() {
    if (at + 5 > bytes.length || bytes[at + 1] != '0' || bytes[at + 2] != '0') {
      return false;
    }
    int high = bytes[at + 3] - '0';
    int low = "0123456789abcdef".indexOf(bytes[at + 4]);
    at += 5;
    return (high == 0 || high == 1) && low >= 0 && "\b\f\n\r\t".indexOf(high * 16 + low) < 0;
  }

  /** Whether bytes are well-formed UTF-8: decoded and encoded again, they are the same. */
  private boolean unicode(int from, int to) {
    byte[] part = Arrays.copyOfRange(bytes, from, to);
    return Arrays.equals(
        part, new String(part, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
  }

  private boolean number() {
    int start = at;
    take('-');
    int from = at;
    digits();
    int whole = at - from;
    boolean zero = whole == 1 && bytes[from] == '0';
    if (whole == 0 || (whole > 1 && bytes[from] == '0')) {
      return false;
    }
    if (!take('.')) {
      return !(zero && from > start)
          && whole <= JsonNumber.DIGITS_MAX
          && peek() != 'e'
          && peek() != 'E';
    }
    int point = at;
    digits();
    // Below 10^-6 the canonical text has an exponent.
    boolean tiny = zero && at - point > 6 && zeros(point, 6);
    return at > point
        && bytes[at - 1] != '0'
        && !tiny
        && at - from <= JsonNumber.DIGITS_MAX
        && peek() != 'e'
        && peek() != 'E';
  }

  private boolean zeros(int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (bytes[i] != '0') {
        return false;
      }
    }
    return true;
  }

  private void digits() {
    while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
  }
}
