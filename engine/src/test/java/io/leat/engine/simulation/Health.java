package io.leat.engine.simulation;

/**
 * How the world is that nodes with the policy to stop depend on: while it is ill, some of them
 * fail.
 */
final class Health {
  private boolean ill;

  boolean ill() {
    return ill;
  }

  void set(boolean ill) {
    this.ill = ill;
  }
}
