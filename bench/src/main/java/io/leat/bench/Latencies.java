package io.leat.bench;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * How long each of many things took that were done one after the other.
 *
 * @param nanos ascending, at least one
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Latencies(long[] nanos) {

  /**
   * Does something so many times; the first half, while code is still being compiled, is left out.
   */
  static Latencies of(int times, IntConsumer work) {
    long[] nanos = new long[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      work.accept(i);
      nanos[i] = System.nanoTime() - start;
    }
    long[] warm = Arrays.copyOfRange(nanos, times / 2, times);
    Arrays.sort(warm);
    return new Latencies(warm);
  }

  /**
   * What all but a few took at most, nanoseconds.
   *
   * @param part 0.5 for the median, less than 1
   */
  long percentile(double part) {
    return nanos[(int) (nanos.length * part)];
  }
}
