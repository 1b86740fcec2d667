package io.leat.state;

import io.leat.log.EventLog;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The snapshots of one branch: how often they are taken, how many are kept, and which of them can
 * be believed. Thread-safe.
 *
 * @param every how many events lie between two of them, at least
 */
public record Snapshots(SnapshotStore store, long every) {
  /** As far apart as reading on is quick. */
  private static final long EVENTS = 100_000;

  private static final int KEPT = 4;

  public Snapshots(SnapshotStore store) {
    this(store, EVENTS);
  }

  /**
   * Keeps a snapshot, and drops the oldest beyond those that are kept.
   *
   * @throws IOException if it cannot be written; nothing depends on it
   */
  public void keep(Snapshot snapshot) throws IOException {
    store.keep(snapshot.cut(), out -> SnapshotBytes.write(snapshot, out));
    List<Long> cuts = store.cuts();
    for (long cut : cuts.subList(Math.min(KEPT, cuts.size()), cuts.size())) {
      store.drop(cut);
    }
  }

  /** Drops all of them. What cannot be dropped is not believed later. */
  public void forget() {
    for (long cut : store.cuts()) {
      try {
        store.drop(cut);
      } catch (IOException _) {
        // It stays, and is of no log that ever comes.
      }
    }
  }

  /**
   * The last snapshot that can be believed: whole, wanted, and of this very log.
   *
   * @param cutMax of no later cut
   * @param wanted whether one is of use
   * @param ignored told of each that cannot be believed, and why
   */
  public @Nullable Snapshot last(
      EventLog log, long cutMax, Predicate<Snapshot> wanted, BiConsumer<Long, String> ignored) {
    for (long cut : store.cuts()) {
      if (cut > log.settled()) {
        ignored.accept(cut, "the log is settled only up to " + log.settled());
      } else if (cut <= cutMax) {
        Snapshot snapshot = believed(log, cut, ignored);
        if (snapshot != null && wanted.test(snapshot)) {
          return snapshot;
        }
      }
    }
    return null;
  }

  private @Nullable Snapshot believed(EventLog log, long cut, BiConsumer<Long, String> ignored) {
    try {
      Snapshot snapshot = SnapshotBytes.read(store, cut);
      if (snapshot.cut() != cut) {
        ignored.accept(cut, "it is of cut " + snapshot.cut());
      } else if (!Objects.equals(snapshot.seal(), Snapshot.Seal.of(log, snapshot.seal().end()))) {
        ignored.accept(cut, "it is of another log");
      } else {
        return snapshot;
      }
    } catch (IOException e) {
      ignored.accept(cut, String.valueOf(e.getMessage()));
    }
    return null;
  }
}
