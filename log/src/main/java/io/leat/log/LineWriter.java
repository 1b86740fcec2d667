package io.leat.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives each batch its place, its time and its checksum, and lets all who wait for the disk share a
 * force. Thread-safe.
 *
 * <p>Once a write or a force has failed, what is on the disk is not known any more, so nothing is
 * acknowledged from then on: the branch has to be opened again, which looks.
 */
final class LineWriter implements LogWriter {
  private final ReentrantLock writing = new ReentrantLock();
  private final ReentrantLock forcing = new ReentrantLock();
  private final String name;
  private final Sink sink;
  private final ObjectStore objects;
  private final InstantSource clock;
  private final long run;

  private volatile long end;
  private volatile long settled;
  private volatile long written;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;
  private long timeMicros;
  private long forced;

  LineWriter(Chain chain, Sink sink, ObjectStore objects, InstantSource clock, long run) {
    Document last = chain.last();
    this.name = chain.name();
    this.sink = sink;
    this.objects = objects;
    this.clock = clock;
    this.run = run;
    this.end = chain.end();
    this.settled = last == null ? 0 : last.settled();
    this.timeMicros = chain.timeMicros();
  }

  @Override
  public long append(Batch batch, long settled, Durability durability) {
    long first;
    long place;
    writing.lock();
    try {
      check();
      first = write(batch, settled);
      place = written;
    } finally {
      writing.unlock();
    }
    if (durability == Durability.DISK) {
      force(place);
    }
    return first;
  }

  @Override
  public Batch batch() {
    return Batch.create(objects);
  }

  @Override
  public long end() {
    return end;
  }

  @Override
  public long settled() {
    return settled;
  }

  @Override
  public long run() {
    return run;
  }

  @Override
  public void force() {
    check();
    force(written);
  }

  @Override
  public void close() {
    writing.lock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      sink.close(failure == null);
    } finally {
      writing.unlock();
    }
  }

  private long write(Batch batch, long settledNow) {
    long first = end;
    long endNow = first + batch.size();
    if (settledNow > endNow) {
      throw new LogException.Invalid(
          Message.of(
              "settled %d is past the end that branch %s would have, %d",
              settledNow, name, endNow));
    }
    long said = Math.max(settled, settledNow);
    long time = Math.max(timeMicros, micros(clock.instant()));
    batch.seal(first, time, run, said);
    sink.makeRoom(batch.bytes());
    try {
      sink.write(batch.array(), batch.bytes());
    } catch (RuntimeException | Error e) {
      failure = e;
      throw e;
    }
    timeMicros = time;
    settled = said;
    end = endNow;
    long place = written;
    written = place + 1;
    return first;
  }

  /** Returns when the first {@code place} documents of this run are on the disk. */
  private void force(long place) {
    forcing.lock();
    try {
      if (forced >= place) {
        return;
      }
      check();
      long reached = written;
      try {
        sink.force();
      } catch (RuntimeException | Error e) {
        failure = e;
        throw e;
      }
      forced = reached;
    } finally {
      forcing.unlock();
    }
  }

  private void check() {
    Throwable failed = failure;
    if (failed != null) {
      throw new LogException.Unavailable(
          Message.of(
              "an earlier write to branch %s failed (%s); open it again to go on from what is"
                  + " there",
              name, failed),
          failed);
    }
    if (closed) {
      throw new LogException.Unavailable(Message.of("the writer of branch %s is closed", name));
    }
  }

  private static long micros(Instant time) {
    return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
  }
}
