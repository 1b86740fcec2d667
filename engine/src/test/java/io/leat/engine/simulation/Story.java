package io.leat.engine.simulation;

import io.leat.engine.oracle.Json;
import io.leat.engine.oracle.Oracle;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * All that one simulation is made of, drawn from its seed.
 *
 * @param prompt whether slow nodes often answer at once
 * @param asked whether the log is asked why, of everything; {@code -Dleat.ask} asks every one
 */
record Story(Blueprint graph, List<Step> steps, boolean prompt, boolean asked) {
  private static final int ASKED_ONE_IN = 100;
  private static final int INVOCATIONS_MAX = 300;
  private static final int LONG_VALUES_ONE_IN = 20;

  static Story draw(long seed) {
    var random = new SplittableRandom(seed);
    Blueprint graph = RandomGraph.draw(random.split());
    List<Step> steps = lengthened(RandomScript.draw(random.split(), graph), ~seed);
    boolean prompt = random.nextInt(4) == 0;
    boolean asked = Boolean.getBoolean("leat.ask") || random.nextInt(ASKED_ONE_IN) == 0;
    return new Story(graph, steps, prompt, asked).shortened();
  }

  /** Some values are too long for a document: they go to objects. */
  private static List<Step> lengthened(List<Step> steps, long seed) {
    var random = new SplittableRandom(seed);
    if (random.nextInt(LONG_VALUES_ONE_IN) > 0) {
      return steps;
    }
    return steps.stream()
        .map(step -> step instanceof Step.Append append ? append.lengthened(random) : step)
        .toList();
  }

  /** The beginning of this that causes no more than can be told quickly. */
  private Story shortened() {
    var oracle = new Oracle(Workshop.build(graph, new Health(), new Diary()));
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Append append) {
        append.roots().forEach(root -> oracle.append(root.topic(), Json.value(root.value())));
        if (oracle.invocations().size() > INVOCATIONS_MAX) {
          return with(steps.subList(0, i + 1));
        }
      }
    }
    return this;
  }

  /** This with a smaller graph; appends to what it lacks are left out. */
  Story with(Blueprint smaller) {
    var left = new ArrayList<Step>();
    for (Step step : steps) {
      if (step instanceof Step.Append append) {
        var roots = append.roots().stream().filter(root -> smaller.takes(root.topic())).toList();
        if (!roots.isEmpty()) {
          left.add(new Step.Append(roots, append.durability()));
        }
      } else {
        left.add(step);
      }
    }
    return new Story(smaller, left, prompt, asked);
  }

  Story with(List<Step> fewer) {
    return new Story(graph, List.copyOf(fewer), prompt, asked);
  }

  @Override
  public String toString() {
    var text = new StringBuilder(graph.toString());
    text.append(prompt ? "slow nodes often answer at once\n" : "");
    steps.forEach(step -> text.append("  ").append(step).append('\n'));
    return text.toString();
  }
}
