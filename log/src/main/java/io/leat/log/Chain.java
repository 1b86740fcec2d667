package io.leat.log;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A line of history with what it shares with its ancestors: pieces of lines, eldest first, each
 * read up to its limit. The last has none.
 */
record Chain(String name, List<Piece> pieces) {

  /** What {@code line} holds from {@code base} (inclusive) to {@code limit} (exclusive). */
  record Piece(Line line, long base, long limit) {}

  /**
   * The last commit, wherever it was written; null when there is none. A commit that a fork cuts in
   * two does not count.
   */
  @Nullable Document last() {
    for (int i = pieces.size() - 1; i >= 0; i--) {
      Document last = pieces.get(i).line.last(pieces.get(i).limit);
      if (last != null) {
        return last;
      }
    }
    return null;
  }

  /** The last commit of the branch itself. */
  @Nullable Document lastOwn() {
    return pieces.getLast().line.last(Long.MAX_VALUE);
  }

  long end() {
    Document last = lastOwn();
    return last == null ? pieces.getLast().base : last.end();
  }

  long settled() {
    Document last = last();
    return last == null ? 0 : last.settled();
  }

  /** No commit that can be read was written later. 0 when there is none. */
  long timeMicros() {
    Document last = last();
    long time = last == null ? 0 : last.timeMicros();
    for (Piece piece : pieces.subList(0, pieces.size() - 1)) {
      try (Line.Cursor cursor = piece.line.from(piece.limit - 1)) {
        Document cut = cursor.next();
        time = Math.max(time, cut == null ? 0 : cut.timeMicros());
      }
    }
    return time;
  }

  /**
   * What commits that lie wholly in the pieces before {@code piece}, or in it below its limit, say
   * last.
   */
  long settledBelow(int piece) {
    return new Chain(name, pieces.subList(0, piece + 1)).settled();
  }

  LogReader read(long from, ObjectStore objects) {
    check(from);
    return new ChainReader(this, objects, from);
  }

  EventReader read(long from, TopicFilter wanted, ObjectStore objects) {
    check(from);
    return new TopicReader(this, objects, from, wanted);
  }

  /** The wanted topics, in order of first event; each as of all roots below {@code cut}. */
  Collection<TopicSummary> topics(TopicFilter wanted, long cut) {
    check(0);
    Map<String, TopicSummary> found = new LinkedHashMap<>();
    boolean all = false;
    for (int i = 0; i < pieces.size() && !all; i++) {
      Piece piece = pieces.get(i);
      all =
          piece.line.summarize(
              wanted,
              piece.limit,
              cut,
              summary -> found.merge(summary.topic(), summary, TopicSummary::and));
    }
    return found.values();
  }

  /** The first offset that can be read. */
  long first() {
    long first = 0;
    for (Piece piece : pieces) {
      if (piece.line.first() > piece.base) {
        first = Math.min(piece.line.first(), piece.limit);
      }
    }
    return first;
  }

  private void check(long from) {
    long first = first();
    if (from >= 0 && from < first) {
      throw new LogException.Invalid(
          Message.of(
              "offset %d of branch %s was given up; the first that is kept is %d",
              from, name, first));
    }
    long end = end();
    if (from < 0 || from > end) {
      throw new LogException.Invalid(
          Message.of("offset %d is not within branch %s, which ends at %d", from, name, end));
    }
  }

  long offsetAt(Instant time) {
    long timeMicros = ceilMicros(time);
    for (Piece piece : pieces) {
      try (Line.Cursor cursor = piece.line.since(timeMicros)) {
        Document found = cursor.next();
        if (found != null && found.first() < piece.limit) {
          checkKept(found.first(), time);
          return found.first();
        }
      }
    }
    return end();
  }

  /** What was written first of what is kept may not be the first that was written then. */
  private void checkKept(long found, Instant time) {
    if (found > 0 && found == first()) {
      throw new LogException.Invalid(
          Message.of(
              "what branch %s held at %s was given up; the first offset that is kept is %d",
              name, time, found));
    }
  }

  private static long ceilMicros(Instant time) {
    return ChronoUnit.MICROS.between(
        Instant.EPOCH, time.plusNanos(999).truncatedTo(ChronoUnit.MICROS));
  }
}
