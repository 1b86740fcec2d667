package io.leat.cli;

import io.leat.engine.Invocation;
import io.leat.engine.Invocation.Seen;
import io.leat.engine.Invocation.Setting;
import io.leat.engine.Leat;
import io.leat.engine.Provenance;
import io.leat.engine.Provenance.Dependent;
import io.leat.engine.Turn;
import io.leat.engine.Turn.Missed;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Show;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What {@code why} answers, for people: a tree whose lines are events, each under what was made of
 * it.
 */
final class WhyText {
  private static final int VALUE_CHARS_MAX = 120;
  private static final int CODE_CHARS = 12;

  private final Output out;
  private final Set<Long> shown = new HashSet<>();

  WhyText(Output out) {
    this.out = out;
  }

  void provenance(Provenance provenance) {
    Event event = provenance.event();
    cause("", "", event, provenance.made());
    Event next = provenance.superseded();
    if (next != null) {
      out.line("until offset " + next.offset() + ", the next on " + Show.whole(next.topic()));
    }
    dependents(provenance);
  }

  /** An event, and below it how it came about; what was shown before is only named. */
  private void cause(String indent, String name, Event event, Map<Long, Invocation> made) {
    Invocation by = made.get(event.offset());
    boolean again = by != null && !shown.add(event.offset());
    out.line(indent + name + event(event) + (again ? "  (see above)" : source(event, by)));
    if (by == null || again) {
      return;
    }
    String deeper = indent + "  ";
    out.line(deeper + madeBy(by));
    for (Seen seen : by.inputs()) {
      seen(deeper, seen, made);
    }
    for (Seen own : by.own()) {
      Event last = own.event();
      out.line(deeper + "own " + own.name() + ": " + (last == null ? "absent" : event(last)));
    }
    by.options().forEach(setting -> out.line(deeper + option(setting)));
  }

  private void seen(String indent, Seen seen, Map<Long, Invocation> made) {
    Event event = seen.event();
    String name = seen.name() + (seen.triggered() ? " (trigger): " : ": ");
    if (event == null) {
      out.line(indent + name + "absent");
    } else {
      cause(indent, name, event, made);
    }
  }

  private static String source(Event event, @Nullable Invocation by) {
    if (event.isRoot()) {
      return event.topic().equals(Graph.STATE_CHANGES) ? "" : "  root";
    }
    return by == null
        ? "  by " + event.node() + " at root " + event.root() + "; leat why " + event.offset()
        : "";
  }

  private static String event(Event event) {
    return Show.whole(event.offset() + "  " + event.topic() + " = " + value(event));
  }

  private static String value(Event event) {
    if (event.topic().equals(Graph.STATE_CHANGES)) {
      return StateChangeText.of(Leat.valueOf(event).json());
    }
    if (event.payload().object() != null) {
      return "(" + event.payload().object() + ")";
    }
    String text = Leat.valueOf(event).toString();
    return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
  }

  private static String madeBy(Invocation by) {
    return Show.whole("made by " + call(by) + "; " + code(by) + "; duration not on record");
  }

  private static String call(Invocation by) {
    return by.root()
        + "."
        + by.node()
        + "."
        + by.call()
        + (by.binding().isEmpty() ? "" : " " + by.binding());
  }

  private static String code(Invocation by) {
    String code = by.code();
    return code == null
        ? "code unknown"
        : "code " + (code.length() <= CODE_CHARS ? code : code.substring(0, CODE_CHARS));
  }

  private static String option(Setting setting) {
    Event set = setting.set();
    return Show.whole(
        "option "
            + setting.name()
            + ": "
            + setting.value()
            + (set == null ? "  default" : "  set at offset " + set.offset()));
  }

  private void dependents(Provenance provenance) {
    if (provenance.dependents().isEmpty()) {
      out.line(
          provenance.more() ? "what was made of it was not looked for" : "nothing was made of it");
      return;
    }
    out.line("made of it:");
    for (Dependent dependent : provenance.dependents()) {
      Event event = dependent.event();
      boolean directly = dependent.of() == provenance.event().offset();
      out.line(
          "  "
              + event(event)
              + "  by "
              + event.node()
              + " at root "
              + event.root()
              + (directly ? "" : ", of " + dependent.of()));
    }
    if (provenance.more()) {
      out.line("  and perhaps more; these are the first");
    }
  }

  /** The invocation whose end an event tells. */
  void told(Invocation by) {
    out.line("it tells of " + Show.whole(call(by)) + "; " + code(by));
    inputs("  ", by);
  }

  private void inputs(String indent, Invocation by) {
    by.inputs().forEach(seen -> seen(indent, seen, Map.of()));
    for (Seen own : by.own()) {
      Event last = own.event();
      out.line(indent + "own " + own.name() + ": " + (last == null ? "absent" : event(last)));
    }
    by.options().forEach(setting -> out.line(indent + option(setting)));
  }

  /** What a node did at a root. */
  void turn(Turn turn) {
    out.line(Show.whole("root " + event(turn.root())));
    turn("", turn);
  }

  private void turn(String indent, Turn turn) {
    out.line(indent + Show.whole(turn.node()) + " " + standing(turn));
    for (Invocation by : turn.invocations()) {
      out.line(indent + "  " + Show.whole(call(by)) + ": " + ending(by) + "; " + code(by));
      if (indent.isEmpty()) {
        inputs("    ", by);
      }
    }
    turn.missed().forEach(missed -> out.line(indent + "  " + missed(missed)));
    turn.upstream().forEach(above -> turn(indent + "  ", above));
  }

  private static String standing(Turn turn) {
    return switch (turn.standing()) {
      case INVOKED -> "was invoked " + Words.count(turn.invocations().size(), "time");
      case HELD_BACK -> "was not invoked: an input that it requires was absent";
      case NOT_TRIGGERED ->
          "was not triggered: this root caused nothing on what it subscribes to"
              + (turn.upstream().isEmpty() ? "" : "; upstream of it:");
      case QUIET -> "was not triggered: this root wakes nobody";
      case NOT_IN_GRAPH -> "is not in the graph that handled this root";
      case NOT_YET_PART -> "came to the graph later, and takes part in later roots only";
      case NOTHING_RAN -> "did not run: no graph has run on this branch yet; leat run does it";
    };
  }

  private static String ending(Invocation by) {
    List<String> parts = new ArrayList<>();
    Event told = by.told();
    if (told != null) {
      parts.add(StateChangeText.of(Leat.valueOf(told).json()) + " (offset " + told.offset() + ")");
    }
    if (!by.products().isEmpty()) {
      parts.add(
          "published "
              + String.join(
                  ", ",
                  by.products().stream()
                      .map(event -> event.offset() + " " + event.topic())
                      .toList()));
    } else if (by.open()) {
      parts.add("has not ended yet");
    } else if (told == null) {
      parts.add("published nothing: it had nothing to say, or a distinct topic has it already");
    }
    return Show.whole(String.join("; ", parts));
  }

  private static String missed(Missed missed) {
    String at = missed.binding().isEmpty() ? "" : missed.binding() + ": ";
    return Show.whole(
        at
            + (missed.absent().isEmpty()
                ? "one more trigger showed the same events: one invocation"
                : "absent: " + String.join(", ", missed.absent())));
  }
}
