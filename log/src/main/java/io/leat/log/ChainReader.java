package io.leat.log;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a chain piece by piece and checks that offsets are dense. */
final class ChainReader implements LogReader {
  private final EventDecoder decoder;
  private final Chain chain;
  private final long from;
  private int piece;

  /** Where the piece ends. */
  private long limit;

  private Line.Cursor cursor;

  /** Where the next document must begin; -1 as long as none was read. */
  private long expected = -1;

  /** What lies below is not asked for any more. */
  private long passed = -1;

  ChainReader(Chain chain, ObjectStore objects, long from) {
    this.decoder = new EventDecoder(objects);
    this.chain = chain;
    this.from = from;
    while (from >= chain.pieces().get(piece).limit()) {
      piece++;
    }
    this.limit = chain.pieces().get(piece).limit();
    this.cursor = chain.pieces().get(piece).line().from(from);
  }

  @Override
  public @Nullable Commit next() {
    try {
      return read();
    } catch (LogException.Corrupt e) {
      throw new LogException.Corrupt(
          Message.of(
              "branch %s, offset %d: %s",
              chain.name(), expected < 0 ? from : expected, e.getMessage()));
    }
  }

  private @Nullable Commit read() {
    while (true) {
      Document document = cursor.next();
      if (document == null) {
        if (piece == chain.pieces().size() - 1) {
          return null;
        }
        descend();
      } else if (document.end() > limit && (document.first() >= limit || expected == limit)) {
        descend();
      } else {
        return commit(document);
      }
    }
  }

  @Override
  public void skipTo(long offset) {
    passed = offset;
    pass();
  }

  private void pass() {
    long reached = Math.max(from, expected);
    if (passed > reached) {
      expected = Math.min(passed, limit);
      cursor.skipTo(expected);
    }
  }

  @Override
  public void close() {
    cursor.close();
  }

  private Commit commit(Document document) {
    long first = document.first();
    if (expected < 0 ? first > from : first != expected) {
      throw new LogException.Corrupt(
          Message.of("%s: the next document begins at offset %d", cursor.place(), first));
    }
    boolean cut = document.end() > limit;
    long end = Math.min(document.end(), limit);
    int skip = (int) Math.max(0, Math.min(from, end) - first);
    List<Event> events = decoder.decode(document, skip, (int) (end - first));
    expected = end;
    long settled = cut ? chain.settledBelow(piece) : document.settled();
    return new Commit(first + skip, document.timeMicros(), document.run(), settled, events);
  }

  /** Goes on with the next piece. */
  private void descend() {
    long reached = expected < 0 ? from : expected;
    if (reached != limit) {
      throw new LogException.Corrupt(
          Message.of(
              "%s: everything below offset %d is shared with the parent, but that ends at %d",
              cursor.place(), limit, reached));
    }
    cursor.close();
    piece++;
    expected = limit;
    cursor = chain.pieces().get(piece).line().from(limit);
    limit = chain.pieces().get(piece).limit();
    pass();
  }
}
