package io.leat.engine;

import io.leat.nodes.Handed;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One try at one call of a slow node. Made, and perhaps given up, by the engine's thread; run by
 * another.
 */
final class Attempt implements Runnable {
  static final long NO_END = Long.MAX_VALUE;

  final Flight flight;
  final int call;

  /** From 1. */
  final int number;

  /** When it was begun, ms since 1970. */
  final long sentMs;

  /** When it has taken too long, ms since 1970; {@link #NO_END} if never. */
  final long untilMs;

  /** Its neighbour in {@link Answers}. */
  @Nullable Attempt next;

  private final Handed handed;
  private final Consumer<Attempt> done;
  private @Nullable Outcome outcome;
  private @Nullable Error error;
  private @Nullable Thread thread;
  private boolean late;

  /**
   * @param done told, by the thread that runs it, that it has ended
   */
  Attempt(Flight flight, int call, int number, Handed handed, long sentMs, Consumer<Attempt> done) {
    this.flight = flight;
    this.call = call;
    this.number = number;
    this.handed = handed;
    this.sentMs = sentMs;
    Duration timeout = flight.station.node.body().timeoutBeside();
    this.untilMs = timeout == null ? NO_END : sentMs + timeout.toMillis();
    this.done = done;
  }

  /**
   * What came of it; once {@code done} was told.
   *
   * @throws Error if the code threw one that no node survives
   */
  Outcome outcome() {
    if (error != null) {
      throw error;
    }
    return Objects.requireNonNull(outcome);
  }

  @Override
  public void run() {
    try {
      outcome = begins() ? Invoker.run(flight.station, handed) : new Outcome.Failed("given up");
    } catch (Error e) {
      error = e;
    }
    end();
    done.accept(this);
  }

  private synchronized boolean begins() {
    if (!late) {
      thread = Thread.currentThread();
    }
    return !late;
  }

  /** The thread is not ours any more; that we interrupted it must not reach who has it next. */
  private synchronized void end() {
    thread = null;
    if (late) {
      boolean _ = Thread.interrupted();
    }
  }

  /** Asks it to end: nobody waits for it any more. */
  synchronized void giveUp() {
    late = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  /** Whether nobody waits for it any more. */
  synchronized boolean late() {
    return late;
  }
}
