package io.leat.engine;

import io.leat.log.Faults;

/** The process dies. */
final class Death extends Error {
  private static final long serialVersionUID = 1L;

  /**
   * Faults of which the process dies at a write.
   *
   * @param nth how many writes succeed before
   * @param written whether the write that kills it is there
   */
  static Faults atWrite(int nth, boolean written) {
    return new Faults() {
      private int left = nth;

      @Override
      public void beforeWrite(String branch, long first) {
        if (!written && left-- == 0) {
          throw new Death();
        }
      }

      @Override
      public void afterWrite(String branch, long first) {
        if (written && left-- == 0) {
          throw new Death();
        }
      }
    };
  }
}
