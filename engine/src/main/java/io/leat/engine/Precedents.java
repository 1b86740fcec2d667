package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Branch;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How recorded and effect nodes answered on the line that a fork left: what holds on the fork too
 * where the same execution meets the same root, under the name that the node has now. Read when the
 * engine starts. Owned by the engine's thread.
 */
final class Precedents {
  /** The line that every workspace begins with. */
  private static final String MAIN_LINE = "0";

  private record Key(Origin root, String node, int call) {}

  private record Precedent(String execution, JsonNode products, List<Event> events) {}

  private record Call(long root, String node, int call) {}

  private final Lineage lineage;
  private final Terms terms;
  private final Map<Key, Precedent> answers = new HashMap<>();

  /** The roots that the line in whose place this branch was put had finished. */
  private final Set<Origin> finished = new HashSet<>();

  /** By unfinished root, where it came from. */
  private final TreeMap<Long, Origin> origins = new TreeMap<>();

  private final Extents extents;

  private Precedents(Lineage lineage, Terms terms, Extents extents) {
    this.lineage = lineage;
    this.terms = terms;
    this.extents = extents;
  }

  static Precedents of(Place place, Graph graph, Extents extents) {
    EventLog log = place.log();
    Lineage lineage = new Lineage(log.ancestry());
    Branch.Fork fork = lineage.branch().fork();
    boolean asked = graph.nodes().stream().anyMatch(node -> node.kind() != Kind.PURE);
    if (fork == null || !asked) {
      return new Precedents(lineage, Terms.NONE, extents);
    }
    Terms terms = Terms.of(log);
    Precedents precedents = new Precedents(lineage, terms, extents);
    String line = terms.superseded().isEmpty() ? fork.line() : terms.superseded();
    Branch left = Lineage.named(place.store(), line);
    if (terms.any() && left != null) {
      EventLog there = place.store().log(left.name());
      precedents.read(there, lineage.sharedBelow(new Lineage(there.ancestry())), graph);
    }
    return precedents;
  }

  private void read(EventLog parent, long from, Graph graph) {
    Lineage there = new Lineage(parent.ancestry());
    Map<Long, Origin> roots = new HashMap<>();
    Map<Call, List<Event>> products = new HashMap<>();
    try (var reader = parent.read(from)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.root() < from) {
            continue;
          }
          if (!event.isRoot()) {
            String name = Plan.nowCalled(graph, Recorded.nodeOf(event));
            Node node = graph.node(name);
            if (node != null && node.kind() != Kind.PURE) {
              products
                  .computeIfAbsent(
                      new Call(event.root(), name, event.call()), c -> new ArrayList<>())
                  .add(event);
            }
          } else if (event.topic().equals(Graph.STATE_CHANGES)) {
            look(LoggedValue.of(event.payload()).json(), graph, roots, products);
          } else {
            Origin origin = there.origin(event);
            roots.put(event.offset(), origin);
            if (event.offset() < terms.settled()) {
              finished.add(origin);
            }
          }
        }
      }
    }
  }

  private void look(
      JsonNode change, Graph graph, Map<Long, Origin> roots, Map<Call, List<Event>> products) {
    if (!StateChange.is(change, StateChange.RECORDED)
        && !StateChange.is(change, StateChange.DELIVERED)) {
      return;
    }
    JsonNode about = change.path("about");
    String node = Plan.nowCalled(graph, about.path("node").asText());
    Call call = new Call(about.path("root").asLong(), node, about.path("call").asInt());
    Origin origin = roots.get(call.root());
    if (origin != null) {
      List<Event> events = products.remove(call);
      answers.put(
          new Key(origin, call.node(), call.call()),
          new Precedent(
              change.path("execution").asText(),
              change.path("products"),
              events == null ? List.of() : events));
    }
  }

  /** A root is being handled. */
  void take(Event root) {
    if (root.origin() != null) {
      origins.put(root.offset(), root.origin());
    }
  }

  /** No node will be handled at a root below this one any more. */
  void finishedBelow(long root) {
    if (!origins.isEmpty()) {
      origins.headMap(root).clear();
    }
  }

  /**
   * How an invocation of a recorded or effect node ends without being run; null if it is to be run.
   */
  @Nullable Outcome of(Node node, long root, int call, String execution) {
    Origin origin = origins.get(root);
    if (origin != null
        && node.kind() == Kind.RECORDED
        && extents.at(root).rerun().contains(node.name())) {
      return null;
    }
    Precedent precedent = origin == null ? null : answers.get(new Key(origin, node.name(), call));
    if (precedent != null && precedent.execution.equals(execution)) {
      return new Outcome.Known(Answer.products(node, precedent.products, precedent.events));
    }
    boolean delivered = precedent != null || (origin != null && finished.contains(origin));
    return node.kind() == Kind.EFFECT && (closed() || delivered) ? new Outcome.Closed() : null;
  }

  /** Whether effects are closed here. */
  boolean closed() {
    return !lineage.branch().name().equals(LogStore.MAIN);
  }

  /** What an effect is handed, so that its receiver can tell that it was reached before. */
  String key(Node node, long root, int call) {
    Origin origin = lineage.origin(root, origins.get(root));
    String line = origin.line().equals(MAIN_LINE) ? "" : origin.line() + ":";
    return line + origin.offset() + "." + node.name() + "." + call;
  }
}
