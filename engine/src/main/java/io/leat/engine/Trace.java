package io.leat.engine;

import io.leat.engine.EngineEvent.Reason;
import io.leat.nodes.Handed;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the engine does, and tells whoever listens. Makes no event that nobody hears. Owned
 * by the engine's thread.
 */
final class Trace {
  /** One invocation in so many is measured, of nodes that are quick. */
  private static final int MEASURED_ONE_IN = 64;

  /** A node that takes longer is measured each time. */
  private static final long QUICK_NANOS = 1_000_000;

  /**
   * An attempt to run node code.
   *
   * @param number which one of all, from 1
   * @param rank of the node
   */
  record InHand(long number, int rank, long root) {}

  private final @Nullable Consumer<EngineEvent> listener;
  private final @Nullable InstantSource clock;

  /** Which attempt of all the engine's thread is at, from 1; 0 if at none. Seen by others. */
  private final AtomicLong inHand = new AtomicLong();

  /** The rank of its node, and its root; for who has seen it. */
  private int inHandRank;

  private long inHandRoot;

  private long begunNanos;
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
    this(listener, null);
  }

  /**
   * One that measures how long invocations take.
   *
   * @param clock null if nobody is to measure
   */
  Trace(@Nullable Consumer<EngineEvent> listener, @Nullable InstantSource clock) {
    this.listener = listener;
    this.clock = clock;
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
      listener.accept(new EngineEvent.Taken(root.root, root.topic.name.text()));
    }
  }

  void invoked(InputSet set, int call, Handed handed) {
    invoked++;
    set.site().station.tally.invoked++;
    if (listener != null) {
      listener.accept(new EngineEvent.Invoked(set.root(), node(set), call, handed));
    }
  }

  /** The engine's thread begins to run node code. */
  void begins(InputSet set) {
    Station station = set.site().station;
    inHandRank = station.rank;
    inHandRoot = set.root();
    inHand.setRelease(invoked);
    Tally tally = station.tally;
    boolean measured = tally.lastNanos > QUICK_NANOS || tally.invoked % MEASURED_ONE_IN == 1;
    begunNanos = measured ? nanos() : -1;
  }

  /** The code has come to its end. */
  void ends(InputSet set) {
    inHand.setRelease(0);
    if (begunNanos >= 0) {
      set.site().station.tally.lastNanos = Math.max(0, nanos() - begunNanos);
    }
  }

  /** What the engine's thread runs now; null if no node code, or it just went on. Any thread. */
  @Nullable InHand inHand() {
    long attempt = inHand.getAcquire();
    InHand seen = new InHand(attempt, inHandRank, inHandRoot);
    return attempt != 0 && inHand.get() == attempt ? seen : null;
  }

  private long nanos() {
    if (clock == null) {
      return -1;
    }
    Instant now = clock.instant();
    return now.getEpochSecond() * 1_000_000_000 + now.getNano();
  }

  void reused(InputSet set, int call) {
    reused++;
    set.site().station.tally.reused++;
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
    station.tally.published++;
    if (listener != null) {
      listener.accept(
          new EngineEvent.Published(
              product.root,
              station.node.name(),
              product.call,
              product.ordinal,
              product.topic.name.text()));
    }
  }

  void failed(InputSet set, int call, String message) {
    failed++;
    set.site().station.tally.failed++;
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
