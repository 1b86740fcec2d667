package io.leat.nodes;

/** How an input or an option is read, where it differs from the default. */
public enum Mode {
  /** An event on it does not invoke the node; it is only looked up when something else does. */
  LOOKUP,
  /** The node is not invoked until it is present. For inputs only. */
  REQUIRED
}
