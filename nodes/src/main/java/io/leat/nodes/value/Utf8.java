package io.leat.nodes.value;

import java.util.Comparator;

/** The order of texts by their UTF-8 bytes, and their length in UTF-8, without encoding them. */
public final class Utf8 {

  /** Smaller bytes first, each byte unsigned; a prefix comes before what it begins. */
  public static final Comparator<String> ORDER = Utf8::compare;

  private Utf8() {}

  /**
   * Compares two texts as their UTF-8 bytes would compare. Differs from {@link String#compareTo},
   * which puts supplementary characters before U+E000 to U+FFFF.
   */
  public static int compare(String a, String b) {
    int common = Math.min(a.length(), b.length());
    for (int i = 0; i < common; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        return rank(x) - rank(y);
      }
    }
    return a.length() - b.length();
  }

  /** Moves surrogates behind all other characters, where UTF-8 has what they stand for. */
  private static int rank(char c) {
    if (c >= 0xE000) {
      return c - 0x800;
    }
    return c >= Character.MIN_SURROGATE ? c + 0x2000 : c;
  }

  /** Number of bytes of a text in UTF-8; an unpaired surrogate counts three. */
  public static int length(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x800) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          i++;
        }
        bytes += 2;
      } else if (c >= 0x80) {
        bytes++;
      }
    }
    return bytes;
  }
}
