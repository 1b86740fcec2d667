package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.state.TraversalReader;
import io.leat.state.TraversalReader.Traversal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes that a fork takes over as recorded from the line that it left: at roots which it
 * carried over, those of nodes that are not to be executed again. Both lines are read side by side,
 * so what is held in memory is what roots under way have. Owned by the engine's thread.
 */
final class Inherited implements AutoCloseable {
  private record Call(String node, int call) {}

  /** What the line that was left has of one root. */
  private record Held(
      Extent extent, Map<Call, List<Event>> products, Map<Call, JsonNode> told, Event root) {}

  private final LogStore store;
  private final EventLog log;

  /** The present name of a node that is recorded under the one it had. */
  private final UnaryOperator<String> nowCalled;

  private final Extents extents;

  private final TreeMap<Long, Held> roots = new TreeMap<>();
  private @Nullable Source source;

  Inherited(LogStore store, EventLog log, Extents extents, UnaryOperator<String> nowCalled) {
    this.store = store;
    this.log = log;
    this.extents = extents;
    this.nowCalled = nowCalled;
  }

  /** The line that was left, being read. */
  private final class Source implements AutoCloseable {
    final String line;
    final Lineage lineage;
    final TraversalReader reader;
    final Makers makers;

    /** How invocations ended, by root, as far as state changes tell. */
    final TreeMap<Long, Map<Call, JsonNode>> told = new TreeMap<>();

    Source(Extent extent, Origin first) {
      line = extent.line();
      Branch left = Lineage.named(store, line);
      if (left == null) {
        throw new Invalid(
            "branch "
                + log.branch().name()
                + " was to take over what is recorded on the branch that it was forked from, which"
                + " is gone; delete it and replay again");
      }
      EventLog there = store.log(left.name());
      lineage = new Lineage(there.ancestry());
      makers = new Makers(store, there, Eras.of(there));
      long from = first.line().equals(line) ? first.offset() : forkedAt();
      reader = TraversalReader.between(there, from, Long.MAX_VALUE, this::look);
    }

    /** Where this branch, or the one that it was forked from, left the line. */
    private long forkedAt() {
      for (Branch of : log.ancestry()) {
        if (of.fork() != null && of.fork().line().equals(line)) {
          return of.fork().offset();
        }
      }
      return 0;
    }

    private void look(Event root) {
      if (!root.topic().equals(Graph.STATE_CHANGES)) {
        return;
      }
      JsonNode change = LoggedValue.of(root.payload()).json();
      if (StateChange.isOutcome(change)) {
        JsonNode about = change.path("about");
        told.computeIfAbsent(about.path("root").asLong(), _ -> new HashMap<>())
            .put(new Call(nowCalled.apply(about.path("node").asText()), call(about)), change);
      }
    }

    private int call(JsonNode about) {
      return about.path("call").asInt();
    }

    Held held(Extent extent, Origin origin) {
      Traversal next = next();
      while (next != null && !lineage.origin(next.root()).equals(origin)) {
        next = next();
      }
      if (next == null) {
        throw new IllegalStateException("line " + line + " has no root of origin " + origin);
      }
      told.headMap(next.root().offset()).clear();
      Map<Call, List<Event>> products = new HashMap<>();
      for (Event event : next.products()) {
        products
            .computeIfAbsent(
                new Call(nowCalled.apply(Recorded.nodeOf(event)), event.call()),
                _ -> new ArrayList<>(1))
            .add(event);
      }
      Map<Call, JsonNode> outcomes = told.remove(next.root().offset());
      return new Held(extent, products, outcomes == null ? Map.of() : outcomes, next.root());
    }

    private @Nullable Traversal next() {
      Traversal next = reader.next();
      return next != null ? next : reader.unsettled();
    }

    @Override
    public void close() {
      reader.close();
    }
  }

  /** A root is being handled. */
  void take(Event root) {
    Origin origin = root.origin();
    Extent extent = origin == null ? Extent.ALL : extents.at(root.offset());
    if (origin == null || extent.cone() == null) {
      return;
    }
    Source open = source;
    if (open == null || !open.line.equals(extent.line())) {
      close();
      open = new Source(extent, origin);
      source = open;
    }
    Held held = open.held(extent, origin);
    if (held.root().offset() < extent.settled()) {
      roots.put(root.offset(), held);
    }
  }

  /** No node will be handled at a root below this one any more. */
  void finishedBelow(long root) {
    if (!roots.isEmpty()) {
      roots.headMap(root).clear();
    }
  }

  /** How an invocation ended on the line that was left; null if it is to be run here. */
  Outcome.@Nullable Inherited of(String node, long root, int call) {
    Held held = roots.isEmpty() ? null : roots.get(root);
    if (held == null || !takenOver(node, held)) {
      return null;
    }
    Call key = new Call(node, call);
    return new Outcome.Inherited(
        held.products().getOrDefault(key, List.of()), held.told().get(key));
  }

  private boolean takenOver(String node, Held held) {
    Extent extent = held.extent();
    Set<String> cone = extent.cone();
    boolean runs = cone == null || cone.contains(node);
    return !runs || (extent.heads().contains(node) && !madeBy(node, held));
  }

  private boolean madeBy(String node, Held held) {
    Source open = source;
    if (open == null) {
      return true;
    }
    Event made =
        held.products().entrySet().stream()
            .filter(entry -> entry.getKey().node().equals(node))
            .map(entry -> entry.getValue().getFirst())
            .findFirst()
            .orElse(null);
    String code =
        made == null ? open.makers.handling(node, held.root().offset()) : open.makers.code(made);
    return held.extent().code().equals(code);
  }

  @Override
  public void close() {
    if (source != null) {
      source.close();
      source = null;
    }
  }
}
