package io.leat.log;

import java.util.Locale;

/** Messages read the same everywhere. */
final class Message {
  private Message() {}

  @SuppressWarnings("AnnotateFormatMethod") // its annotation would be a dependency
  static String of(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
