package io.leat.engine;

import io.leat.nodes.Handed;
import io.leat.nodes.value.Binding;

/**
 * What the engine does, as it does it: the one source of the trace, the progress line and the
 * tests. Told on the engine's thread, in the order in which it happens.
 */
public sealed interface EngineEvent {

  /** A fork is about to be made, to execute roots of this branch again. */
  record Planned(ReplayPlan plan) implements EngineEvent {}

  /**
   * The log was read; nodes will take part from {@code settled} on.
   *
   * @param from where the snapshot was cut that it was read on from; 0 without one
   */
  record Restored(long from, long settled, long end) implements EngineEvent {}

  /** A snapshot is not believed, or could not be written: it is done without. */
  record SnapshotIgnored(long cut, String why) implements EngineEvent {}

  /** A snapshot was written. */
  record SnapshotTaken(long cut, int topics) implements EngineEvent {}

  /** A root is being handled. */
  record Taken(long root, String topic) implements EngineEvent {}

  /** Node code is being run. Told once per attempt. */
  record Invoked(long root, String node, int call, Handed handed) implements EngineEvent {}

  /**
   * What the log says of an invocation, or on a fork the log of the line that it left, was used; no
   * code ran.
   */
  record Reused(long root, String node, int call) implements EngineEvent {}

  /** Why node code is not run, although an event called for it. */
  enum Reason {
    /** An input that is required is absent. */
    REQUIRED,
    /** The set before it in this traversal holds the same events: both are one invocation. */
    SAME,
    /** It is an effect, and effects are closed on a fork. */
    CLOSED
  }

  /**
   * Node code is not run, although an event called for it.
   *
   * @param call which it would be
   */
  record Skipped(long root, String node, int call, Binding binding, Reason why)
      implements EngineEvent {}

  /** An attempt failed; there will be another. */
  record Retrying(long root, String node, int call, int attempt, String message)
      implements EngineEvent {}

  /** An invocation made a value that its topic, being distinct, has already. */
  record Withheld(long root, String node, int call, String topic) implements EngineEvent {}

  /** An invocation published a value. */
  record Published(long root, String node, int call, int ordinal, String topic)
      implements EngineEvent {}

  /** An invocation failed for good. */
  record Failed(long root, String node, int call, Binding binding, String message)
      implements EngineEvent {}

  /** A commit was written. */
  record Committed(long first, int count, long settled) implements EngineEvent {}
}
