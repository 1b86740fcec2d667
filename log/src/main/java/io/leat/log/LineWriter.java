package io.leat.log;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
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
  /** Who holds both has taken {@link #forcing} first. */
  private final ReentrantLock writing = new ReentrantLock();

  private final ReentrantLock forcing = new ReentrantLock();
  private final String name;
  private final Sink sink;
  private final ObjectStore objects;
  private final InstantSource clock;
  private final Guards guards;
  private final long run;

  /** Written with {@link #writing} held, read by anybody. */
  private final AtomicLong end;

  private final AtomicLong settled;
  private volatile @Nullable Throwable failure;
  private volatile boolean closed;

  /** Time of the last document, and how many were written in this run. Under {@link #writing}. */
  private long timeMicros;

  private long written;

  /**
   * How many of them are on the disk; -1 as long as not even what was there before is for certain.
   * Under {@link #forcing}.
   */
  private long forced = -1;

  LineWriter(Chain chain, Sink sink, ObjectStore objects, InstantSource clock, long run) {
    Document last = chain.last();
    this.name = chain.name();
    this.sink = sink;
    this.objects = objects;
    this.clock = clock;
    this.guards = new Guards(chain, objects);
    this.run = run;
    this.end = new AtomicLong(chain.end());
    this.settled = new AtomicLong(last == null ? 0 : last.settled());
    this.timeMicros = chain.timeMicros();
  }

  @Override
  public long append(Batch batch, long settled, Durability durability) {
    try (Undisturbed _ = new Undisturbed()) {
      return appended(batch, settled, durability);
    }
  }

  private long appended(Batch batch, long settled, Durability durability) {
    long first;
    long place;
    writing.lock();
    try {
      check();
      long before = batch.isGuarded() ? guards.before(batch) : Guards.NEW;
      first = before == Guards.NEW ? write(batch, settled) : before;
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
  public ObjectStore objects() {
    return objects;
  }

  @Override
  public Batch batch() {
    return Batch.create(objects);
  }

  @Override
  public long end() {
    return end.getAcquire();
  }

  @Override
  public long settled() {
    return settled.getAcquire();
  }

  @Override
  public long run() {
    return run;
  }

  @Override
  public void force() {
    long place;
    writing.lock();
    try {
      place = written;
    } finally {
      writing.unlock();
    }
    try (Undisturbed _ = new Undisturbed()) {
      force(place);
    }
  }

  @Override
  public void close() {
    forcing.lock();
    writing.lock();
    try (Undisturbed _ = new Undisturbed()) {
      if (!closed) {
        closed = true;
        closeAll();
      }
    } finally {
      writing.unlock();
      forcing.unlock();
    }
  }

  /** What was written is on the disk after a clean close, so whoever waits for that is told so. */
  private void closeAll() {
    boolean clean = failure == null;
    try {
      guards.close();
    } finally {
      sink.close(clean);
    }
    if (clean && written > 0) {
      forced = written;
    }
  }

  private long write(Batch batch, long settledNow) {
    long first = end.getPlain();
    long endNow = first + batch.size();
    if (settledNow > endNow) {
      throw new LogException.Invalid(
          Message.of(
              "settled %d is past the end that branch %s would have, %d",
              settledNow, name, endNow));
    }
    long said = Math.max(settled.getPlain(), settledNow);
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
    written++;
    settled.setRelease(said);
    end.setRelease(endNow);
    return first;
  }

  /**
   * Returns when the first {@code place} documents of this run are on the disk. Who comes while
   * others wait for the disk waits for the next force, which is for all who came meanwhile.
   */
  private void force(long place) {
    forcing.lock();
    try {
      if (forced >= place) {
        return;
      }
      long count;
      Sink.Written all;
      writing.lock();
      try {
        check();
        count = written;
        all = sink.written();
      } finally {
        writing.unlock();
      }
      try {
        all.force();
      } catch (RuntimeException | Error e) {
        failure = e;
        throw e;
      }
      forced = count;
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
