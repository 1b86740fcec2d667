package io.leat.engine.simulation;

import io.leat.log.Event;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One seed, told to its end: a random graph, random operations, random crashes; then the faults
 * end, everything settles, and what is on the log is what the naive oracle says it must be.
 */
public final class Simulation {
  private static final int SHRINK_TRIES = 400;

  private final Subject.Maker maker;

  public Simulation(Subject.Maker maker) {
    this.maker = maker;
  }

  /**
   * Runs one seed and returns the events of its log, in order.
   *
   * @param again the command that runs a seed again, with one {@code %d}
   * @throws AssertionError if anything does not hold; says why, how to run it again, and the
   *     smallest story found that fails
   */
  public List<Event> run(long seed, String again) {
    return run(seed, Story.draw(seed), again);
  }

  List<Event> run(long seed, Story story, String again) {
    try {
      return tell(story);
    } catch (RuntimeException | AssertionError | StackOverflowError failure) {
      String kind = kind(failure);
      Story smallest =
          Shrink.of(story, SHRINK_TRIES, smaller -> kind.equals(kind(failureOf(smaller))));
      throw new AssertionError(report(seed, again, smallest), failure);
    }
  }

  /** Why a seed fails, not shrunk; null if it does not. */
  public @Nullable Throwable failureOf(long seed) {
    return failureOf(Story.draw(seed));
  }

  private @Nullable Throwable failureOf(Story story) {
    try {
      tell(story);
      return null;
    } catch (RuntimeException | AssertionError | StackOverflowError failure) {
      return failure;
    }
  }

  /** What two failures have in common that are the same fault: class and first words. */
  private static String kind(@Nullable Throwable failure) {
    String text = String.valueOf(failure);
    int words = 0;
    while (words < text.length() && !Character.isDigit(text.charAt(words))) {
      words++;
    }
    return text.substring(0, words);
  }

  private String report(long seed, String again, Story smallest) {
    return "seed %d fails; to see it again: %s%nthe smallest story found that fails:%n%s%s"
        .formatted(seed, again.formatted(seed), smallest, failureOf(smallest));
  }

  private List<Event> tell(Story story) {
    var run = new Run(story, maker);
    story.steps().forEach(run::take);
    run.settle();
    run.demandAgreement();

    long end = run.log().end();
    run.restart();
    run.settle();
    run.demandAgreement();
    run.demandNothingRanBelow(end);
    if (story.asked()) {
      run.demandExplanations();
      run.demandTheSameAgain();
      run.demandPatience();
    }
    run.close();
    return run.events();
  }
}
