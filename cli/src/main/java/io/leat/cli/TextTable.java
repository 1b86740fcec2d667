package io.leat.cli;

import io.leat.nodes.value.Show;
import java.util.ArrayList;
import java.util.List;

/** Rows of text whose columns stand below each other. */
final class TextTable {
  private static final String GAP = "  ";

  /** Latin letters and signs as wide as an ideograph: Unicode, Halfwidth and Fullwidth Forms. */
  private static final int FULL_WIDTH_FIRST = 0xff01;

  private static final int FULL_WIDTH_LAST = 0xff60;

  /** Kana and hangul half as wide as usual: the rest of that block. */
  private static final int HALF_WIDTH_FIRST = 0xff61;

  private static final int HALF_WIDTH_LAST = 0xffdc;

  private final List<Boolean> rightAligned = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param columns headings; one that begins with {@code >} belongs to numbers, which end below
   *     each other
   */
  TextTable(String... columns) {
    var headings = new ArrayList<String>();
    for (String column : columns) {
      boolean right = column.startsWith(">");
      rightAligned.add(right);
      headings.add(right ? column.substring(1) : column);
    }
    rows.add(headings);
  }

  /** Adds a row of as many cells as there are columns; what cannot be seen is escaped. */
  TextTable row(String... cells) {
    var row = new ArrayList<String>();
    for (String cell : cells) {
      row.add(Show.whole(cell));
    }
    rows.add(row);
    return this;
  }

  /** The lines, the headings first; none if there is no row. */
  List<String> lines() {
    return rows.size() == 1 ? List.of() : aligned(rows);
  }

  /** The lines without the headings. */
  List<String> linesWithoutHeadings() {
    return aligned(rows.subList(1, rows.size()));
  }

  private List<String> aligned(List<List<String>> rows) {
    int[] widths = new int[rightAligned.size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, int[] widths) {
    var line = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - width(row.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(rightAligned.get(i) ? padding + row.get(i) : row.get(i) + padding);
    }
    return line.toString().stripTrailing();
  }

  /** Columns that a terminal gives a text. */
  private static int width(String cell) {
    return cell.codePoints().map(TextTable::columns).sum();
  }

  private static int columns(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> wide(character) ? 2 : 1;
    };
  }

  private static boolean wide(int character) {
    if (Character.isEmojiPresentation(character)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(character)) {
      case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> !halfWidth(character);
      default -> FULL_WIDTH_FIRST <= character && character <= FULL_WIDTH_LAST;
    };
  }

  private static boolean halfWidth(int character) {
    return HALF_WIDTH_FIRST <= character && character <= HALF_WIDTH_LAST;
  }
}
