package io.leat.nodes.drawing;

import io.leat.nodes.drawing.Sketch.Line;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Puts the parts of a sketch into columns, events going from left to right, with few lines that
 * cross. Used once, by one thread.
 */
final class Layout {

  /*
   * Sugiyama, Tagawa and Toda 1981, the short form: a part stands one column right of the last part that it
   * reads; a line over several columns becomes a chain of bends, one for each column; then each column is
   * sorted by the mean place of its neighbours, in sweeps from left to right and back, the last to the right.
   */
  private static final int SWEEPS = 9;

  private final int[] column;
  private final List<List<Integer>> columns = new ArrayList<>();
  private final List<List<Integer>> left = new ArrayList<>();
  private final List<List<Integer>> right = new ArrayList<>();

  /** By line of the sketch: its vertices from left to right, the parts at its ends included. */
  private final List<List<Integer>> ways = new ArrayList<>();

  private double[] place = {};

  Layout(Sketch sketch) {
    int parts = sketch.parts().size();
    column = new int[parts];
    for (int i = 0; i < parts; i++) {
      addVertex();
    }
    rank(sketch.lines());
    for (int i = 0; i < parts; i++) {
      put(i, column[i]);
    }
    for (Line line : sketch.lines()) {
      ways.add(way(line));
    }
    order();
  }

  /** Vertices by column, from top to bottom. Those above the number of parts are bends. */
  List<List<Integer>> columns() {
    return columns;
  }

  List<Integer> way(int line) {
    return ways.get(line);
  }

  private int addVertex() {
    left.add(new ArrayList<>());
    right.add(new ArrayList<>());
    return left.size() - 1;
  }

  /** The longest way from the left edge. There are no cycles, so this ends. */
  private void rank(List<Line> lines) {
    boolean moved = true;
    while (moved) {
      moved = false;
      for (Line line : lines) {
        if (column[line.to()] <= column[line.from()]) {
          column[line.to()] = column[line.from()] + 1;
          moved = true;
        }
      }
    }
  }

  private void put(int vertex, int at) {
    while (columns.size() <= at) {
      columns.add(new ArrayList<>());
    }
    columns.get(at).add(vertex);
  }

  private List<Integer> way(Line line) {
    List<Integer> way = new ArrayList<>(List.of(line.from()));
    for (int at = column[line.from()] + 1; at < column[line.to()]; at++) {
      int bend = addVertex();
      put(bend, at);
      way.add(bend);
    }
    way.add(line.to());
    for (int i = 1; i < way.size(); i++) {
      right.get(way.get(i - 1)).add(way.get(i));
      left.get(way.get(i)).add(way.get(i - 1));
    }
    return way;
  }

  private void order() {
    place = new double[left.size()];
    columns.forEach(this::number);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int i = 0; i < columns.size(); i++) {
        boolean forward = sweep % 2 == 0;
        sort(columns.get(forward ? i : columns.size() - 1 - i), forward ? left : right);
      }
    }
  }

  private void number(List<Integer> vertices) {
    for (int i = 0; i < vertices.size(); i++) {
      place[vertices.get(i)] = i;
    }
  }

  private void sort(List<Integer> vertices, List<List<Integer>> neighbours) {
    double[] mean = new double[place.length];
    Arrays.setAll(
        mean,
        v ->
            neighbours.get(v).stream()
                .mapToDouble(neighbour -> place[neighbour])
                .average()
                .orElse(place[v]));
    vertices.sort(Comparator.comparingDouble(v -> mean[v]));
    number(vertices);
  }
}
