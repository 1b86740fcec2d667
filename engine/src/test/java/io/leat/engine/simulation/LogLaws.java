package io.leat.engine.simulation;

import io.leat.engine.simulation.Subject.Identity;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What every log fulfils at every moment, read commit by commit. */
final class LogLaws {
  private final List<Event> events = new ArrayList<>();
  private final Map<Identity, Integer> products = new HashMap<>();
  private final Map<String, Event> lastOfNode = new HashMap<>();
  private long settled;

  private LogLaws() {}

  /** Every event of a log, having checked them. */
  static List<Event> check(EventLog log) {
    var laws = new LogLaws();
    try (LogReader reader = log.read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        laws.check(commit);
      }
    }
    demand(
        laws.settled == log.settled(),
        "the log says settled %d, its last commit %d",
        log.settled(),
        laws.settled);
    return laws.events;
  }

  private void check(Commit commit) {
    demand(commit.settled() >= settled, "settled falls from %d to %d", settled, commit.settled());
    for (Event event : commit.events()) {
      demand(
          event.offset() == events.size(),
          "offset %d where %d belongs",
          event.offset(),
          events.size());
      String node = event.node();
      if (node == null) {
        demand(
            event.root() == event.offset(),
            "root %d says it is of %d",
            event.offset(),
            event.root());
      } else {
        checkProduct(event, node);
      }
      events.add(event);
    }
    demand(
        commit.settled() <= events.size(),
        "settled %d of %d events",
        commit.settled(),
        events.size());
    settled = commit.settled();
  }

  private void checkProduct(Event event, String node) {
    long offset = event.offset();
    demand(
        event.root() >= settled,
        "product %d of root %d after settled %d",
        offset,
        event.root(),
        settled);
    demand(event.cause() >= 0 && event.cause() < offset, "cause %d of %d", event.cause(), offset);
    demand(
        event.root() < offset && events.get((int) event.root()).isRoot(),
        "%d is no root of %d",
        event.root(),
        offset);
    long rootOfCause = events.get((int) event.cause()).root();
    demand(rootOfCause == event.root(), "%d has a cause of root %d", offset, rootOfCause);

    var identity = new Identity(event.root(), node, event.call());
    int expected = products.merge(identity, 1, Integer::sum) - 1;
    demand(
        event.ordinal() == expected,
        "%s has ordinal %d at %d where %d belongs",
        identity,
        event.ordinal(),
        offset,
        expected);
    Event before = lastOfNode.put(node, event);
    demand(
        before == null
            || before.root() < event.root()
            || (before.root() == event.root() && before.call() <= event.call()),
        "%s at %d comes after root %d",
        identity,
        offset,
        before == null ? -1 : before.root());
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void demand(boolean holds, String otherwise, Object... with) {
    if (!holds) {
      throw new AssertionError(otherwise.formatted(with));
    }
  }
}
