package io.leat.nodes.value;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of names. Each check returns what is wrong, as the end of a sentence, or null if
 * nothing is.
 */
public final class Names {

  /*
   * Segment: begins with a letter, a digit or `_`; goes on with those, marks and `- _ . : @ +`; does
   * not end with a dot; is in Unicode normal form C; at most 255 bytes in UTF-8.
   *
   * Topic: 1 to 32 segments with `/` between them; at most 512 bytes.
   *
   * Word (nodes, inputs, outputs, options, variables, types): a segment without `. : @ +`, at most 64
   * bytes. No dot, so that the topic `node.option` can be taken apart in one way only.
   *
   * Letters are what Unicode calls letters, less those that nobody can see: two names that look the
   * same up to fonts should be the same.
   */

  static final int SEGMENT_BYTES_MAX = 255;

  /** The longest name of a topic, in bytes. */
  public static final int TOPIC_BYTES_MAX = 512;

  static final int SEGMENTS_MAX = 32;
  static final int WORD_BYTES_MAX = 64;

  private static final String MARKS_OF_SEGMENTS = "-_.:@+";
  private static final String MARKS_OF_WORDS = "-_";

  private Names() {}

  /** What is wrong with the name of a topic. */
  public static @Nullable String topicProblem(String name) {
    int segments = 1;
    int from = 0;
    for (int i = 0; i <= name.length(); i++) {
      if (i < name.length() && name.charAt(i) != '/') {
        continue;
      }
      String problem = segmentProblem(name.substring(from, i));
      if (problem != null) {
        return problem;
      }
      from = i + 1;
      segments += i < name.length() ? 1 : 0;
    }
    return sizeProblem(name, segments);
  }

  /** What is wrong with the size of a topic name or pattern whose segments are right. */
  public static @Nullable String sizeProblem(String name, int segments) {
    if (segments > SEGMENTS_MAX) {
      return "has " + segments + " segments, more than " + SEGMENTS_MAX;
    }
    int bytes = Utf8.length(name);
    return bytes > TOPIC_BYTES_MAX
        ? "is " + bytes + " bytes long, more than " + TOPIC_BYTES_MAX
        : null;
  }

  /** What is wrong with one segment of such a name, or with the value of a pattern variable. */
  public static @Nullable String segmentProblem(String segment) {
    if (segment.isEmpty()) {
      return "has an empty segment";
    }
    String problem = problem(segment, MARKS_OF_SEGMENTS, SEGMENT_BYTES_MAX);
    if (problem == null && segment.charAt(segment.length() - 1) == '.') {
      return "has a segment that ends with a dot";
    }
    return problem;
  }

  /** What is wrong with the name of a node, input, output, option, variable or type. */
  public static @Nullable String wordProblem(String word) {
    return word.isEmpty() ? "is empty" : problem(word, MARKS_OF_WORDS, WORD_BYTES_MAX);
  }

  private static @Nullable String problem(String text, String marks, int bytesMax) {
    boolean ascii = true;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      ascii &= c < 0x80;
      if (!(i == 0 ? begins(c) : continues(c, marks))) {
        return refusal(c, i == 0, marks);
      }
      i += Character.charCount(c);
    }
    if (!ascii && !Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
      return "is not in Unicode normal form C";
    }
    int bytes = Utf8.length(text);
    return bytes > bytesMax ? "has a part of " + bytes + " bytes, more than " + bytesMax : null;
  }

  private static boolean begins(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    }
    return (Character.isLetter(c) || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER)
        && !invisible(c);
  }

  private static boolean continues(int c, String marks) {
    if (c < 0x80) {
      return begins(c) || marks.indexOf(c) >= 0;
    }
    return begins(c) || (mark(c) && !invisible(c));
  }

  private static boolean mark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  /**
   * Letters and marks that Unicode tells a renderer to leave out (Default_Ignorable_Code_Point).
   */
  private static boolean invisible(int c) {
    return c == 0x034F
        || c == 0x115F
        || c == 0x1160
        || (c >= 0x17B4 && c <= 0x17B5)
        || (c >= 0x180B && c <= 0x180F)
        || c == 0x3164
        || (c >= 0xFE00 && c <= 0xFE0F)
        || c == 0xFFA0
        || c >= 0xE0000;
  }

  private static String refusal(int c, boolean first, String marks) {
    String shown = Show.quoted(Character.toString(c));
    if (first) {
      return "has a part that begins with "
          + shown
          + "; it may begin with a letter, a digit or an underscore";
    }
    return "contains "
        + shown
        + "; allowed are letters, digits and "
        + String.join(" ", marks.split(""));
  }
}
