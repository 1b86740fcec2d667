package io.leat.bench;

/** A run that did not do its work must not count as a fast one. */
final class Check {
  private Check() {}

  static void same(long expected, long found) {
    if (expected != found) {
      throw new IllegalStateException("expected " + expected + ", found " + found);
    }
  }
}
