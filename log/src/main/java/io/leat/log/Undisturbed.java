package io.leat.log;

/**
 * A time in which the thread's interrupt flag is put aside: a channel that an interrupted thread
 * forces or writes to is closed by that, which would look like a failure of the disk. The flag is
 * set again at the end.
 */
final class Undisturbed implements AutoCloseable {
  private final boolean interrupted = Thread.interrupted();

  @Override
  public void close() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
