package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Numbers as canonical JSON writes them, and as which tree node each is handed out. */
public final class JsonNumber {

  /*
   * Text. A number is its exact decimal value d × 10^e, d without trailing zeros. If it is whole: its
   * digits. Else, if it is at least 10^-6: digits, point, digits. Else: d with a point behind the first
   * digit, `e`, the exponent. Zero is `0`. So one value has one text, and the text is exact.
   *
   * Node. Whole: int if it fits, else long if it fits, else BigInteger. Else: double if the shortest
   * text that gives back this double is the number's text, else BigDecimal. So one value has one node.
   *
   * A double counts as the shortest decimal that gives it back (6.4, not
   * 6.4000000000000003552713678800500929355621337890625).
   */

  /** Digits that a number may have. */
  public static final int DIGITS_MAX = 1_000;

  static final int EXPONENT_MAX = 1_000;

  /** Digits up to which every decimal fraction survives a double: DBL_DIG of C. */
  private static final int DIGITS_OF_DOUBLE = 15;

  /** Whole numbers of at most so many characters are written and read here, others by the JDK. */
  private static final int SHORT_WHOLE_DIGITS = 18;

  private static final long SHORT_WHOLE_END = 100_000_000_000_000_000L;

  private static final double EXACT_WHOLE_MAX = 0x1p53;
  private static final int PLAIN_EXPONENT_MIN = -6;

  private JsonNumber() {}

  /** The digits of a whole number. */
  static byte[] bytes(long number) {
    long rest = Math.abs(number);
    if (rest >= SHORT_WHOLE_END || rest < 0) {
      return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
    }
    int length = number < 0 ? 2 : 1;
    for (long power = 10; power <= rest; power *= 10) {
      length++;
    }
    byte[] digits = new byte[length];
    digits[0] = '-';
    for (int i = length - 1; i >= (number < 0 ? 1 : 0); i--) {
      digits[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return digits;
  }

  /**
   * The number that digits say.
   *
   * @throws NumberFormatException if they say none that fits
   */
  static long whole(byte[] digits) {
    int from = digits[0] == '-' ? 1 : 0;
    long number = 0;
    for (int i = from; i < digits.length; i++) {
      int digit = digits[i] - '0';
      if (digit < 0 || digit > 9 || i >= SHORT_WHOLE_DIGITS) {
        return Long.parseLong(new String(digits, StandardCharsets.ISO_8859_1));
      }
      number = 10 * number + digit;
    }
    return from == 0 ? number : -number;
  }

  static NumericNode of(long number) {
    return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
  }

  /**
   * The node of a whole number.
   *
   * @throws Invalid if it has more than 1 000 digits
   */
  public static NumericNode of(BigInteger number) {
    if (number.bitLength() < Long.SIZE) {
      return of(number.longValue());
    }
    // A digit is more than 3.3 bits: what has too many bits has too many digits, and is not even
    // written out.
    if (number.bitLength() > DIGITS_MAX * 4 || digits(number) > DIGITS_MAX) {
      throw tooLong("a whole number of " + number.bitLength() + " bits");
    }
    return BigIntegerNode.valueOf(number);
  }

  static NumericNode of(double number) {
    if (number == Math.rint(number) && Math.abs(number) < EXACT_WHOLE_MAX) {
      return of((long) number);
    }
    if (!Double.isFinite(number)) {
      throw new Invalid(number + " is no number that JSON knows; publish null or leave it out");
    }
    return number == Math.rint(number)
        ? of(new BigDecimal(Double.toString(number)))
        : DoubleNode.valueOf(number);
  }

  static NumericNode of(BigDecimal number) {
    if (number.signum() == 0) {
      return IntNode.valueOf(0);
    }
    long exponent = (long) number.precision() - number.scale() - 1;
    if (number.precision() > 2 * DIGITS_MAX || Math.abs(exponent) > EXPONENT_MAX) {
      throw tooLong(
          "a number of %d digits with exponent %d".formatted(number.precision(), exponent));
    }
    BigDecimal stripped = number.stripTrailingZeros();
    if (stripped.precision() > DIGITS_MAX) {
      throw tooLong("a number of " + stripped.precision() + " digits");
    }
    if (stripped.scale() <= 0) {
      return of(stripped.toBigInteger());
    }
    double nearest = stripped.doubleValue();
    boolean exact =
        nearest != 0
            && Double.isFinite(nearest)
            && new BigDecimal(Double.toString(nearest)).compareTo(stripped) == 0;
    return exact ? DoubleNode.valueOf(nearest) : DecimalNode.valueOf(stripped);
  }

  /** Of a JSON number with a point or exponent. */
  public static NumericNode ofFraction(String text) {
    if (text.length() <= DIGITS_OF_DOUBLE && text.indexOf('e') < 0 && text.indexOf('E') < 0) {
      return of(Double.parseDouble(text));
    }
    int e = Math.max(text.indexOf('e'), text.indexOf('E'));
    if ((e >= 0 && text.length() - e > 8) || text.length() > 3 * DIGITS_MAX) {
      throw tooLong("the number " + Show.quoted(text));
    }
    return of(new BigDecimal(text));
  }

  /** The one node that stands for the value of this one. */
  static NumericNode normal(JsonNode number) {
    return switch (number.numberType()) {
      case INT, LONG -> of(number.longValue());
      case BIG_INTEGER -> of(number.bigIntegerValue());
      case FLOAT -> {
        float single = number.floatValue();
        yield Float.isFinite(single)
            ? of(new BigDecimal(Float.toString(single)))
            : of((double) single);
      }
      case DOUBLE -> of(number.doubleValue());
      case BIG_DECIMAL -> of(number.decimalValue());
    };
  }

  /** The text of a normal node. */
  static String text(NumericNode number) {
    if (number instanceof DoubleNode) {
      return text(number.doubleValue());
    }
    return number instanceof DecimalNode ? text(number.decimalValue()) : number.asText();
  }

  /** The text of a finite double that is not whole. */
  private static String text(double number) {
    String text = Double.toString(number);
    return text.indexOf('E') < 0 ? text : text(new BigDecimal(text).stripTrailingZeros());
  }

  /** The text of a decimal without trailing zeros that is not whole. */
  private static String text(BigDecimal number) {
    int exponent = number.precision() - number.scale() - 1;
    if (exponent >= PLAIN_EXPONENT_MIN) {
      return number.toPlainString();
    }
    String digits = number.unscaledValue().abs().toString();
    var text = new StringBuilder(number.signum() < 0 ? "-" : "").append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    return text.append('e').append(exponent).toString();
  }

  private static int digits(BigInteger number) {
    return number.abs().toString().length();
  }

  private static Invalid tooLong(String what) {
    return new Invalid(
        what
            + " is beyond the bounds of "
            + DIGITS_MAX
            + " digits and exponents of ±"
            + EXPONENT_MAX
            + "; write it as a string");
  }
}
