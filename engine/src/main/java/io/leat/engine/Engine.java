package io.leat.engine;

import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.LogWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs one graph on one branch: reads roots from the log in order, carries each through the graph,
 * and writes what comes of it. Holds the branch's lock until {@link #close}. {@link #append} may be
 * called by any thread; everything else by one. Made by {@link Start}.
 *
 * <p>The loop lives outside: {@link #doWork} does a bounded piece and says how much.
 */
final class Engine implements AutoCloseable {
  /** Most roots that may be taken and not settled while there are slow nodes. */
  static final int LEAD = 1_000;

  /** Most roots that one commit takes in while the engine is behind. */
  private static final int ROOTS_PER_COMMIT_MAX = 256;

  private final LogWriter writer;
  private final LogReader reader;
  private final Door door;
  private final Outbox outbox;
  private final Traverser traverser;
  private final SlowLane slowLane;
  private final Plan plan;
  private final Ticks ticks;
  private final SnapshotTaker snapshots;

  /** The roots that were taken and are not settled, in order. */
  private final Deque<Long> unsettled = new ArrayDeque<>();

  private @Nullable Commit commit;
  private int nextInCommit;

  /** Every root below this offset was taken. */
  private long taken;

  private long rootsTaken;

  /** The highest root that is settled; -1 if none is. */
  private long lastSettledRoot = -1;

  Engine(EventLog log, LogWriter writer, long settled, Door door, Works works) {
    this.writer = writer;
    this.door = door;
    this.plan = works.plan();
    this.outbox = works.outbox();
    this.traverser = works.traverser();
    this.slowLane = works.slowLane();
    this.ticks = works.ticks();
    this.snapshots = works.snapshots();
    this.taken = settled;
    this.reader = log.read(settled);
  }

  /** Appends roots from outside as one atomic batch. */
  long append(List<Root> roots, Durability durability) {
    return append(roots, durability, Guard.NONE);
  }

  /**
   * Appends roots from outside as one atomic batch, if the guard lets it.
   *
   * @return the offset of the first event
   * @throws io.leat.nodes.value.Invalid if a topic or value is refused; nothing was written
   */
  long append(List<Root> roots, Durability durability, Guard guard) {
    return door.append(roots, durability, guard);
  }

  /**
   * Does a bounded piece of work: takes roots, runs what can run, commits.
   *
   * @return how much it did; 0 if there was nothing to do
   * @throws EngineStopped if a node failed whose policy is to stop; what was done is committed
   */
  int doWork() {
    try {
      int work = takeRoots() + slowLane.work(taken);
      long settled = settle();
      if (!outbox.isEmpty() || (work == 0 && writer.settled() <= lastSettledRoot)) {
        outbox.commit(settled);
        work++;
      }
      if (slowLane.awaitsForce()) {
        outbox.force();
        work++;
      }
      if (outbox.isEmpty()) {
        snapshots.work(writer.settled());
      }
      return work;
    } catch (EngineStopped stopped) {
      outbox.commit(settle());
      throw stopped;
    }
  }

  /**
   * Appends the ticks that are due. Not to be called by an engine that is only to settle what is
   * there.
   *
   * @return how many
   */
  int tick() {
    return ticks.append(writer);
  }

  /** When the next tick is due, ms since 1970; Long.MAX_VALUE if none ever is. */
  long nextTickMs() {
    return ticks.nextMs();
  }

  /** Whether every root in the log has been finished by every node, and the log says so. */
  boolean settled() {
    return taken == writer.end()
        && slowLane.idle()
        && outbox.isEmpty()
        && writer.settled() > lastSettledRoot;
  }

  /**
   * When something is due by the clock besides ticks, ms since 1970: another attempt at a failed
   * invocation, or the end of one that takes too long. Long.MAX_VALUE if nothing is.
   */
  long nextDueMs() {
    return slowLane.nextDueMs();
  }

  private int takeRoots() {
    int roots = 0;
    while (roots < ROOTS_PER_COMMIT_MAX && !outbox.full() && unsettled.size() < LEAD) {
      Event event = nextEvent();
      if (event == null) {
        break;
      }
      if (event.isRoot()) {
        take(event);
        roots++;
      }
      taken = event.offset() + 1;
    }
    return roots;
  }

  private void take(Event root) {
    rootsTaken++;
    unsettled.addLast(root.offset());
    traverser.finishedBelow(settle());
    traverser.take(root);
  }

  private @Nullable Event nextEvent() {
    while (commit == null || nextInCommit == commit.events().size()) {
      long roots = outbox.rootlessTo(taken);
      if (roots > taken) {
        taken = roots;
        reader.skipTo(roots);
      }
      commit = reader.next();
      nextInCommit = 0;
      if (commit == null) {
        return null;
      }
    }
    return commit.events().get(nextInCommit++);
  }

  /** Every root below the result is finished by every node. */
  private long settle() {
    long settled = slowLane.finishedBelow(taken);
    while (!unsettled.isEmpty() && unsettled.getFirst() < settled) {
      lastSettledRoot = unsettled.removeFirst();
    }
    return settled;
  }

  /** What waits and flows now, nothing of it as a rate. */
  Traffic traffic(long timeMs) {
    List<Traffic.AtNode> nodes =
        plan.stations.stream().map(s -> s.traffic(slowLane.inFlight(s))).toList();
    return new Traffic(timeMs, true, writer.settled(), writer.end(), rootsTaken, 0, null, nodes);
  }

  /** Records that the engine stops. What is not finished is finished by the next start. */
  void stop() {
    outbox.stateChange(StateChange.stopped(writer.run()), false);
    outbox.commit(settle());
  }

  /** Ends what was started and gives back the lock; writes nothing. */
  @Override
  public void close() {
    try (writer;
        reader) {
      traverser.close();
      plan.stations.forEach(Station::stop);
    }
  }
}
