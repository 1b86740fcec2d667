package io.leat.engine.simulation;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Invocation;
import io.leat.engine.oracle.Oracle;
import io.leat.engine.simulation.Subject.Identity;
import io.leat.engine.simulation.Subject.Ran;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a log on which nothing waits must have in common with what the rule demands: everything. */
final class Agreement {
  private final List<Event> events;
  private final Past past;
  private final Oracle oracle;

  private Agreement(List<Event> events, Past past) {
    this.events = events;
    this.past = past;
    this.oracle = past.oracle();
  }

  /**
   * @param events all that the log holds
   * @param ran every call of node code, as far as it can be compared
   */
  static void demand(List<Event> events, Past past, List<Ran> ran) {
    var agreement = new Agreement(events, past);
    agreement.onEvents();
    agreement.onFailures();
    agreement.onCauses();
    agreement.onCalls(ran);
  }

  /**
   * Every event, and the canonical form, which is all that counts where state changes cannot be
   * seen.
   */
  private void onEvents() {
    equal("the log", oracle.canonicalForm(), CanonicalForm.whole(events));
    if (past.plain()) {
      equal("the canonical form", canonicalForm(), CanonicalForm.of(events));
    }
  }

  /** Of an oracle that is told of nothing but what came from outside. */
  private String canonicalForm() {
    var outside = new Oracle(past.graph());
    for (Event event : events) {
      if (event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES)) {
        Value value = Value.encoded(event.payload().bytes());
        if (event.quiet()) {
          outside.appendQuietly(event.topic(), value);
        } else {
          outside.append(event.topic(), value);
        }
      }
    }
    return outside.canonicalForm();
  }

  private static void equal(String what, String expected, String actual) {
    hold(actual.equals(expected), what + " differs: " + Difference.between(expected, actual));
  }

  /** The failures that the log tells of are those that the rule demands. */
  private void onFailures() {
    var expected = new HashSet<Identity>();
    for (Invocation invocation : oracle.invocations()) {
      if (invocation.failed()) {
        expected.add(past.identity(invocation));
      }
    }
    Set<Identity> actual = past.failures();
    hold(actual.equals(expected), "told failures " + actual + " instead of " + expected);
  }

  /** Each product names the first trigger of its set. */
  private void onCauses() {
    var causes = new HashMap<Identity, String>();
    for (Invocation invocation : oracle.invocations()) {
      causes.put(past.identity(invocation), invocation.cause());
    }
    for (Event event : events) {
      if (event.node() != null) {
        Event cause = events.get((int) event.cause());
        String actual =
            cause.isRoot() ? "root" : cause.node() + "." + cause.call() + "." + cause.ordinal();
        String expected = causes.get(new Identity(event.root(), event.node(), event.call()));
        hold(
            actual.equals(expected),
            "the cause of " + event.offset() + " is " + actual + " instead of " + expected);
      }
    }
  }

  /** Whatever was computed was computed on what the rule demands. */
  private void onCalls(List<Ran> ran) {
    var byIdentity = new HashMap<Identity, Invocation>();
    oracle
        .invocations()
        .forEach(invocation -> byIdentity.put(past.identity(invocation), invocation));
    for (Ran call : ran) {
      var identity = new Identity(call.root(), call.node(), call.call());
      Invocation invocation = byIdentity.get(identity);
      if (invocation == null) {
        throw new AssertionError(identity + " was called; the rule demands no such call");
      }
      String expected = Invocation.text(invocation.node(), invocation.handed());
      String actual = Invocation.text(invocation.node(), call.handed());
      hold(actual.equals(expected), identity + " was handed " + actual + " instead of " + expected);
    }
  }

  private static void hold(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
