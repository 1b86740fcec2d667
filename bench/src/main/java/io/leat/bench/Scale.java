package io.leat.bench;

/**
 * How much work a run does.
 *
 * @param part of what is usual, from 0 (next to nothing, to see whether it works) to 1
 */
record Scale(double part) {

  int of(int usual) {
    return Math.max(2, (int) (usual * part));
  }
}
