package io.leat.nodes.file;

import io.leat.nodes.Problems;
import io.leat.nodes.Problems.Problem;
import io.leat.nodes.file.Yaml.Place;
import io.leat.nodes.value.Invalid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the parts of a graph file stand, and what is wrong with them. For one thread. */
final class FilePlaces {
  private final String file;
  private final Problems problems = new Problems();
  private final Map<List<String>, Place> places = new HashMap<>();

  /** What is wrong at a place of its own. */
  private final List<Located> located = new ArrayList<>();

  private record Located(Place place, String text) {}

  /**
   * @param file as the user named it
   */
  FilePlaces(String file) {
    this.file = file;
  }

  /** Problems that are known by the path of keys that leads to them. */
  Problems problems() {
    return problems;
  }

  /** A field's place is that of its value if it is a single one, else that of its key. */
  void put(Yaml.Field field, String... path) {
    Place place = field.value() instanceof Yaml.Scalar scalar ? scalar.place() : field.place();
    places.put(List.of(path), place);
  }

  void put(Place place, String... path) {
    places.put(List.of(path), place);
  }

  void problem(Place place, String sentence, String... path) {
    located.add(new Located(place, new Problem(List.of(path), sentence).toString()));
  }

  /**
   * @throws Invalid with every problem, in order of place, if there is one
   */
  void raise() {
    for (Problem problem : problems.all()) {
      located.add(new Located(place(problem.path()), problem.toString()));
    }
    if (located.isEmpty()) {
      return;
    }
    located.sort(Comparator.comparing(Located::place));
    Set<String> lines = new LinkedHashSet<>();
    for (Located found : located) {
      lines.add(
          "%s:%d:%d: %s".formatted(file, found.place.line(), found.place.column(), found.text));
    }
    throw new Invalid(List.copyOf(lines));
  }

  /** The place of the nearest part that is known. */
  private Place place(List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      Place place = places.get(path.subList(0, length));
      if (place != null) {
        return place;
      }
    }
    return Place.START;
  }
}
