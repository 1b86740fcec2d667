package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Looks at the names of a document without decoding its events. Owned by one thread. */
final class NameScan {
  private final NameCache cache = new NameCache();

  /**
   * Whether one of the names fulfils a condition. Names are those of topics, nodes and lines, so a
   * document without one has no event on a topic that does.
   */
  boolean any(Document document, Predicate<String> wanted) {
    byte[] array = document.array;
    int at = document.namesAt();
    int count = (int) Document.INT.get(array, at);
    at += 4;
    for (int i = 0; i < count; i++) {
      int length = (short) Document.SHORT.get(array, at) & 0xffff;
      if (wanted.test(cache.name(array, at + 2, length))) {
        return true;
      }
      at += 2 + length;
    }
    return false;
  }

  /** The first {@code count} names, in order. */
  static List<String> first(Document document, int count) {
    byte[] array = document.array;
    List<String> names = new ArrayList<>();
    int at = document.namesAt() + 4;
    for (int i = 0; i < count; i++) {
      int length = (short) Document.SHORT.get(array, at) & 0xffff;
      names.add(new String(array, at + 2, length, StandardCharsets.UTF_8));
      at += 2 + length;
    }
    return names;
  }
}
