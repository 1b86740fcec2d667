package io.leat.log;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** Reads a chain piece by piece, leaving out documents without wanted topics. */
final class TopicReader implements EventReader {
  private final EventDecoder decoder;
  private final Deque<Event> ready = new ArrayDeque<>();
  private final Chain chain;
  private final long from;
  private final TopicFilter wanted;
  private int piece;
  private Line.Cursor cursor;

  TopicReader(Chain chain, ObjectStore objects, long from, TopicFilter wanted) {
    this.decoder = new EventDecoder(objects);
    this.chain = chain;
    this.from = from;
    this.wanted = wanted;
    while (from >= limit()) {
      piece++;
    }
    this.cursor = cursor();
  }

  @Override
  public @Nullable Event next() {
    while (ready.isEmpty()) {
      Document document = cursor.next();
      if (document != null && document.first() < limit()) {
        decode(document);
      } else if (piece < chain.pieces().size() - 1) {
        cursor.close();
        piece++;
        cursor = cursor();
      } else {
        return null;
      }
    }
    return ready.removeFirst();
  }

  private void decode(Document document) {
    long first = document.first();
    int skip = Math.clamp(from - first, 0, document.count());
    int to = (int) Math.min(document.count(), limit() - first);
    try {
      for (Event event : decoder.decode(document, Math.min(skip, to), to)) {
        if (wanted.wants(event.topic())) {
          ready.add(event);
        }
      }
    } catch (LogException.Corrupt e) {
      throw new LogException.Corrupt(
          Message.of(
              "branch %s, offset %d: %s: %s", chain.name(), first, cursor.place(), e.getMessage()));
    }
  }

  private Line.Cursor cursor() {
    Chain.Piece at = chain.pieces().get(piece);
    return at.line().from(Math.max(from, at.base()), wanted);
  }

  private long limit() {
    return chain.pieces().get(piece).limit();
  }

  @Override
  public void close() {
    cursor.close();
  }
}
