package io.leat.engine.simulation;

import java.util.List;

/** Where two texts first differ, by line, in a few words. */
final class Difference {
  /** Graphs make long lines. */
  private static final int LINE_MAX = 160;

  private Difference() {}

  static String between(String expected, String actual) {
    List<String> left = expected.lines().toList();
    List<String> right = actual.lines().toList();
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      String e = i < left.size() ? left.get(i) : "(end)";
      String a = i < right.size() ? right.get(i) : "(end)";
      if (!e.equals(a)) {
        return "canonical form, line %d: expected %s, found %s%nexpected in full:%n%sfound in full:%n%s"
            .formatted(i + 1, cut(e), cut(a), cut(left), cut(right));
      }
    }
    return "no difference";
  }

  private static String cut(List<String> lines) {
    var text = new StringBuilder();
    lines.forEach(line -> text.append(cut(line)).append('\n'));
    return text.toString();
  }

  private static String cut(String line) {
    return line.length() <= LINE_MAX ? line : line.substring(0, LINE_MAX) + "…";
  }
}
