package io.leat.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What durations are measured by: time on the wall or, with {@code -Dbench.clock=cpu}, time that
 * the thread spent on a processor, which other programs on the machine disturb less.
 */
final class Stopwatch {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final boolean CPU = "cpu".equals(System.getProperty("bench.clock"));

  private Stopwatch() {}

  /** Nanoseconds since some moment. */
  static long nanos() {
    return CPU ? THREADS.getCurrentThreadCpuTime() : System.nanoTime();
  }
}
