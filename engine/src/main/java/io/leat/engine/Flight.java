package io.leat.engine;

import io.leat.nodes.Handed;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The calls of a slow node at one root, while they are under way. Owned by the engine's thread. */
final class Flight {

  /** How far one call is. */
  sealed interface Progress {
    /** Not handed to anybody. */
    record Unsent() implements Progress {}

    /** Runs now. What another attempt answers does not count. */
    record Sent(int attempt, Handed handed) implements Progress {}

    /** Failed before, and is to be tried again at a time (ms since 1970). */
    record Resting(int attempt, Handed handed, long untilMs) implements Progress {}

    /** Its outcome is recorded in the log. */
    record InLog() implements Progress {}

    record Ended(Outcome outcome) implements Progress {}
  }

  final Station station;
  final long root;
  final List<InputSet> sets;
  final Progress[] calls;

  /** By call, the identity of what is executed; empty where outcomes are not recorded. */
  final String[] executions;

  /** No call is sent before everything below this offset is on the disk. */
  long forcedBelow;

  /** The calls below this one have been finished, in order. */
  int finished;

  Flight(Pending pending, Recorded recorded, Trace trace) {
    this.station = pending.station;
    this.root = pending.root;
    this.sets = pending.sets(trace);
    this.calls = new Progress[sets.size()];
    this.executions = new String[sets.size()];
    Arrays.fill(executions, "");
    for (int call = 0; call < calls.length; call++) {
      calls[call] = known(recorded, call);
    }
  }

  private Progress known(Recorded recorded, int call) {
    if (recorded.covers(station.node.name(), root, call)) {
      return new Progress.InLog();
    }
    Outcome inherited = recorded.inherited().of(station.node.name(), root, call);
    return inherited == null ? new Progress.Unsent() : new Progress.Ended(inherited);
  }

  boolean done() {
    return finished == calls.length;
  }

  /** The progress of the next call to be finished; null if there is none. */
  @Nullable Progress next() {
    return done() ? null : calls[finished];
  }
}
