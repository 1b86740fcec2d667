package io.leat.state;

import io.leat.log.EventLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
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
public record Snapshots(Store store, long every) {
  /** As far apart as reading on is quick. */
  private static final long EVENTS = 100_000;

  private static final int KEPT = 4;

  public Snapshots(Store store) {
    this(store, EVENTS);
  }

  /**
   * Keeps a snapshot, and drops the oldest beyond those that are kept. Later ones are of a log that
   * was longer, and go too.
   *
   * @throws IOException if it cannot be written; nothing depends on it
   */
  public void keep(Snapshot snapshot) throws IOException {
    store.keep(snapshot.cut(), out -> SnapshotBytes.write(snapshot, out));
    int kept = 0;
    for (long cut : store.cuts()) {
      if (cut > snapshot.cut() || ++kept > KEPT) {
        store.drop(cut);
      }
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

  /**
   * Where the snapshots of one branch lie, each named by the root that it is cut at. Everything in
   * it may be deleted at any time. Thread-safe.
   */
  public interface Store {

    /** Keeps nothing. */
    Store NONE =
        new Store() {
          @Override
          public List<Long> cuts() {
            return List.of();
          }

          @Override
          public InputStream open(long cut) throws IOException {
            throw new IOException("no snapshot is kept here");
          }

          @Override
          public void keep(long cut, Content content) {}

          @Override
          public void drop(long cut) {}
        };

    /** Keeps them as files of a folder, which need not be there yet. */
    static Store in(Path folder) {
      return new SnapshotFolder(folder);
    }

    /** What writes a snapshot. */
    @FunctionalInterface
    interface Content {
      void writeTo(OutputStream out) throws IOException;
    }

    /** The cuts of those that are there, the last first. */
    List<Long> cuts();

    InputStream open(long cut) throws IOException;

    /** Keeps a snapshot: all of it, or none. */
    void keep(long cut, Content content) throws IOException;

    /** Drops a snapshot, if it is there. */
    void drop(long cut) throws IOException;
  }
}
