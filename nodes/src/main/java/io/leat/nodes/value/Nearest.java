package io.leat.nodes.value;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Did you mean: the known name that is nearest to one that is not known. */
public final class Nearest {
  private static final int KNOWN_CHARS_MAX = 400;

  private Nearest() {}

  /** {@code "; did you mean X?"}, or nothing. */
  public static String didYouMean(String unknown, Collection<String> known) {
    String nearest = nearest(unknown, known);
    return nearest == null ? "" : "; did you mean " + Show.text(nearest) + "?";
  }

  /** As {@link #hint}, where a variable of a known pattern is as near to any segment as can be. */
  public static String topicHint(String unknown, Collection<String> patterns) {
    Map<String, String> known = new TreeMap<>(Utf8.ORDER);
    String[] segments = unknown.split("/", -1);
    for (String pattern : patterns) {
      String[] parts = pattern.split("/", -1);
      for (int i = 0; i < parts.length && parts.length == segments.length; i++) {
        parts[i] = parts[i].startsWith("{") ? segments[i] : parts[i];
      }
      known.putIfAbsent(String.join("/", parts), pattern);
    }
    String nearest = nearest(unknown, known.keySet());
    return nearest == null
        ? hint(unknown, patterns)
        : "; did you mean " + Show.text(String.valueOf(known.get(nearest))) + "?";
  }

  /** {@code "; did you mean X?"}, or what there is to choose from, or nothing. */
  public static String hint(String unknown, Collection<String> known) {
    String nearest = didYouMean(unknown, known);
    if (!nearest.isEmpty()) {
      return nearest;
    }
    if (known.isEmpty() || known.size() > 16) {
      return "";
    }
    return "; known: "
        + Show.text(String.join(", ", known.stream().sorted(Utf8.ORDER).toList()), KNOWN_CHARS_MAX);
  }

  /**
   * The known name that takes the fewest edits; null if none is near: a third of its letters, at
   * least one.
   */
  public static @Nullable String nearest(String unknown, Collection<String> known) {
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : known.stream().sorted(Utf8.ORDER).toList()) {
      int allowed = Math.max(1, Math.min(name.length(), unknown.length()) / 3);
      if (Math.abs(name.length() - unknown.length()) > allowed || unknown.length() > 512) {
        continue;
      }
      int edits = edits(unknown, name);
      if (edits <= allowed && edits < fewest) {
        fewest = edits;
        nearest = name;
      }
    }
    return nearest;
  }

  /** Insertions, deletions, replacements and swaps of neighbours that make one text the other. */
  private static int edits(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
