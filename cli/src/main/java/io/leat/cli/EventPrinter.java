package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.log.ObjectId;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Show;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;

/**
 * Prints events one below the other. As text the columns grow with what comes; as JSON each event
 * is an object of nine fields, its value byte by byte as it is on the log.
 */
final class EventPrinter {
  private static final DateTimeFormatter MICROS = instants(6);
  private static final DateTimeFormatter MILLIS = instants(3);

  /** A column does not grow past this for the sake of one long name. */
  private static final int WIDTH_MAX = 48;

  private final Output out;
  private final boolean jsonl;
  private final int offsetWidth;
  private int topicWidth = 8;
  private int sourceWidth = 4;

  /**
   * @param end offset after the last event that is there now
   */
  EventPrinter(Output out, boolean jsonl, long end) {
    this.out = out;
    this.jsonl = jsonl;
    this.offsetWidth = Math.max(4, Long.toString(end).length());
  }

  void print(Event event) {
    if (jsonl) {
      json(event).printTo(out);
    } else {
      out.line(text(event));
    }
  }

  /** The fields of an event; a root has node, call, ordinal and cause null. */
  static JsonLine json(Event event) {
    return addTo(new JsonLine(), event);
  }

  /** Adds these fields to others. */
  static JsonLine addTo(JsonLine line, Event event) {
    line.put("offset", event.offset())
        .put("topic", event.topic())
        .put("value", Leat.valueOf(event))
        .put("node", event.node())
        .put("root", event.root());
    if (event.isRoot()) {
      line.absent("call").absent("ordinal").absent("cause");
    } else {
      line.put("call", event.call()).put("ordinal", event.ordinal()).put("cause", event.cause());
    }
    return line.put("time", MICROS.format(time(event)));
  }

  /** A time on the log as it is printed. */
  static String time(long micros) {
    return MILLIS.format(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
  }

  private String text(Event event) {
    String topic = Show.whole(event.topic());
    String source =
        event.isRoot()
            ? "root"
            : event.root() + "." + event.node() + "." + event.call() + "." + event.ordinal();
    topicWidth = Math.max(topicWidth, Math.min(WIDTH_MAX, topic.length()));
    sourceWidth = Math.max(sourceWidth, Math.min(WIDTH_MAX, source.length()));
    return padLeft(Long.toString(event.offset()), offsetWidth)
        + "  "
        + MILLIS.format(time(event))
        + "  "
        + padRight(topic, topicWidth)
        + "  "
        + padRight(source, sourceWidth)
        + "  "
        + (event.topic().equals(Graph.STATE_CHANGES) ? stateChange(event) : value(event));
  }

  private static String stateChange(Event event) {
    return Show.whole(StateChangeText.of(Leat.valueOf(event).json()));
  }

  /** The value as JSON that is safe to look at; of one that lies in an object, which that is. */
  private static String value(Event event) {
    ObjectId object = event.payload().object();
    return object == null ? Show.whole(Leat.valueOf(event).toString()) : "(" + object + ")";
  }

  private static Instant time(Event event) {
    return Instant.EPOCH.plus(event.timeMicros(), ChronoUnit.MICROS);
  }

  private static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static DateTimeFormatter instants(int digits) {
    return new DateTimeFormatterBuilder().appendInstant(digits).toFormatter();
  }
}
