package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.LogWriter;
import io.leat.log.Payload;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where values from outside come in: each is checked before anything of its batch is written.
 * Thread-safe.
 */
final class Door {
  private final Graph graph;
  private final LogWriter writer;
  private final Options options;

  /**
   * @param set by topic of an option, the last value that it was set to
   */
  Door(Graph graph, LogWriter writer, Map<String, Value> set) {
    this.graph = graph;
    this.writer = writer;
    this.options = new Options(graph, set);
  }

  /**
   * Appends roots as one atomic batch. An option that has the value already, set or by default, is
   * left out; that it has it is as durable as asked for. In a guarded batch it wakes nobody
   * instead, so that what the guard asks for is on record.
   *
   * @return the offset of the first event; the end of the log if nothing had to be written. If the
   *     same batch was appended under its key before, the offset that it got then
   * @throws Invalid if a topic or a value is refused; nothing was written. The message says which
   *     root where there are several
   * @throws io.leat.log.LogException.Invalid if the guard is; nothing was written
   */
  long append(List<Root> roots, Durability durability, Guard guard) {
    long first = write(roots, guard);
    if (durability == Durability.DISK) {
      writer.force(); // while others write, so that those who wait share a force
    }
    return first;
  }

  private synchronized long write(List<Root> roots, Guard guard) {
    check(graph, roots);
    Batch batch = guard.batch(roots, writer.objects());
    Map<String, Value> set = new HashMap<>();
    for (Root root : roots) {
      Payload payload = LoggedValue.payload(root.value());
      if (!options.has(root.topic())) {
        batch.root(root.topic(), payload, null, false);
      } else if (differs(root, set)) {
        batch.root(root.topic(), payload, null, false);
        tellSet(batch, root);
        set.put(root.topic(), root.value());
      } else if (!guard.isNone()) {
        batch.root(root.topic(), payload, null, true);
      }
    }
    long end = writer.end();
    if (batch.size() == 0) {
      return end;
    }
    long first = writer.append(batch, writer.settled(), Durability.PROCESS);
    if (first >= end) {
      options.set(set);
    }
    return first;
  }

  /**
   * Appends roots of another branch, each with its origin, as one atomic batch. An option that has
   * the value already is left out.
   *
   * @param change tells of it, given the roots that are left out
   * @throws Invalid if a topic or a value is refused; nothing was written
   */
  synchronized void merge(
      List<Carried> roots,
      List<Carried> leftOut,
      Function<List<Carried>, Value> change,
      Durability durability) {
    check(graph, roots.stream().map(Carried::root).toList());
    List<Carried> without = new ArrayList<>(leftOut);
    Map<String, Value> set = new HashMap<>();
    Batch batch = writer.batch();
    for (Carried carried : roots) {
      Root root = carried.root();
      if (!options.has(root.topic())) {
        carried.addTo(batch);
      } else if (differs(root, set)) {
        batch.root(root.topic(), carried.event().payload(), carried.origin(), false);
        tellSet(batch, root);
        set.put(root.topic(), root.value());
      } else {
        without.add(carried);
      }
    }
    batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change.apply(without)), null, false);
    long _ = writer.append(batch, writer.settled(), durability);
    options.set(set);
  }

  private boolean differs(Root option, Map<String, Value> set) {
    return !option.value().equals(set.getOrDefault(option.topic(), options.value(option.topic())));
  }

  private static void tellSet(Batch batch, Root option) {
    Value change = StateChange.optionSet(option.topic(), option.value());
    batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, false);
  }

  /**
   * Checks roots without writing any.
   *
   * @throws Invalid if a topic or a value is refused; the message says which root where there are
   *     several
   */
  static void check(Graph graph, List<Root> roots) {
    for (int i = 0; i < roots.size(); i++) {
      try {
        check(graph, roots.get(i));
      } catch (Invalid e) {
        if (roots.size() == 1) {
          throw e;
        }
        String place = "event " + (i + 1) + " of " + roots.size() + ": ";
        throw new Invalid(e.problems().stream().map(place::concat).toList());
      }
    }
  }

  /** The engine's own topic takes one thing from outside: that an invocation is to be retried. */
  private static void check(Graph graph, Root root) {
    if (!root.topic().equals(Graph.STATE_CHANGES)
        || !StateChange.is(root.value().json(), StateChange.RETRIED)) {
      graph.checkRoot(root.topic(), root.value());
      return;
    }
    JsonNode about = root.value().json().path("about");
    Node node = graph.node(about.path("node").asText());
    if (node == null) {
      throw new Invalid(
          "node "
              + Show.text(about.path("node").asText())
              + " is not in the graph any more, so nothing can be retried");
    }
    Binding binding = StateChange.binding(about);
    if (!StateChange.binds(binding, node)) {
      throw new Invalid(
          "node "
              + node.name()
              + " has the variables "
              + node.variables()
              + " now and failed at "
              + binding
              + ", so nothing can be retried; append to its inputs instead");
    }
  }

  /**
   * Checks options before anything runs.
   *
   * @throws Invalid naming every problem
   */
  synchronized void checkOptions(List<Root> settings) {
    List<String> problems = options.problems(settings, Set.of());
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
  }
}
