package io.leat.engine;

/** What one node did since the engine started. Owned by the engine's thread. */
final class Tally {
  long invoked;
  long reused;
  long published;
  long failed;

  /** How long the last invocation took that was measured; -1 if none was. */
  long lastNanos = -1;
}
