package io.leat.engine;

import io.leat.engine.Flight.Progress;
import io.leat.nodes.Handed;
import io.leat.nodes.Runner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs slow nodes beside the engine's thread, and what depends on them when they have answered. A
 * station may start on a root once everything upstream of it has finished that root; it may then
 * work on several roots at once unless it reads its own products; what it publishes is published in
 * order of root and call. Owned by the engine's thread; only answers come from others.
 */
final class SlowLane {

  private record Answer(Flight flight, int call, int attempt, Outcome outcome) {}

  /** A slow station: its calls under way, and how far it is. */
  private static final class Lane {
    final Station station;
    final Deque<Flight> flights = new ArrayDeque<>();
    int sent;

    /** Every root below this one is finished. */
    long finishedBelow;

    Lane(Station station) {
      this.station = station;
    }
  }

  private final List<Lane> lanes = new ArrayList<>();
  private final Lane[] byRank;
  private final Plan plan;
  private final List<Runner> runners;
  private final Recorded recorded;
  private final Traverser traverser;
  private final Machine machine;
  private final Trace trace;
  private final Runnable wakeUp;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final List<Answer> resting = new ArrayList<>();

  SlowLane(
      Plan plan,
      List<Runner> runners,
      Recorded recorded,
      Traverser traverser,
      Machine machine,
      Trace trace,
      Runnable wakeUp) {
    this.plan = plan;
    this.runners = runners;
    this.recorded = recorded;
    this.traverser = traverser;
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
    int work = takeAnswers() + sendRested();
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

  /** Whether nothing waits or is under way. */
  boolean idle() {
    return lanes.stream().allMatch(lane -> lane.station.waiting.isEmpty());
  }

  /** When the next attempt is due, ms since 1970; Long.MAX_VALUE if none is. */
  long nextAttemptMs() {
    return resting.stream().mapToLong(SlowLane::dueMs).min().orElse(Long.MAX_VALUE);
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
      Flight flight = new Flight(next.getValue(), recorded);
      lane.flights.addLast(flight);
      work += 1 + send(lane, flight) + land(lane);
    }
    return work;
  }

  private boolean mayOpen(Lane lane) {
    if (lane.station.node.own()) {
      return lane.flights.isEmpty();
    }
    int jobs = runners.get(lane.station.rank).jobs();
    return lane.sent < jobs && lane.flights.size() < 2 * jobs;
  }

  /** Starts calls of a flight, as many as may run at once. */
  private int send(Lane lane, Flight flight) {
    int jobs = runners.get(lane.station.rank).jobs();
    int work = 0;
    int to =
        lane.station.node.own()
            ? Math.min(flight.finished + 1, flight.calls.length)
            : flight.calls.length;
    for (int call = flight.finished; call < to && lane.sent < jobs; call++) {
      if (flight.calls[call] instanceof Progress.Unsent) {
        Handed handed = Invoker.handed(lane.station, flight.sets.get(call), flight.root, call);
        send(lane, flight, call, 1, handed);
        work++;
      }
    }
    return work;
  }

  private void send(Lane lane, Flight flight, int call, int attempt, Handed handed) {
    Station station = lane.station;
    flight.calls[call] = new Progress.Sent(attempt, handed);
    lane.sent++;
    trace.invoked(station, flight.root, call, handed);
    Runner runner = runners.get(station.rank);
    machine
        .beside()
        .execute(
            () -> {
              answers.add(new Answer(flight, call, attempt, Invoker.run(station, runner, handed)));
              wakeUp.run();
            });
  }

  /** Finishes, in order, the calls that have ended, and with them their roots. */
  private int land(Lane lane) {
    int work = 0;
    while (!lane.flights.isEmpty()) {
      Flight flight = lane.flights.getFirst();
      while (flight.next() instanceof Progress.Ended || flight.next() instanceof Progress.InLog) {
        finishNext(flight);
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
      traverser.finish(set, flight.root, call, ended.outcome());
    } else {
      traverser.reuse(set, flight.root, call);
    }
  }

  private int takeAnswers() {
    int work = 0;
    for (Answer answer = answers.poll(); answer != null; answer = answers.poll()) {
      work++;
      Lane lane = byRank[answer.flight.station.rank];
      if (answer.flight.calls[answer.call] instanceof Progress.Sent sent
          && sent.attempt() == answer.attempt) {
        lane.sent--;
        takeAnswer(answer, sent.handed());
      }
    }
    return work;
  }

  private void takeAnswer(Answer answer, Handed handed) {
    var node = answer.flight.station.node;
    if (answer.outcome instanceof Outcome.Failed && answer.attempt < node.attempts()) {
      long untilMs = machine.clock().millis() + node.backoff().toMillis();
      answer.flight.calls[answer.call] = new Progress.Resting(answer.attempt, handed, untilMs);
      resting.add(answer);
    } else {
      answer.flight.calls[answer.call] = new Progress.Ended(answer.outcome);
    }
  }

  /** Tries again what has rested long enough. */
  private int sendRested() {
    if (resting.isEmpty()) {
      return 0;
    }
    long nowMs = machine.clock().millis();
    List<Answer> due = resting.stream().filter(answer -> dueMs(answer) <= nowMs).toList();
    resting.removeAll(due);
    for (Answer answer : due) {
      if (answer.flight.calls[answer.call] instanceof Progress.Resting rest) {
        send(
            byRank[answer.flight.station.rank],
            answer.flight,
            answer.call,
            rest.attempt() + 1,
            rest.handed());
      }
    }
    return due.size();
  }

  private static long dueMs(Answer answer) {
    return answer.flight.calls[answer.call] instanceof Progress.Resting rest ? rest.untilMs() : 0;
  }
}
