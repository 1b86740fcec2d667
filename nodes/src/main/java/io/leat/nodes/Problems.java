package io.leat.nodes;

import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a graph, each with the element that it is wrong with. For one thread. */
public final class Problems {

  /**
   * One problem.
   *
   * @param path the keys that lead to the element in a graph file: {@code nodes, classify, inputs,
   *     quake}
   * @param sentence without the element's name
   */
  public record Problem(List<String> path, String sentence) {

    /** The sentence with the element before it: {@code node classify, input quake: …}. */
    @Override
    public String toString() {
      var subject = new ArrayList<String>();
      for (int i = 0; i + 1 < path.size(); i += 2) {
        String section = path.get(i);
        if (section.equals("run") || section.equals("retry")) {
          break;
        }
        String noun = section.endsWith("s") ? section.substring(0, section.length() - 1) : section;
        subject.add(noun + " " + Show.text(path.get(i + 1)));
      }
      // `topic 'a b' contains …` names its topic itself.
      boolean named =
          subject.size() == 1 && sentence.startsWith(subject.getFirst().split(" ", 2)[0] + " '");
      return subject.isEmpty() || named ? sentence : String.join(", ", subject) + ": " + sentence;
    }
  }

  private final List<Problem> all = new ArrayList<>();

  /**
   * Adds a problem.
   *
   * @param sentence without the element's name
   * @param path the keys that lead to the element
   */
  public void add(String sentence, String... path) {
    all.add(new Problem(List.of(path), sentence));
  }

  /** Adds all that was refused, as problems of one element. */
  public void add(Invalid invalid, String... path) {
    invalid.problems().forEach(problem -> add(problem, path));
  }

  /** In the order found. */
  public List<Problem> all() {
    return all;
  }

  /** Whether nothing is wrong so far. */
  public boolean none() {
    return all.isEmpty();
  }

  /**
   * Ends the search: nothing happens if nothing is wrong.
   *
   * @throws Invalid with every problem, if there is one
   */
  public void raise() {
    if (!none()) {
      throw new Invalid(all.stream().map(Problem::toString).toList());
    }
  }
}
