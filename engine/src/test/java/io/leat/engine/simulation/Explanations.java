package io.leat.engine.simulation;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Invocation;
import io.leat.engine.simulation.Subject.Explainer;
import io.leat.engine.simulation.Subject.Identity;
import io.leat.log.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of itself when it is asked why, compared with what the oracle knows: for every
 * product, what triggered its call, and for it and every node at every root, the events handed.
 */
final class Explanations {
  private final List<Event> events;
  private final Past past;
  private final Map<Long, Integer> numbers;

  private Explanations(List<Event> events, Past past) {
    this.events = events;
    this.past = past;
    this.numbers = CanonicalForm.allNumbers(events);
  }

  static void demand(@Nullable Explainer explainer, List<Event> events, Past past) {
    if (explainer != null) {
      new Explanations(events, past).demand(explainer);
    }
  }

  private void demand(Explainer explainer) {
    List<Invocation> invocations = past.oracle().invocations();
    var shown = new HashMap<Identity, List<@Nullable String>>();
    var triggers = new HashMap<Identity, String>();
    var calls = new TreeMap<Long, Map<String, List<List<@Nullable String>>>>();
    for (Invocation invocation : invocations) {
      Identity call = past.identity(invocation);
      shown.put(call, invocation.shown());
      triggers.put(call, invocation.trigger());
      calls
          .computeIfAbsent(call.root(), _ -> new TreeMap<>())
          .computeIfAbsent(call.node(), _ -> new ArrayList<>())
          .add(invocation.shown());
    }
    for (Event event : events) {
      if (event.node() != null) {
        var call = new Identity(event.root(), event.node(), event.call());
        Explainer.Made made = explainer.made(event);
        equal("product " + event.offset(), shown.get(call), names(made.inputs()));
        equal("trigger of product " + event.offset(), triggers.get(call), made.trigger());
      }
    }
    for (Event root : events) {
      for (var node : past.graph().nodes()) {
        if (root.isRoot()) {
          var expected =
              calls.getOrDefault(root.offset(), Map.of()).getOrDefault(node.name(), List.of());
          var actual =
              explainer.calls(root.offset(), node.name()).stream().map(this::names).toList();
          equal(node.name() + " at root " + root.offset(), expected, actual);
        }
      }
    }
  }

  private List<@Nullable String> names(List<@Nullable Event> handed) {
    var names = new ArrayList<@Nullable String>();
    for (Event event : handed) {
      names.add(event == null ? null : numbers.get(event.root()) + " " + name(event));
    }
    return names;
  }

  private static String name(Event event) {
    return event.isRoot() ? "root" : event.node() + "." + event.call() + "." + event.ordinal();
  }

  private static void equal(String what, @Nullable Object expected, Object actual) {
    if (!actual.equals(expected)) {
      throw new AssertionError(
          what + ": expected " + expected + "; asked why, the log says " + actual);
    }
  }
}
