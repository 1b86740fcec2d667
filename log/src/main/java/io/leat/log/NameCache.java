package io.leat.log;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings of names lately read, so that a topic read a million times is one string. Bounded; a
 * newer name takes an older one's place.
 */
final class NameCache {
  private static final int SLOTS = 1 << 13;

  private static final class Known {
    final byte[] utf8;
    final String name;

    Known(byte[] utf8) {
      this.utf8 = utf8;
      this.name = new String(utf8, StandardCharsets.UTF_8);
    }
  }

  private final @Nullable Known[] slots = new @Nullable Known[SLOTS];

  String name(byte[] array, int from, int length) {
    int hash = 0;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + array[i];
    }
    int slot = (hash ^ hash >>> 13) & SLOTS - 1;
    Known known = slots[slot];
    if (known != null
        && Arrays.equals(known.utf8, 0, known.utf8.length, array, from, from + length)) {
      return known.name;
    }
    byte[] utf8 = Arrays.copyOfRange(array, from, from + length);
    Known fresh = new Known(utf8);
    slots[slot] = fresh;
    return fresh.name;
  }
}
