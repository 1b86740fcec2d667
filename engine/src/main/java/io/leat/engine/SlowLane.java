package io.leat.engine;

import io.leat.engine.Flight.Progress;
import io.leat.nodes.Handed;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.value.Durations;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs slow nodes beside the engine's thread, and what depends on them when they have answered. A
 * station may start on a root once everything upstream of it has finished that root; it may then
 * work on several roots at once unless it reads its own products; what it publishes is published in
 * order of root and call. Owned by the engine's thread; only answers come from others.
 */
final class SlowLane {

  /** Most invocations of a node that may go on though they were given up. */
  private static final int LOST_MAX = 16;

  /** A slow station: its calls under way, and how far it is. */
  private static final class Lane {
    final Station station;
    final Deque<Flight> flights = new ArrayDeque<>();
    int sent;

    /** How many invocations go on though they were given up. */
    int lost;

    /** Every root below this one is finished. */
    long finishedBelow;

    Lane(Station station) {
      this.station = station;
    }

    boolean jobFree() {
      return sent < station.runner().jobs();
    }
  }

  private final List<Lane> lanes = new ArrayList<>();
  private final Lane[] byRank;
  private final Plan plan;
  private final Recorded recorded;
  private final Traverser traverser;
  private final Outbox outbox;
  private final Machine machine;
  private final Trace trace;
  private final Runnable wakeUp;
  private final Answers answers = new Answers();
  private final List<Attempt> resting = new ArrayList<>();

  /** Those under way that may take too long. */
  private final PriorityQueue<Attempt> timed =
      new PriorityQueue<>(Comparator.comparingLong(attempt -> attempt.untilMs));

  /** Whether an effect waits for what it is handed to be on the disk. */
  private boolean awaitsForce;

  SlowLane(
      Plan plan,
      Recorded recorded,
      Traverser traverser,
      Outbox outbox,
      Machine machine,
      Trace trace,
      Runnable wakeUp) {
    this.plan = plan;
    this.recorded = recorded;
    this.traverser = traverser;
    this.outbox = outbox;
    this.machine = machine;
    this.trace = trace;
    this.wakeUp = wakeUp;
    this.byRank = new Lane[plan.stations.size()];
    for (Station station : plan.stations) {
      if (plan.slow(station)) {
        Lane lane = new Lane(station);
        lanes.add(lane);
        byRank[station.rank] = lane;
      }
    }
  }

  /**
   * Takes in answers and starts what can start.
   *
   * @param taken every root below this one was taken
   * @return how much it did; 0 if there was nothing to do
   */
  int work(long taken) {
    awaitsForce = false;
    int work = takeAnswers() + giveUpLate() + sendRested();
    for (Lane lane : lanes) {
      work += work(lane, ready(lane, taken));
    }
    return work;
  }

  /**
   * Every root below this one is finished by every slow station, given that those below {@code
   * taken} were taken.
   */
  long finishedBelow(long taken) {
    long least = taken;
    for (Lane lane : lanes) {
      least = Math.min(least, lane.finishedBelow);
    }
    return least;
  }

  /** How many invocations of a station are under way. */
  int inFlight(Station station) {
    return plan.slow(station) ? byRank[station.rank].sent : 0;
  }

  /** Whether nothing waits or is under way. */
  boolean idle() {
    return lanes.stream().allMatch(lane -> lane.station.waiting.isEmpty());
  }

  /** Whether something could start once all that was written has been forced to the disk. */
  boolean awaitsForce() {
    return awaitsForce;
  }

  /**
   * When something is due by the clock, ms since 1970: another attempt, unless it waits for a job
   * to end, or the end of one that takes too long. Long.MAX_VALUE if nothing is.
   */
  long nextDueMs() {
    long attemptMs =
        resting.stream()
            .filter(attempt -> lane(attempt).jobFree())
            .mapToLong(SlowLane::dueMs)
            .min()
            .orElse(Long.MAX_VALUE);
    return timed.isEmpty() ? attemptMs : Math.min(attemptMs, timed.peek().untilMs);
  }

  /** Everything upstream of a station has finished the roots below this one. */
  private long ready(Lane lane, long taken) {
    long least = taken;
    for (Station station : plan.upstream(lane.station)) {
      if (plan.slow(station)) {
        least = Math.min(least, byRank[station.rank].finishedBelow);
      }
    }
    return least;
  }

  private int work(Lane lane, long ready) {
    int work = lane.station.node.body().beside() ? fly(lane, ready) : runHere(lane.station, ready);
    var waiting = lane.station.waiting;
    lane.finishedBelow = waiting.isEmpty() ? ready : Math.min(ready, waiting.firstKey());
    return work;
  }

  private int runHere(Station station, long ready) {
    int work = 0;
    while (!station.waiting.isEmpty() && station.waiting.firstKey() < ready) {
      traverser.handle(station.waiting.pollFirstEntry().getValue());
      work++;
    }
    return work;
  }

  private int fly(Lane lane, long ready) {
    int work = land(lane);
    for (Flight flight : lane.flights) {
      work += send(lane, flight);
    }
    while (mayOpen(lane)) {
      Map.Entry<Long, Pending> next =
          lane.flights.isEmpty()
              ? lane.station.waiting.firstEntry()
              : lane.station.waiting.higherEntry(lane.flights.getLast().root);
      if (next == null || next.getKey() >= ready) {
        break;
      }
      Flight flight = new Flight(next.getValue(), recorded, trace);
      secure(flight);
      lane.flights.addLast(flight);
      work += 1 + send(lane, flight) + land(lane);
    }
    return work;
  }

  /**
   * Before an effect is called, what it is handed is on the disk: what its traversal has made so
   * far, and its own last product.
   */
  private void secure(Flight flight) {
    if (flight.station.node.kind() == Kind.EFFECT && !recorded.precedents().closed()) {
      flight.forcedBelow = traverser.written();
    }
  }

  private boolean mayOpen(Lane lane) {
    if (lane.station.node.own()) {
      return lane.flights.isEmpty();
    }
    return lane.jobFree() && lane.flights.size() < 2 * lane.station.runner().jobs();
  }

  /** Starts calls of a flight, as many as may run at once. */
  private int send(Lane lane, Flight flight) {
    int work = 0;
    int to =
        lane.station.node.own()
            ? Math.min(flight.finished + 1, flight.calls.length)
            : flight.calls.length;
    for (int call = flight.finished; call < to && lane.jobFree(); call++) {
      if (!(flight.calls[call] instanceof Progress.Unsent)) {
        continue;
      }
      if (!outbox.forced(flight.forcedBelow)) {
        awaitsForce = true;
        break;
      }
      begin(lane, flight, call);
      work++;
    }
    return work;
  }

  /** Starts a call, unless it is known how it ends. */
  private void begin(Lane lane, Flight flight, int call) {
    Node node = lane.station.node;
    Precedents precedents = recorded.precedents();
    String key = node.kind() == Kind.EFFECT ? precedents.key(node, flight.root, call) : null;
    Handed handed = Invoker.handed(flight.sets.get(call), call, key);
    if (node.kind() != Kind.PURE) {
      flight.executions[call] = Execution.id(node, handed);
      Outcome known = precedents.of(node, flight.root, call, flight.executions[call]);
      if (known != null) {
        flight.calls[call] = new Progress.Ended(known);
        return;
      }
    }
    send(lane, flight, call, 1, handed);
  }

  private void send(Lane lane, Flight flight, int call, int attempt, Handed handed) {
    if (lane.lost >= LOST_MAX) {
      String message = lane.lost + " earlier invocations were given up and have not ended";
      flight.calls[call] = new Progress.Ended(new Outcome.Failed(message));
      return;
    }
    flight.calls[call] = new Progress.Sent(attempt, handed);
    lane.sent++;
    trace.invoked(flight.sets.get(call), call, handed);
    Attempt sent =
        new Attempt(flight, call, attempt, handed, machine.clock().millis(), this::answered);
    if (sent.untilMs != Attempt.NO_END) {
      timed.add(sent);
    }
    machine.beside().execute(sent);
  }

  /** Any thread. */
  private void answered(Attempt attempt) {
    answers.add(attempt);
    wakeUp.run();
  }

  /** Finishes, in order, the calls that have ended, and with them their roots. */
  private int land(Lane lane) {
    int work = 0;
    while (!lane.flights.isEmpty()) {
      Flight flight = lane.flights.getFirst();
      while (flight.next() instanceof Progress.Ended || flight.next() instanceof Progress.InLog) {
        finishNext(flight);
        if (lane.station.node.own()) {
          secure(flight);
        }
        work += 1 + send(lane, flight);
      }
      if (!flight.done()) {
        return work;
      }
      traverser.publishRest(flight.station, flight.root);
      lane.flights.removeFirst();
      lane.station.waiting.remove(flight.root);
      work++;
    }
    return work;
  }

  private void finishNext(Flight flight) {
    int call = flight.finished++;
    InputSet set = flight.sets.get(call);
    if (flight.calls[call] instanceof Progress.Ended ended) {
      traverser.finish(set, call, flight.executions[call], ended.outcome());
    } else {
      traverser.reuse(set, call);
    }
  }

  private int takeAnswers() {
    int work = 0;
    for (Attempt attempt = answers.take(); attempt != null; attempt = attempt.next) {
      work++;
      Lane lane = lane(attempt);
      if (attempt.late()) {
        lane.lost--;
      } else {
        if (attempt.untilMs != Attempt.NO_END) {
          timed.remove(attempt);
        }
        ended(lane, attempt, attempt.outcome());
      }
    }
    return work;
  }

  /** Gives up what has taken too long; what it answers later is dropped. */
  private int giveUpLate() {
    if (timed.isEmpty()) {
      return 0;
    }
    int work = 0;
    long nowMs = machine.clock().millis();
    while (!timed.isEmpty() && timed.peek().untilMs <= nowMs) {
      Attempt attempt = timed.remove();
      Lane lane = lane(attempt);
      attempt.giveUp();
      lane.lost++;
      Duration timeout = Objects.requireNonNull(lane.station.node.body().timeoutBeside());
      ended(lane, attempt, new Outcome.Failed("no answer within " + Durations.text(timeout)));
      work++;
    }
    return work;
  }

  private void ended(Lane lane, Attempt attempt, Outcome outcome) {
    Flight flight = attempt.flight;
    Node node = flight.station.node;
    lane.sent--;
    long ms = machine.clock().millis() - attempt.sentMs;
    lane.station.tally.lastNanos = TimeUnit.MILLISECONDS.toNanos(Math.max(0, ms));
    if (outcome instanceof Outcome.Failed failed
        && attempt.number < node.attempts()
        && flight.calls[attempt.call] instanceof Progress.Sent sent) {
      InputSet set = flight.sets.get(attempt.call);
      trace.retrying(set, attempt.call, attempt.number, failed.message());
      long untilMs = machine.clock().millis() + node.backoff().toMillis();
      flight.calls[attempt.call] = new Progress.Resting(attempt.number, sent.handed(), untilMs);
      resting.add(attempt);
    } else {
      flight.calls[attempt.call] = new Progress.Ended(outcome);
    }
  }

  /** Tries again what has rested long enough, as far as the node's jobs are not all taken. */
  private int sendRested() {
    if (resting.isEmpty()) {
      return 0;
    }
    long nowMs = machine.clock().millis();
    int work = 0;
    for (Iterator<Attempt> each = resting.iterator(); each.hasNext(); ) {
      Attempt attempt = each.next();
      Flight flight = attempt.flight;
      if (dueMs(attempt) <= nowMs
          && lane(attempt).jobFree()
          && flight.calls[attempt.call] instanceof Progress.Resting rest) {
        each.remove();
        send(lane(attempt), flight, attempt.call, rest.attempt() + 1, rest.handed());
        work++;
      }
    }
    return work;
  }

  private Lane lane(Attempt attempt) {
    return byRank[attempt.flight.station.rank];
  }

  private static long dueMs(Attempt attempt) {
    return attempt.flight.calls[attempt.call] instanceof Progress.Resting rest ? rest.untilMs() : 0;
  }
}
