package io.leat.engine;

import io.leat.nodes.Handed;
import io.leat.nodes.value.Binding;

/**
 * What the engine does, as it does it: the one source of the trace, the progress line and the
 * tests. Told on the engine's thread, in the order in which it happens.
 */
public sealed interface EngineEvent {

  /** The log was read; nodes will take part from {@code settled} on. */
  record Restored(long settled, long end) implements EngineEvent {}

  /** A root is being handled. */
  record Taken(long root, String topic) implements EngineEvent {}

  /** Node code is being run. Told once per attempt. */
  record Invoked(long root, String node, int call, Handed handed) implements EngineEvent {}

  /** What the log says of an invocation was used; no code ran. */
  record Reused(long root, String node, int call) implements EngineEvent {}

  /** An invocation published a value. */
  record Published(long root, String node, int call, int ordinal, String topic)
      implements EngineEvent {}

  /** An invocation failed for good. */
  record Failed(long root, String node, int call, Binding binding, String message)
      implements EngineEvent {}

  /** A commit was written. */
  record Committed(long first, int count, long settled) implements EngineEvent {}
}
