package io.leat.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The words of a command line. An option belongs to the verb that has it; one that stands before
 * the verb means the same behind it: {@code leat -C demo tail} is {@code leat tail -C demo}.
 */
final class Arguments {
  private static final Set<String> BRANCH_VERBS = Set.of("list", "create", "detach", "delete");

  private Arguments() {}

  /** The same words, the verb first, if there is one. */
  static List<String> verbFirst(List<String> words) {
    List<String> before = new ArrayList<>();
    int at = options(words, 0, before);
    if (at == words.size() || !Verbs.NAMES.contains(words.get(at))) {
      return words.subList(at, words.size());
    }
    List<String> ordered = new ArrayList<>(List.of(words.get(at)));
    int next = at + 1;
    if (words.get(at).equals("branch")) {
      int second = options(words, next, before);
      if (second < words.size() && BRANCH_VERBS.contains(words.get(second))) {
        ordered.add(words.get(second));
        next = second + 1;
      } else {
        next = second;
      }
    }
    ordered.addAll(before);
    ordered.addAll(words.subList(next, words.size()));
    return ordered;
  }

  /** Moves the options that any verb may have to {@code found}; returns where something else is. */
  private static int options(List<String> words, int from, List<String> found) {
    int at = from;
    while (at < words.size()) {
      String word = words.get(at);
      int length;
      if (word.equals("-C") || word.equals("-b") || word.equals("-o")) {
        length = Math.min(2, words.size() - at);
      } else if (word.startsWith("-C")
          || word.startsWith("-b")
          || word.startsWith("-o")
          || word.matches("-v+")) {
        length = 1;
      } else {
        return at;
      }
      found.addAll(words.subList(at, at + length));
      at += length;
    }
    return at;
  }

  /** The end of a sentence that names what may have been meant; empty if nothing is near. */
  static String hint(String word, Collection<String> names) {
    List<String> near = names.stream().filter(name -> near(word, name)).toList();
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }

  /**
   * Whether one word may be a slip of the pen for the other: at most a third of the letters differ.
   */
  private static boolean near(String word, String name) {
    int shorter = Math.min(word.length(), name.length());
    return shorter > 2 && distance(word, name) <= Math.max(1, shorter / 3);
  }

  /** How many letters must be changed, added, left out or exchanged with their neighbour. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
      }
    }
    return cost[a.length()][b.length()];
  }

  private static int step(int[][] cost, String a, String b, int i, int j) {
    int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(cost[i - 1][j - 1] + same, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
