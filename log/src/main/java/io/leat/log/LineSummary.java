package io.leat.log;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Sums topics up by reading. */
final class LineSummary {
  private LineSummary() {}

  /**
   * What the wanted topics have, as far as a cursor goes, below {@code limit} of roots below {@code
   * cut}.
   */
  static Collection<TopicSummary> of(Line.Cursor cursor, TopicFilter wanted, long limit, long cut) {
    Map<String, TopicSummary> found = new LinkedHashMap<>();
    EventDecoder decoder = new EventDecoder(new MemoryObjects()); // values are not read
    for (Document document = cursor.next();
        document != null && document.first() < limit;
        document = cursor.next()) {
      int count = (int) Math.min(document.count(), limit - document.first());
      for (Event event : decoder.decode(document, 0, count)) {
        if (event.root() < cut && wanted.wants(event.topic())) {
          found.merge(event.topic(), TopicSummary.of(event), TopicSummary::and);
        }
      }
    }
    return found.values();
  }
}
