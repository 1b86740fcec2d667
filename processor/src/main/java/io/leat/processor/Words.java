package io.leat.processor;

import java.util.Locale;
import javax.lang.model.SourceVersion;

/** Names of a graph made from names of Java, and back. */
final class Words {

  private Words() {}

  /** {@code countQuakes} as {@code count-quakes}; {@code HTTPPort} as {@code http-port}. */
  static String kebab(String java) {
    return java.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "-")
        .toLowerCase(Locale.ROOT);
  }

  /** {@code count-quakes} as {@code CountQuakes}. */
  static String upper(String word) {
    var java = new StringBuilder();
    for (String part : word.split("[-_]+", -1)) {
      if (!part.isEmpty()) {
        java.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
      }
    }
    return SourceVersion.isIdentifier(java) ? java.toString() : "Node" + java;
  }

  /** {@code count-quakes} as {@code countQuakes}. */
  static String lower(String word) {
    String upper = upper(word);
    String lower = upper.substring(0, 1).toLowerCase(Locale.ROOT) + upper.substring(1);
    return SourceVersion.isKeyword(lower) ? lower + "_" : lower;
  }
}
