package io.leat.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a failing story smaller as long as it fails: fewer nodes, fewer steps, fewer roots. */
final class Shrink {
  private final Predicate<Story> fails;
  private int triesLeft;

  private Shrink(Predicate<Story> fails, int tries) {
    this.fails = fails;
    this.triesLeft = tries;
  }

  /** The smallest failing story that was found in a number of tries; {@code story} itself fails. */
  static Story of(Story story, int tries, Predicate<Story> fails) {
    var shrink = new Shrink(fails, tries);
    Story before;
    Story smallest = story;
    do {
      before = smallest;
      smallest = shrink.fewerRoots(shrink.fewerSteps(shrink.fewerNodes(smallest)));
    } while (!smallest.equals(before) && shrink.triesLeft > 0);
    return smallest;
  }

  private boolean fails(Story story) {
    return triesLeft-- > 0 && fails.test(story);
  }

  private Story fewerNodes(Story story) {
    Story smallest = story;
    for (Blueprint.Plan plan : story.graph().nodes().reversed()) {
      Story smaller = smallest.with(smallest.graph().without(plan.name()));
      if (!smaller.graph().nodes().isEmpty() && fails(smaller)) {
        smallest = smaller;
      }
    }
    return smallest;
  }

  /** Ever smaller slices are cut out, from the end. */
  private Story fewerSteps(Story story) {
    Story smallest = story;
    for (int size = Math.max(1, story.steps().size() / 2); size >= 1; size /= 2) {
      for (int to = smallest.steps().size(); to > 0; to -= size) {
        if (to > smallest.steps().size()) {
          continue;
        }
        var left = new ArrayList<>(smallest.steps());
        left.subList(Math.max(0, to - size), to).clear();
        if (fails(smallest.with(left))) {
          smallest = smallest.with(left);
        }
      }
    }
    return smallest;
  }

  private Story fewerRoots(Story story) {
    Story smallest = story;
    for (int i = 0; i < smallest.steps().size(); i++) {
      while (smallest.steps().get(i) instanceof Step.Append append && append.roots().size() > 1) {
        List<Step> left = new ArrayList<>(smallest.steps());
        left.set(
            i,
            new Step.Append(append.roots().subList(1, append.roots().size()), append.durability()));
        if (!fails(smallest.with(left))) {
          break;
        }
        smallest = smallest.with(left);
      }
    }
    return smallest;
  }
}
