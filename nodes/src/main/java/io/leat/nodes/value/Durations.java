package io.leat.nodes.value;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Durations as the graph file writes them: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h},
 * {@code 1d}.
 */
public final class Durations {
  /** The longest that anything is waited for. */
  public static final Duration MAX = Duration.ofDays(365);

  private static final int DIGITS_MAX = 9;

  private Durations() {}

  /** The duration of a text; null if it is none. */
  public static @Nullable Duration parse(String text) {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    if (digits == 0 || digits > DIGITS_MAX) {
      return null;
    }
    long count = Long.parseLong(text.substring(0, digits));
    return switch (text.substring(digits)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> null;
    };
  }

  /** The shortest such text; parts of a millisecond are left out. */
  public static String text(Duration duration) {
    long ms = duration.toMillis();
    if (ms % 1000 != 0 || ms == 0) {
      return ms + "ms";
    }
    long s = ms / 1000;
    if (s % 60 != 0) {
      return s + "s";
    }
    if (s % 3600 != 0) {
      return s / 60 + "m";
    }
    return s % 86400 == 0 ? s / 86400 + "d" : s / 3600 + "h";
  }
}
