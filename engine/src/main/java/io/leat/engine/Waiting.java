package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogException;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Waits for the end of what a batch of roots causes by reading the log, so that it does not matter
 * which process runs the engine. Used once, by one thread.
 */
final class Waiting {
  private static final long NAP_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(20);

  private final EventLog log;
  private final InstantSource clock;
  private final BooleanSupplier attended;
  private final List<Event> products = new ArrayList<>();
  private final List<Event> failures = new ArrayList<>();

  /** The batch's offsets: from the first, to behind the last once that was read. */
  private final long from;

  private long to = -1;
  private long settled;

  /**
   * @param from offset of the first root of the batch
   * @param attended whether somebody holds the branch now
   */
  Waiting(EventLog log, long from, InstantSource clock, BooleanSupplier attended) {
    this.log = log;
    this.from = from;
    this.clock = clock;
    this.attended = attended;
  }

  /**
   * @param patience how long nobody may hold the branch and nothing be written
   * @throws EngineStopped if a node failed whose policy is to stop
   * @throws LogException.Unavailable if nobody runs the branch
   */
  Caused caused(Duration patience) {
    if (from >= log.end()) {
      return new Caused(List.of(), List.of());
    }
    try (LogReader reader = log.read(from)) {
      long attendedMs = clock.millis();
      long napNanos = 1_000;
      while (settled < to || to < 0) {
        boolean read = read(reader);
        if (read || attended.getAsBoolean()) {
          attendedMs = clock.millis();
        } else if (clock.millis() - attendedMs >= patience.toMillis()) {
          throw nobody();
        }
        napNanos = read ? 1_000 : Math.min(NAP_NANOS_MAX, 2 * napNanos);
        nap(read ? 0 : napNanos);
      }
    }
    return new Caused(List.copyOf(products), List.copyOf(failures));
  }

  private static void nap(long nanos) {
    if (Thread.currentThread().isInterrupted()) {
      throw new LogException.Unavailable("interrupted while waiting; what was appended is there");
    }
    if (nanos > 0) {
      LockSupport.parkNanos(nanos);
    }
  }

  private LogException.Unavailable nobody() {
    String branch = log.branch().name();
    return new LogException.Unavailable(
        "what was appended at offset "
            + from
            + " is there, but nobody runs branch "
            + branch
            + "; leat run works it off");
  }

  private boolean read(LogReader reader) {
    Commit commit = reader.next();
    if (commit == null) {
      return false;
    }
    // A commit without events ends where the batch begins, and may be read before it.
    to = to < 0 && commit.end() > from ? commit.end() : to;
    settled = commit.settled();
    for (Event event : commit.events()) {
      if (!event.isRoot()) {
        if (ofBatch(event.root())) {
          products.add(event);
        }
      } else if (event.topic().equals(Graph.STATE_CHANGES)) {
        look(event, LoggedValue.of(event.payload()).json());
      }
    }
    return true;
  }

  private void look(Event event, JsonNode change) {
    JsonNode about = change.path("about");
    if (!StateChange.is(change, StateChange.FAILED) || !ofBatch(about.path("root").asLong())) {
      return;
    }
    if (!StateChange.isOutcome(change)) {
      throw EngineStopped.at(
          about.path("root").asLong(),
          about.path("node").asText(),
          change.path("message").asText());
    }
    failures.add(event);
  }

  private boolean ofBatch(long root) {
    return root >= from && root < to;
  }
}
