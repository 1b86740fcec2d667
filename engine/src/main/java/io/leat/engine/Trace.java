package io.leat.engine;

import io.leat.nodes.Handed;
import io.leat.nodes.value.Binding;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the engine does, and tells whoever listens. Makes no event that nobody hears. Owned
 * by the engine's thread.
 */
final class Trace {
  private final @Nullable Consumer<EngineEvent> listener;
  private long roots;
  private long invoked;
  private long reused;
  private long published;
  private long failed;

  /**
   * A trace that has counted nothing yet.
   *
   * @param listener null if nobody listens
   */
  Trace(@Nullable Consumer<EngineEvent> listener) {
    this.listener = listener;
  }

  Report report() {
    return new Report(roots, invoked, reused, published, failed);
  }

  void restored(long settled, long end) {
    if (listener != null) {
      listener.accept(new EngineEvent.Restored(settled, end));
    }
  }

  void taken(Published root) {
    roots++;
    if (listener != null) {
      listener.accept(new EngineEvent.Taken(root.root, root.topic.name));
    }
  }

  void invoked(Station station, long root, int call, Handed handed) {
    invoked++;
    if (listener != null) {
      listener.accept(new EngineEvent.Invoked(root, station.node.name(), call, handed));
    }
  }

  void reused(Station station, long root, int call) {
    reused++;
    if (listener != null) {
      listener.accept(new EngineEvent.Reused(root, station.node.name(), call));
    }
  }

  void published(Station station, Published product) {
    published++;
    if (listener != null) {
      listener.accept(
          new EngineEvent.Published(
              product.root,
              station.node.name(),
              product.call,
              product.ordinal,
              product.topic.name));
    }
  }

  void failed(Station station, long root, int call, Binding binding, String message) {
    failed++;
    if (listener != null) {
      listener.accept(new EngineEvent.Failed(root, station.node.name(), call, binding, message));
    }
  }

  void committed(long first, int count, long settled) {
    if (listener != null) {
      listener.accept(new EngineEvent.Committed(first, count, settled));
    }
  }
}
