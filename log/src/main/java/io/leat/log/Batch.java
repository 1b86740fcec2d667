package io.leat.log;

import org.jspecify.annotations.Nullable;

/**
 * Events that are to be written as one commit. Encodes each event as it is added, so that it is encoded once. Mutable; owned by one
 * thread; {@link #clear} makes it ready for the next use.
 */
public interface Batch {

  static Batch create() {
    throw new IllegalStateException("skeleton");
  }

  /** Adds a root and returns its index in the batch. */
  int root(String topic, Payload payload, @Nullable Origin origin, boolean quiet);

  /**
   * Adds a product and returns its index in the batch.
   *
   * @param cause offset of the event that triggered the call, or {@link #here} of one added before
   */
  int product(String topic, Payload payload, long root, String node, int call, int ordinal, long cause);

  /** Stands for the offset that the event at {@code index} of this batch will get. Always below -1. */
  static long here(int index) {
    return -2L - index;
  }

  /** Number of events. */
  int size();

  /** Encoded size so far, bytes. */
  int bytes();

  void clear();
}
