package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.LogWriter;
import io.leat.log.Name;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the engine has decided but not written yet: the open commit. Owned by the engine's thread.
 */
final class Outbox {
  /** With the products of one more invocation it still fits into a document. */
  private static final int BYTES_FULL = 1 << 20;

  /** A commit: its events from {@code first}, inclusive, to {@code end}, exclusive. */
  private record Written(long first, long end) {}

  private final LogWriter writer;
  private final Trace trace;
  private final Batch batch;
  private List<Published> published = new ArrayList<>();

  /** What was written and holds no root, in order; the reader has not come to it. */
  private final Deque<Written> rootless = new ArrayDeque<>();

  private boolean holdsRoot;

  /** All below is on the disk. */
  private long forced;

  Outbox(LogWriter writer, Trace trace) {
    this.writer = writer;
    this.batch = writer.batch();
    this.trace = trace;
  }

  /** Adds a product. Until the commit is written its offset stands for a place in it. */
  void product(Published product, Name node, long cause) {
    int index =
        batch.product(
            product.topic.name,
            LoggedValue.payload(product.value),
            product.root,
            node,
            product.call,
            product.ordinal,
            cause);
    product.offset = Batch.here(index);
    published.add(product);
  }

  /**
   * @param quiet true if it is about a traversal that began at a state change, and so wakes nobody
   */
  void stateChange(Value change, boolean quiet) {
    batch.root(Graph.STATE_CHANGES, LoggedValue.payload(change), null, quiet);
    holdsRoot = true;
  }

  boolean isEmpty() {
    return batch.size() == 0;
  }

  /** Whether the open commit is to be written before more is added. */
  boolean full() {
    return batch.bytes() >= BYTES_FULL;
  }

  /** Everything that was decided and everything that it follows from lies below; once written. */
  long end() {
    return writer.end();
  }

  /** Whether everything below an offset is on the disk. */
  boolean forced(long end) {
    return end <= forced;
  }

  /**
   * The end of the commits that were written from an offset on and hold no root: a reader of roots
   * that has come to the offset goes on there. The offset itself if there is none.
   */
  long rootlessTo(long offset) {
    long end = offset;
    while (!rootless.isEmpty() && rootless.getFirst().first <= end) {
      end = Math.max(end, rootless.removeFirst().end);
    }
    return end;
  }

  /** Waits until everything that was written is on the disk. */
  void force() {
    long end = writer.end();
    writer.force();
    forced = end;
  }

  /** Writes the open commit, even if it is empty: then it only says what is settled. */
  void commit(long settled) {
    int count = batch.size();
    long first = writer.append(batch, settled, Durability.PROCESS);
    for (Published product : published) {
      product.offset = first + (Batch.here(0) - product.offset);
    }
    published = new ArrayList<>(published.size());
    batch.clear();
    if (count > 0 && !holdsRoot) {
      rootless.addLast(new Written(first, first + count));
    }
    holdsRoot = false;
    trace.committed(first, count, writer.settled());
  }
}
