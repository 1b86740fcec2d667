package io.leat.state;

import java.util.Comparator;

/** The order of texts by their UTF-8 bytes, which is the order of their code points. */
final class Utf8 {
  static final Comparator<String> ORDER = Utf8::compare;

  private Utf8() {}

  private static int compare(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean oneIsPair = Character.isSurrogate(x) != Character.isSurrogate(y);
        return oneIsPair ? (Character.isSurrogate(x) ? 1 : -1) : Character.compare(x, y);
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
