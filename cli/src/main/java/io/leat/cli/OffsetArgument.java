package io.leat.cli;

import io.leat.log.EventLog;
import io.leat.nodes.value.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.TypeConversionException;

/**
 * An offset as a person writes it: {@code N}, {@code beginning}, {@code end}, {@code -N} (so many
 * before the end) or {@code @TIME} (the first written at that time or later).
 */
sealed interface OffsetArgument {

  /** Shown where an offset is expected. */
  String LABEL = "OFFSET";

  OffsetArgument BEGINNING = new At(0);
  OffsetArgument END = new BeforeEnd(0);

  /**
   * The offset that is meant, 0 to the end.
   *
   * @throws Invalid if it lies past the end
   */
  long in(EventLog log);

  record At(long offset) implements OffsetArgument {
    @Override
    public long in(EventLog log) {
      long end = log.end();
      if (offset > end) {
        String branch = log.branch().name();
        throw new Invalid(
            "offset " + offset + " is past the end (" + end + ") of branch " + branch);
      }
      return offset;
    }
  }

  record BeforeEnd(long count) implements OffsetArgument {
    @Override
    public long in(EventLog log) {
      return Math.max(0, log.end() - count);
    }
  }

  record Since(Instant time) implements OffsetArgument {
    @Override
    public long in(EventLog log) {
      return log.offsetAt(time);
    }
  }

  static OffsetArgument parse(String text) {
    if (text.equals("beginning")) {
      return BEGINNING;
    }
    if (text.equals("end")) {
      return END;
    }
    if (text.startsWith("@")) {
      return new Since(time(text.substring(1)));
    }
    boolean before = text.startsWith("-");
    String digits = before ? text.substring(1) : text;
    if (digits.isEmpty()
        || digits.length() > 18
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new TypeConversionException(
          "'" + text + "' is no offset; say a number, beginning, end, -N or @TIME");
    }
    long number = Long.parseLong(digits);
    return before ? new BeforeEnd(number) : new At(number);
  }

  private static Instant time(String text) {
    try {
      return text.indexOf('T') < 0
          ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
          : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new TypeConversionException(
          "'@" + text + "' is no time; say it as @2026-11-20T10:00Z or @2026-11-20");
    }
  }
}
