package io.leat.engine.simulation;

import io.leat.log.Durability;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One thing that happens in a simulation, as plain data. What a step draws by chance comes from a
 * seed of its own.
 */
sealed interface Step {

  /** A root to be, its value as JSON. */
  record Told(String topic, String value) {
    private static final String LONG = "\"" + "long".repeat(20_000) + "\"";

    Told longer() {
      return new Told(topic, LONG);
    }

    @Override
    public String toString() {
      return topic + " " + (value.equals(LONG) ? value.length() + " bytes" : value);
    }
  }

  /** A batch is appended. */
  record Append(List<Told> roots, Durability durability) implements Step {
    /** The same with some values, though none of options, that are too long for a document. */
    Append lengthened(SplittableRandom random) {
      return new Append(
          roots.stream()
              .map(
                  told ->
                      random.nextInt(4) > 0 || told.topic().contains(".") ? told : told.longer())
              .toList(),
          durability);
    }
  }

  /** An option that the graph has by then is set. */
  record Set(long seed) implements Step {}

  /** The engine's loop turns. */
  record Work(int times) implements Step {}

  /** Some of the slow invocations that are under way come to their end. */
  record Finish(int tasks, long seed) implements Step {}

  /** Time passes; less than 0: the clock is set back. */
  record Pass(int ms) implements Step {}

  /** Something happens to the snapshots, while the engine is stopped cleanly and started again. */
  record Spoil(long seed) implements Step {}

  /** The engine is stopped cleanly and started again. */
  record Restart() implements Step {}

  /** The process dies now, and is started again. */
  record Crash(long seed) implements Step {}

  /**
   * The process dies at a write that is yet to come, and is started again.
   *
   * @param writes how many writes succeed before
   * @param after whether the write that kills it is there
   */
  record CrashAt(int writes, boolean after, long seed) implements Step {}

  /** Slow invocations of engines that are dead come to their end: nobody may listen. */
  record FinishLate(int tasks, long seed) implements Step {}

  /** The world falls ill or recovers: see {@link Health}. */
  record Ail(boolean ill) implements Step {}

  /** An invocation that failed is retried. */
  record Retry(long seed) implements Step {}

  /** Some nodes get other code, whatever is under way, and the engine is started again. */
  record Recode(long seed, boolean cleanly) implements Step {}

  /**
   * Everything settles, and the engine is started again with a graph that has other nodes, inputs
   * or defaults.
   */
  record Rebuild(long seed) implements Step {}

  /**
   * History is executed again on a fork, from some offset on, perhaps with other options or other
   * code.
   */
  record Fork(long seed) implements Step {}
}
