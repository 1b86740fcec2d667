package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What usually makes code answer otherwise than it did: guesses from what the two answers look
 * like, the likeliest first.
 */
final class Suspects {
  static final String CLOCK = "the clock";
  static final String CHANCE = "chance: a random number or id";
  static final String ORDER = "order: of a hash map or set, or of threads";
  static final String IDENTITY = "identity: the default hash code or text of an object";
  static final String LOCALE = "the locale of the machine";
  static final String ZONE = "the time zone of the machine";
  static final String STATE = "state that the code keeps: a field, a static counter or cache";
  static final String INPUT =
      "an input that is not declared: a file, a setting of the environment, another machine";

  private static final Pattern UUID =
      Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern OBJECT = Pattern.compile("[\\w.$;\\[]+@[0-9a-f]{1,8}\\b");
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?(Z|[+-]\\d\\d:?\\d\\d)?");
  private static final Pattern HOURS = Pattern.compile("\\d{1,2}:\\d\\d|GMT|UTC|[+-]\\d\\d:\\d\\d");
  private static final Pattern NUMBER = Pattern.compile("[^\\p{L}]*\\p{Nd}[^\\p{L}]*");

  private static final double DAY_MS = 86_400_000;
  private static final double YEAR_MS = 365.25 * DAY_MS;

  private Suspects() {}

  /**
   * @param wroteMs when the record was written, ms since 1970
   * @param nowMs when the code ran again
   * @param steady whether it answered the same when it was run once more
   * @param sameParts whether the whole answers have the same parts in another order
   */
  static List<String> of(
      JsonNode a, JsonNode b, long wroteMs, long nowMs, boolean steady, boolean sameParts) {
    List<String> suspects = new ArrayList<>();
    if (tells(a, wroteMs) && tells(b, nowMs)) {
      suspects.add(CLOCK);
    }
    if (a.isTextual() && b.isTextual()) {
      addOfText(a.asText(), b.asText(), suspects);
    }
    if (sameParts) {
      add(ORDER, suspects);
    }
    if (a.isNumber() && b.isNumber()) {
      addOfNumbers(a.asDouble(), b.asDouble(), steady, suspects);
    }
    add(steady ? INPUT : STATE, suspects);
    add(steady ? STATE : INPUT, suspects);
    if (!steady) {
      add(CHANCE, suspects);
    }
    return suspects;
  }

  private static void add(String suspect, List<String> suspects) {
    if (!suspects.contains(suspect)) {
      suspects.add(suspect);
    }
  }

  private static void addOfText(String a, String b, List<String> suspects) {
    if (UUID.matcher(a).find() && UUID.matcher(b).find()) {
      suspects.add(CHANCE);
    }
    if (OBJECT.matcher(a).find() && OBJECT.matcher(b).find()) {
      suspects.add(IDENTITY);
    }
    if (HOURS.matcher(a).find() && HOURS.matcher(b).find()) {
      suspects.add(ZONE);
    }
    boolean formatted = NUMBER.matcher(a).matches() && NUMBER.matcher(b).matches();
    if ((formatted && digits(a).equals(digits(b))) || folded(a).equals(folded(b))) {
      suspects.add(LOCALE);
    }
  }

  private static void addOfNumbers(double a, double b, boolean steady, List<String> suspects) {
    boolean whole = a == Math.rint(a) && b == Math.rint(b);
    if (whole && Math.abs(a) < 1e6 && Math.abs(b) < 1e6 && !steady) {
      suspects.add(STATE);
    }
    if (!steady) {
      add(CHANCE, suspects);
    }
  }

  /** Whether this is about that time: as a text, or a number in some unit since 1970. */
  private static boolean tells(JsonNode value, long ms) {
    if (value.isTextual()) {
      var found = TIME.matcher(value.asText());
      return found.find() && near(millis(found.group()), ms);
    }
    if (!value.isNumber()) {
      return false;
    }
    double number = value.asDouble();
    return near(number, ms)
        || near(number * 1e3, ms)
        || near(number / 1e3, ms)
        || near(number / 1e6, ms);
  }

  /** A day apart at most: zones and clocks that are set wrong. */
  private static boolean near(double ms, long time) {
    return ms > YEAR_MS && Math.abs(ms - time) <= DAY_MS;
  }

  private static double millis(String text) {
    String seconds = text.indexOf(':') == text.lastIndexOf(':') ? text + ":00" : text;
    try {
      boolean zoned = seconds.endsWith("Z") || seconds.matches(".*[+-]\\d\\d:?\\d\\d");
      return Instant.parse(zoned ? seconds : seconds + "Z").toEpochMilli();
    } catch (DateTimeException _) {
      return -1;
    }
  }

  /** Whether one is the other with its parts in another order. */
  static boolean sameParts(JsonNode a, JsonNode b) {
    return !a.equals(b)
        && (a.isContainerNode() || a.isTextual())
        && letters(a.toString()).equals(letters(b.toString()));
  }

  private static String letters(String text) {
    return text.codePoints()
        .sorted()
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String digits(String text) {
    var digits = new StringBuilder();
    text.codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  /** Without what locales disagree on in letters: case, and the dots of i. */
  private static String folded(String text) {
    var folded = new StringBuilder();
    text.codePoints()
        .map(c -> c == 'ı' || c == 'İ' || c == 'I' ? 'i' : Character.toLowerCase(c))
        .filter(c -> c != '\u0307')
        .forEach(folded::appendCodePoint);
    return folded.toString();
  }
}
