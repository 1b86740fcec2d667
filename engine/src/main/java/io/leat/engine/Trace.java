package io.leat.engine;

import io.leat.engine.EngineEvent.Reason;
import io.leat.nodes.Handed;
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

  /** Passes on what is told seldom. */
  void tell(EngineEvent event) {
    if (listener != null) {
      listener.accept(event);
    }
  }

  void taken(Published root) {
    roots++;
    if (listener != null) {
      listener.accept(new EngineEvent.Taken(root.root, root.topic.name));
    }
  }

  void invoked(InputSet set, int call, Handed handed) {
    invoked++;
    if (listener != null) {
      listener.accept(new EngineEvent.Invoked(set.root(), node(set), call, handed));
    }
  }

  void reused(InputSet set, int call) {
    reused++;
    if (listener != null) {
      listener.accept(new EngineEvent.Reused(set.root(), node(set), call));
    }
  }

  void skipped(InputSet set, int call, Reason why) {
    if (listener != null) {
      listener.accept(
          new EngineEvent.Skipped(set.root(), node(set), call, set.site().binding, why));
    }
  }

  /** A trigger led to no invocation at a site. */
  void skipped(Station station, long root, int call, Site site) {
    if (listener != null) {
      listener.accept(
          new EngineEvent.Skipped(root, station.node.name(), call, site.binding, site.skipped()));
    }
  }

  void retrying(InputSet set, int call, int attempt, String message) {
    if (listener != null) {
      listener.accept(new EngineEvent.Retrying(set.root(), node(set), call, attempt, message));
    }
  }

  void withheld(InputSet set, int call, String topic) {
    if (listener != null) {
      listener.accept(new EngineEvent.Withheld(set.root(), node(set), call, topic));
    }
  }

  private static String node(InputSet set) {
    return set.site().station.node.name();
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

  void failed(InputSet set, int call, String message) {
    failed++;
    if (listener != null) {
      listener.accept(
          new EngineEvent.Failed(set.root(), node(set), call, set.site().binding, message));
    }
  }

  void committed(long first, int count, long settled) {
    if (listener != null) {
      listener.accept(new EngineEvent.Committed(first, count, settled));
    }
  }
}
