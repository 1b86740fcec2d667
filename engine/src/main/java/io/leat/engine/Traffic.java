package io.leat.engine;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What waits, runs and flows on a branch at one moment. Told by the engine that runs it, about once
 * a second; of a branch that nobody runs, told from its log, and then nothing is counted but what
 * waits.
 *
 * @param timeMs when it was told, ms since 1970
 * @param running whether an engine runs
 * @param settled every root below this offset is finished by every node
 * @param end where the log ends
 * @param roots how many roots the engine took since it started
 * @param rootsPerSecond how many it took in the last second
 * @param busy what the engine's thread has been at for more than a second, and so everybody waits
 *     for; null if it is at nothing for so long
 * @param nodes in order of rank
 */
public record Traffic(
    long timeMs,
    boolean running,
    long settled,
    long end,
    long roots,
    double rootsPerSecond,
    @Nullable Busy busy,
    List<AtNode> nodes) {

  /**
   * One node; what is counted is counted since the engine started.
   *
   * @param waiting roots that it has to handle and that everything upstream of it may still be at
   * @param inFlight invocations under way beside the engine's thread
   * @param invoked attempts to run its code
   * @param perSecond attempts in the last second
   * @param reused invocations whose outcome was in the log
   * @param published products
   * @param failed invocations that failed for good
   * @param lastMicros how long the last invocation took that was measured, in µs; -1 if none was
   * @param edges by input
   */
  public record AtNode(
      String name,
      long waiting,
      int inFlight,
      long invoked,
      double perSecond,
      long reused,
      long published,
      long failed,
      long lastMicros,
      List<OnEdge> edges) {

    AtNode perSecond(double perSecond) {
      return new AtNode(
          name,
          waiting,
          inFlight,
          invoked,
          perSecond,
          reused,
          published,
          failed,
          lastMicros,
          edges);
    }
  }

  /**
   * One input of a node.
   *
   * @param pattern that it reads
   * @param waiting events on it that the node has to handle
   */
  public record OnEdge(String input, String pattern, long waiting) {}

  /** An invocation that holds up all others. */
  public record Busy(String node, long root, long forMs) {}

  /** This, with what happened since an earlier moment as a rate. */
  Traffic since(Traffic before) {
    double seconds = Math.max(1, timeMs - before.timeMs) / 1000.0;
    List<AtNode> rated =
        IntStream.range(0, nodes.size())
            .mapToObj(
                i -> {
                  AtNode node = nodes.get(i);
                  return node.perSecond((node.invoked - before.nodes.get(i).invoked) / seconds);
                })
            .toList();
    return new Traffic(
        timeMs, running, settled, end, roots, (roots - before.roots) / seconds, busy, rated);
  }

  /** This, told again. */
  Traffic at(long timeMs, @Nullable Busy busy) {
    return new Traffic(timeMs, running, settled, end, roots, rootsPerSecond, busy, nodes);
  }
}
