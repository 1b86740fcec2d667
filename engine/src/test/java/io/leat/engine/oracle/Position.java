package io.leat.engine.oracle;

import java.util.Comparator;

/**
 * The logical place of an event in a history. What physical offset it got says nothing about order.
 *
 * @param root number of the root, from 0
 * @param rank of the node that published it, from 0; -1 for the root itself, which comes first
 * @param call which call of that node at that root, from 0
 * @param ordinal which product of that call, from 0
 */
record Position(int root, int rank, int call, int ordinal) implements Comparable<Position> {
  private static final Comparator<Position> ORDER =
      Comparator.comparingInt(Position::root)
          .thenComparingInt(Position::rank)
          .thenComparingInt(Position::call)
          .thenComparingInt(Position::ordinal);

  static Position ofRoot(int root) {
    return new Position(root, -1, 0, 0);
  }

  @Override
  public int compareTo(Position other) {
    return ORDER.compare(this, other);
  }

  boolean after(Position other) {
    return compareTo(other) > 0;
  }
}
