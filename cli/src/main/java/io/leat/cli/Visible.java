package io.leat.cli;

import java.util.Locale;

/**
 * How text from a log, a file or an argument is shown on a terminal: nothing that moves the cursor,
 * changes colours, reverses the direction of writing or cannot be seen.
 */
final class Visible {

  private Visible() {}

  /**
   * The text with each such character written as {@code \}{@code uXXXX}. What was JSON is the same
   * JSON still, for it has such characters inside strings only.
   */
  static String text(String text) {
    int first = 0;
    while (first < text.length() && plain(text.charAt(first))) {
      first++;
    }
    if (first == text.length()) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16).append(text, 0, first);
    for (int i = first; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (visible(c)) {
        shown.appendCodePoint(c);
      } else {
        for (char unit : Character.toChars(c)) {
          shown.append(String.format(Locale.ROOT, "\\u%04x", (int) unit));
        }
      }
      i += Character.charCount(c);
    }
    return shown.toString();
  }

  private static boolean plain(char c) {
    return c >= ' ' && c < 0x7f;
  }

  private static boolean visible(int c) {
    if (c < 0x7f) {
      return c >= ' ';
    }
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
