package io.leat.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/**
 * Where the snapshots of one branch lie, each named by the root that it is cut at. Everything in it
 * may be deleted at any time. Thread-safe.
 */
public interface SnapshotStore {

  /** Keeps nothing. */
  SnapshotStore NONE =
      new SnapshotStore() {
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
