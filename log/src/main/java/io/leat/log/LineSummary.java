package io.leat.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Sums topics up by reading. */
final class LineSummary {
  private LineSummary() {}

  /**
   * Tells what the wanted topics have, as far as a cursor goes, below {@code limit} of roots below
   * {@code cut}.
   *
   * @return whether a commit says that all those roots are settled: whatever they caused lies
   *     before
   */
  static boolean tell(
      Line.Cursor cursor, TopicFilter wanted, long limit, long cut, Consumer<TopicSummary> found) {
    Map<String, TopicSummary> lasts = new LinkedHashMap<>();
    boolean settled = false;
    EventDecoder decoder = new EventDecoder(new MemoryObjects()); // values are not read
    for (Document document = cursor.next();
        document != null && document.first() < limit && !settled;
        document = cursor.next()) {
      int count = (int) Math.min(document.count(), limit - document.first());
      for (Event event : decoder.decode(document, 0, count)) {
        if (event.root() < cut && wanted.wants(event.topic())) {
          lasts.merge(event.topic(), TopicSummary.of(event), TopicSummary::and);
        }
      }
      settled = document.settled() >= cut && document.end() <= limit;
    }
    lasts.values().forEach(found);
    return settled;
  }
}
