package io.leat.nodes.value;

import java.util.HexFormat;
import java.util.List;

/** How a message shows what somebody wrote: short, on one line, with nothing invisible in it. */
public final class Show {
  private static final int CHARS_MAX = 80;

  private Show() {}

  /**
   * The text, with what cannot be seen written as {@code \n}, {@code \t} or {@code \}{@code uXXXX},
   * cut after 80 characters.
   */
  public static String text(String text) {
    return text(text, CHARS_MAX);
  }

  /** The same, cut after another number of characters. */
  public static String text(String text, int charsMax) {
    var shown = new StringBuilder();
    for (int i = 0; i < text.length(); ) {
      if (shown.length() >= charsMax) {
        return shown.append("…").toString();
      }
      int c = text.codePointAt(i);
      append(shown, c);
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  /**
   * The whole text, in which nothing moves the cursor of a terminal, changes its colours, reverses
   * the direction of writing or cannot be seen. What was JSON is the same JSON still, for it has
   * such characters inside strings only.
   */
  public static String whole(String text) {
    int plain = 0;
    while (plain < text.length() && text.charAt(plain) >= ' ' && text.charAt(plain) < 0x7f) {
      plain++;
    }
    if (plain == text.length()) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16).append(text, 0, plain);
    for (int i = plain; i < text.length(); ) {
      int c = text.codePointAt(i);
      append(shown, c);
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int c) {
    if (visible(c)) {
      shown.appendCodePoint(c);
      return;
    }
    if (c == '\n' || c == '\t') {
      shown.append(c == '\n' ? "\\n" : "\\t");
      return;
    }
    for (char unit : Character.toChars(c)) {
      shown.append("\\u").append(HexFormat.of().toHexDigits(unit));
    }
  }

  /** The text in single quotes. */
  public static String quoted(String text) {
    return "'" + text(text) + "'";
  }

  /** A value as JSON. */
  public static String value(Value value) {
    return text(value.toString());
  }

  /** Names with commas between them and {@code or} before the last. */
  public static String either(List<String> names) {
    if (names.size() < 2) {
      return String.join("", names);
    }
    int last = names.size() - 1;
    return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
