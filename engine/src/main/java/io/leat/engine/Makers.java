package io.leat.engine;

import io.leat.engine.Eras.Era;
import io.leat.log.Branch;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.log.Origin;
import io.leat.nodes.Node;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Which code made what is on a branch: that of the graph which ran when it was first written. */
final class Makers {
  private final LogStore store;
  private final EventLog log;
  private final Eras eras;
  private final Extents extents;

  Makers(LogStore store, EventLog log, Eras eras) {
    this.store = store;
    this.log = log;
    this.eras = eras;
    this.extents = new Extents(log, UnaryOperator.identity());
  }

  /** Identity of the code that made a product; null if no log tells. */
  @Nullable String code(Event product) {
    String node = Recorded.nodeOf(product);
    Set<String> cone = extents.at(product.root()).cone();
    if (cone != null && !cone.contains(node)) {
      return inherited(product);
    }
    Makers parent = parentOf(product.root(), product.offset());
    Event there = parent == null ? null : parent.same(product, product.root());
    return parent == null || there == null ? code(node, product.offset()) : parent.code(there);
  }

  /** Of a product that was taken over with the record of another line; null if that is gone. */
  private @Nullable String inherited(Event product) {
    Event root = Stretch.of(log, product.root(), Engine.LEAD, _ -> false).root();
    Branch left = Lineage.named(store, extents.at(product.root()).line());
    Origin origin = root.origin();
    if (left == null || origin == null) {
      return left == null ? null : code(Recorded.nodeOf(product), product.offset());
    }
    EventLog there = store.log(left.name());
    Makers makers = new Makers(store, there, Eras.of(there));
    Event same = origin.line().equals(left.line()) ? makers.same(product, origin.offset()) : null;
    return same == null ? code(Recorded.nodeOf(product), product.offset()) : makers.code(same);
  }

  /** Identity of the code of a node that wrote at an offset. */
  @Nullable String code(String name, long offset) {
    Era era = eras.writing(offset);
    Node node = era == null ? null : era.graph().node(name);
    return node == null ? null : node.code();
  }

  /** Identity of the code of a node when a root was handled at last; null if no log tells. */
  @Nullable String handling(String name, long root) {
    Era era = eras.handling(root);
    Node node = era == null ? null : era.graph().node(name);
    return node == null ? null : node.code();
  }

  /** Those of the parent, if this branch is a fork that carried the outcome of a root over. */
  private @Nullable Makers parentOf(long root, long offset) {
    Branch.Fork fork = log.branch().fork();
    if (fork == null || root >= fork.offset() || offset < fork.offset()) {
      return null;
    }
    Branch parent = Lineage.named(store, fork.line());
    if (parent == null) {
      return null;
    }
    EventLog there = store.log(parent.name());
    return new Makers(store, there, Eras.of(there));
  }

  /** The event here that was carried over; null if it is not here. */
  private @Nullable Event same(Event carried, long root) {
    for (Event event : Stretch.of(log, root, Engine.LEAD, _ -> false).products()) {
      if (Recorded.nodeOf(event).equals(carried.node())
          && event.call() == carried.call()
          && event.ordinal() == carried.ordinal()) {
        return event;
      }
    }
    return null;
  }
}
