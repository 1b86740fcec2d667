package io.leat.nodes;

import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is filed under patterns, found by the names and patterns that overlap them. Patterns with
 * {@code **} are not filed. Filled by one thread, then only read.
 */
final class Trie<V> {
  private final Map<String, Trie<V>> literals = new LinkedHashMap<>();
  private @Nullable Trie<V> open;
  private final List<V> here = new ArrayList<>(1);

  void put(Pattern pattern, V value) {
    Trie<V> at = this;
    for (int i = 0; i < pattern.segments(); i++) {
      String literal = pattern.literal(i);
      if (literal != null) {
        at = at.literals.computeIfAbsent(literal, _ -> new Trie<>());
      } else {
        Trie<V> next = at.open;
        if (next == null) {
          next = new Trie<>();
          at.open = next;
        }
        at = next;
      }
    }
    at.here.add(value);
  }

  /** What is filed under a pattern that matches this name; the first that was found, or null. */
  @Nullable V find(String name) {
    return find(name, 0);
  }

  private @Nullable V find(String name, int from) {
    if (from > name.length()) {
      return here.isEmpty() ? null : here.getFirst();
    }
    int slash = name.indexOf('/', from);
    int end = slash < 0 ? name.length() : slash;
    if (end == from) {
      return null;
    }
    Trie<V> next = literals.get(name.substring(from, end));
    V found = next == null ? null : next.find(name, end + 1);
    return found != null || open == null ? found : open.find(name, end + 1);
  }

  /** All that is filed under patterns which overlap this one, in no particular order. */
  List<V> overlapping(Pattern pattern) {
    var found = new ArrayList<V>();
    visit(pattern, 0, found::add);
    return found;
  }

  private void visit(Pattern pattern, int segment, Consumer<V> visitor) {
    if (segment == pattern.segments()) {
      here.forEach(visitor);
      return;
    }
    String literal = pattern.literal(segment);
    if (literal == null) {
      literals.values().forEach(next -> next.visit(pattern, segment + 1, visitor));
    } else {
      Trie<V> next = literals.get(literal);
      if (next != null) {
        next.visit(pattern, segment + 1, visitor);
      }
    }
    if (open != null) {
      open.visit(pattern, segment + 1, visitor);
    }
  }
}
