package io.leat.nodes;

/** What an invocation of a node is. */
public enum Kind {
  /** A function of what it is handed: it may be run again and gives the same. */
  PURE,
  /** Not deterministic: how each invocation ended is recorded, and reused where it is known. */
  RECORDED,
  /**
   * Touches the outside world: invoked at least once, with a stable key, after what it is handed is
   * on the disk; never on forks.
   */
  EFFECT
}
