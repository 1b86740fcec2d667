package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.engine.Invocation;
import io.leat.engine.Invocation.Seen;
import io.leat.engine.Invocation.Setting;
import io.leat.engine.Provenance;
import io.leat.engine.Turn;
import io.leat.log.Event;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What {@code why} answers, as JSON: an object for each event that was followed, the one asked
 * about first, then one for each that was made of it.
 */
final class WhyJson {

  private WhyJson() {}

  static void print(Provenance provenance, Output out) {
    event("asked", provenance.event(), provenance).printTo(out);
    provenance.made().values().stream()
        .flatMap(by -> by.inputs().stream())
        .map(Seen::event)
        .filter(event -> event != null && event.offset() != provenance.event().offset())
        .distinct()
        .forEach(event -> event("cause", event, provenance).printTo(out));
    provenance
        .dependents()
        .forEach(
            dependent ->
                head("dependent", dependent.event()).put("of", dependent.of()).printTo(out));
  }

  private static JsonLine event(String why, Event event, Provenance provenance) {
    JsonLine line = head(why, event);
    Invocation by = provenance.made().get(event.offset());
    line = by == null ? line.absent("by") : line.raw("by", invocation(by).bytes());
    if (event.offset() != provenance.event().offset()) {
      return line;
    }
    Event next = provenance.superseded();
    line = next == null ? line.absent("superseded") : line.put("superseded", next.offset());
    return line.put("more", provenance.more());
  }

  private static JsonLine head(String why, Event event) {
    JsonLine line = new JsonLine().put("why", why);
    EventPrinter.addTo(line, event);
    return line;
  }

  /** An invocation: offsets name the events that it was handed and published. */
  static JsonLine invocation(Invocation by) {
    JsonLine line =
        new JsonLine()
            .put("root", by.root())
            .put("node", by.node())
            .put("call", by.call())
            .raw("binding", strings(by).bytes())
            .put("code", by.code())
            .put("trigger", by.trigger())
            .raw("inputs", seen(by.inputs()).bytes())
            .raw("own", seen(by.own()).bytes())
            .raw("options", options(by.options()).bytes())
            .raw("products", list(by.products(), event -> Long.toString(event.offset())));
    Event told = by.told();
    line = told == null ? line.absent("told") : line.put("told", told.offset());
    return line.put("ended", !by.open()).absent("duration");
  }

  private static JsonLine strings(Invocation by) {
    JsonLine line = new JsonLine();
    by.binding().values().forEach(line::put);
    return line;
  }

  private static JsonLine seen(List<Seen> seen) {
    JsonLine line = new JsonLine();
    for (Seen one : seen) {
      Event event = one.event();
      line = event == null ? line.absent(one.name()) : line.put(one.name(), event.offset());
    }
    return line;
  }

  private static JsonLine options(List<Setting> settings) {
    JsonLine line = new JsonLine();
    settings.forEach(setting -> line.put(setting.name(), setting.value()));
    return line;
  }

  /** What a node did at a root. */
  static JsonLine turn(Turn turn) {
    return new JsonLine()
        .put("node", turn.node())
        .put("root", turn.root().offset())
        .put("standing", word(turn))
        .raw("invocations", list(turn.invocations(), by -> text(invocation(by))))
        .raw("missed", list(turn.missed(), WhyJson::missed))
        .raw("upstream", list(turn.upstream(), above -> text(turn(above))));
  }

  private static String missed(Turn.Missed missed) {
    JsonLine binding = new JsonLine();
    missed.binding().values().forEach(binding::put);
    return text(
        new JsonLine()
            .raw("binding", binding.bytes())
            .raw("absent", list(missed.absent(), name -> '"' + name + '"')));
  }

  private static String word(Turn turn) {
    return turn.standing().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static <T> byte[] list(List<T> items, Function<T, String> json) {
    return ("[" + String.join(",", items.stream().map(json).toList()) + "]").getBytes(UTF_8);
  }

  private static String text(JsonLine line) {
    return new String(line.bytes(), UTF_8);
  }
}
