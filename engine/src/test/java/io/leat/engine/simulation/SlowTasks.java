package io.leat.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what it is given until it is told to run some of it, in an order drawn by chance: any
 * thread schedule, on one thread.
 */
public final class SlowTasks implements Executor {
  private final List<Runnable> waiting = new ArrayList<>();
  private final @Nullable SplittableRandom promptness;

  public SlowTasks() {
    this(null);
  }

  private SlowTasks(@Nullable SplittableRandom promptness) {
    this.promptness = promptness;
  }

  /** Runs every other task as soon as it is given it. */
  static SlowTasks prompt(long seed) {
    return new SlowTasks(new SplittableRandom(seed));
  }

  @Override
  public void execute(Runnable task) {
    if (promptness != null && promptness.nextBoolean()) {
      task.run();
    } else {
      waiting.add(task);
    }
  }

  /** Gives all that waits to another. */
  void moveTo(SlowTasks other) {
    other.waiting.addAll(waiting);
    waiting.clear();
  }

  /** How many wait. */
  public int waiting() {
    return waiting.size();
  }

  /** Runs up to {@code count} of the waiting tasks and returns how many it ran. */
  public int run(int count, SplittableRandom random) {
    int ran = 0;
    while (ran < count && !waiting.isEmpty()) {
      waiting.remove(random.nextInt(waiting.size())).run();
      ran++;
    }
    return ran;
  }
}
