package io.leat.testkit;

import io.leat.engine.EngineEvent;
import io.leat.log.Event;
import io.leat.nodes.value.Binding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What an engine did in a story, in order: what ran, what failed, and how to tell of it. */
final class Account implements Consumer<EngineEvent> {
  private static final int LINES_MAX = 24;
  private static final int VALUE_CHARS_MAX = 160;

  private final List<EngineEvent> steps = new ArrayList<>();

  /** How many of the steps were asked for by {@link #ran}. */
  private int asked;

  @Override
  public void accept(EngineEvent step) {
    steps.add(step);
  }

  /** What ran since this was last asked: {@code classify {id=ci37}}. */
  List<String> ran() {
    List<String> ran = new ArrayList<>();
    for (EngineEvent step : steps.subList(asked, steps.size())) {
      if (step instanceof EngineEvent.Invoked call) {
        ran.add(at(call.node(), call.handed().binding()));
      }
    }
    asked = steps.size();
    return ran;
  }

  List<EngineEvent.Failed> failures() {
    return steps.stream()
        .filter(EngineEvent.Failed.class::isInstance)
        .map(EngineEvent.Failed.class::cast)
        .toList();
  }

  /** Whether a node ran since the story began. */
  boolean ran(String node) {
    return steps.stream()
        .anyMatch(step -> step instanceof EngineEvent.Invoked call && call.node().equals(node));
  }

  static String at(String node, Binding binding) {
    return binding.isEmpty() ? node : node + " " + binding;
  }

  /**
   * The end of the story as lines: what came, and what it made run.
   *
   * @param events what is on the log
   */
  List<String> lines(List<Event> events) {
    Map<Long, Event> byOffset = new HashMap<>();
    Map<String, Event> byIdentity = new HashMap<>();
    for (Event event : events) {
      byOffset.put(event.offset(), event);
      byIdentity.put(
          identity(event.root(), String.valueOf(event.node()), event.call(), event.ordinal()),
          event);
    }
    List<String> lines = new ArrayList<>();
    for (EngineEvent step : steps) {
      switch (step) {
        case EngineEvent.Restored _ ->
            lines.add(lines.isEmpty() ? "the engine started" : "the engine started again");
        case EngineEvent.Taken root -> lines.add(root.topic() + " came" + value(byOffset, root));
        case EngineEvent.Invoked call ->
            lines.add("  " + at(call.node(), call.handed().binding()) + " ran");
        case EngineEvent.Published p ->
            lines.add(
                "    published "
                    + p.topic()
                    + value(byIdentity.get(identity(p.root(), p.node(), p.call(), p.ordinal()))));
        case EngineEvent.Failed f ->
            lines.add("    " + at(f.node(), f.binding()) + " failed: " + cut(f.message()));
        case EngineEvent.Retrying r ->
            lines.add("    " + r.node() + " failed and is tried again: " + cut(r.message()));
        case EngineEvent.Reused _,
            EngineEvent.Skipped _,
            EngineEvent.Withheld _,
            EngineEvent.Planned _,
            EngineEvent.SnapshotTaken _,
            EngineEvent.SnapshotIgnored _,
            EngineEvent.Committed _ -> {}
      }
    }
    lines.removeIf(line -> line.startsWith("state-changes.log came"));
    int more = lines.size() - LINES_MAX;
    return more <= 0 ? lines : lines.subList(more, lines.size());
  }

  private static String value(Map<Long, Event> byOffset, EngineEvent.Taken root) {
    return value(byOffset.get(root.root()));
  }

  private static String value(@org.jspecify.annotations.Nullable Event event) {
    return event == null ? "" : ": " + cut(Values.of(event).toString());
  }

  private static String identity(long root, String node, int call, int ordinal) {
    return root + "." + node + "." + call + "." + ordinal;
  }

  static String cut(String text) {
    return text.length() <= VALUE_CHARS_MAX ? text : text.substring(0, VALUE_CHARS_MAX) + "…";
  }
}
