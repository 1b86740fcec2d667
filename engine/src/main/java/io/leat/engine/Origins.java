package io.leat.engine;

import io.leat.log.Origin;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** A set of origins that takes about a bit for each offset: those of millions of roots fit. */
final class Origins {
  private static final int BITS = 20;

  private record Page(String line, long number) {}

  private final Map<Page, BitSet> pages = new HashMap<>();

  void add(Origin origin) {
    pages.computeIfAbsent(page(origin), _ -> new BitSet()).set(bit(origin));
  }

  boolean contains(Origin origin) {
    BitSet page = pages.get(page(origin));
    return page != null && page.get(bit(origin));
  }

  private static Page page(Origin origin) {
    return new Page(origin.line(), origin.offset() >>> BITS);
  }

  private static int bit(Origin origin) {
    return (int) origin.offset() & (1 << BITS) - 1;
  }
}
