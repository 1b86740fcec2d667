package io.leat.state;

import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a branch traversal by traversal, in order of root. A traversal is handed out once the log
 * says that it is settled, so what is held in memory is bounded by how far the engine's nodes ran
 * ahead of each other. Where many roots lie before what they caused, they are read twice rather
 * than held. Owned by one thread.
 */
public final class TraversalReader implements AutoCloseable {

  /**
   * A root and everything it caused, wherever that lies in the log.
   *
   * @param products in order of node name (UTF-8), call, ordinal; may be empty
   */
  public record Traversal(Event root, List<Event> products) {}

  private static final Comparator<Event> WITHIN =
      Comparator.comparing((Event e) -> e.node() == null ? "" : e.node(), Utf8.ORDER)
          .thenComparingInt(Event::call)
          .thenComparingInt(Event::ordinal);

  /** Roots that wait for their traversal to settle, at most. */
  private static final int HELD_MAX = 10_000;

  private final EventLog log;
  private final LogReader reader;
  private final long from;
  private final long to;
  private final Consumer<Event> rootsRead;
  private final Deque<Event> roots = new ArrayDeque<>();
  private final Map<Long, List<Event>> products = new HashMap<>();

  /** Reads once more the roots that could not be held; null while all are. */
  private @Nullable LogReader behind;

  /** Every root below this offset was held or is read already. */
  private long held;

  private long settled;
  private long end;

  private TraversalReader(EventLog log, long from, long to, Consumer<Event> rootsRead) {
    this.log = log;
    this.reader = log.read(from);
    this.from = from;
    this.to = to;
    this.rootsRead = rootsRead;
  }

  /** The traversals of every root. */
  public static TraversalReader of(EventLog log) {
    return between(log, 0, Long.MAX_VALUE);
  }

  /**
   * The traversals of the roots from {@code from}, inclusive, to {@code to}, exclusive: a cut
   * between traversals.
   */
  public static TraversalReader between(EventLog log, long from, long to) {
    return between(log, from, to, root -> {});
  }

  /**
   * As {@link #between(EventLog, long, long)}.
   *
   * @param rootsRead told of every root as it is read, some beyond {@code to} among them: before
   *     any traversal that was settled when it was written, and perhaps long before its own
   */
  public static TraversalReader between(
      EventLog log, long from, long to, Consumer<Event> rootsRead) {
    return new TraversalReader(log, from, to, rootsRead);
  }

  /** The next settled traversal, or null at the present end. */
  public @Nullable Traversal next() {
    while (!hasRoot() || roots.getFirst().offset() >= settled) {
      // All that the roots below a settled one caused lies before the commit that says so.
      Commit commit = settled >= to ? null : reader.next();
      if (commit == null) {
        return null;
      }
      accept(commit);
    }
    return take();
  }

  /**
   * The next traversal that was not settled at the present end, as far as it got, or null if there
   * is no further one. Only after {@link #next} has returned null.
   */
  public @Nullable Traversal unsettled() {
    return hasRoot() ? take() : null;
  }

  /** What the last commit read said: every root below is settled. */
  public long settled() {
    return settled;
  }

  /** The offset after the last event read. */
  public long end() {
    return end;
  }

  private void accept(Commit commit) {
    settled = Math.max(settled, commit.settled());
    end = commit.end();
    for (Event event : commit.events()) {
      if (event.isRoot()) {
        rootsRead.accept(event);
      }
      if (event.root() < from || event.root() >= to) {
        continue;
      }
      if (event.isRoot()) {
        hold(event);
      } else {
        products.computeIfAbsent(event.root(), root -> new ArrayList<>()).add(event);
      }
    }
  }

  private void hold(Event root) {
    if (behind == null && roots.size() < HELD_MAX) {
      roots.add(root);
      held = root.offset() + 1;
    } else if (behind == null) {
      behind = log.read(held);
    }
  }

  /** Whether a root waits, having read those again that were not held. */
  private boolean hasRoot() {
    while (roots.isEmpty() && behind != null) {
      Commit commit = held < end ? behind.next() : null;
      if (commit == null) {
        behind.close();
        behind = null;
      } else {
        for (Event event : commit.events()) {
          if (event.isRoot() && event.offset() < end && event.root() >= from && event.root() < to) {
            roots.add(event);
          }
        }
        held = Math.max(held, Math.min(end, commit.end()));
      }
    }
    return !roots.isEmpty();
  }

  private Traversal take() {
    Event root = roots.removeFirst();
    List<Event> caused = products.remove(root.offset());
    if (caused == null) {
      return new Traversal(root, List.of());
    }
    caused.sort(WITHIN);
    return new Traversal(root, caused);
  }

  @Override
  public void close() {
    reader.close();
    if (behind != null) {
      behind.close();
    }
  }
}
