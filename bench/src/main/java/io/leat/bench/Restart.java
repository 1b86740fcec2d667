package io.leat.bench;

import io.leat.engine.EngineEvent;
import io.leat.engine.Leat;
import io.leat.engine.Run;
import io.leat.log.Durability;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long the engine takes to be ready again after it was killed, by how long the log is. */
final class Restart {
  private Restart() {}

  static List<Duel> duels(Scale scale) {
    int few = scale.of(100_000);
    int many = scale.of(10_000_000);
    return List.of(
        new Duel(
            "restart",
            "start after a kill on a log of 10⁷ events; bare: we again, on 10⁵",
            1,
            1 / 1.5,
            folder -> start(folder, many),
            folder -> start(folder, few)));
  }

  private static long start(Path folder, int events) throws IOException {
    runAndDie(folder, events);
    long start = System.nanoTime();
    try (Leat leat = Leat.open(folder, Chain.graph());
        Run run = leat.start(List.of(), null)) {
      while (run.doWork() > 0) {}
      return System.nanoTime() - start;
    }
  }

  private static void runAndDie(Path folder, int events) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(Killed.class.getName(), folder.toString(), Integer.toString(events)));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    try {
      Check.same(Killed.EXIT_CODE, process.waitFor());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /**
   * Fills a log of so many events, roots and products, goes on until a snapshot was cut behind them
   * and for half as many events as lie between two, so that both sides have as much to read behind
   * theirs, and ends without closing anything.
   */
  static final class Killed {
    static final int EXIT_CODE = 9;

    /** The engine takes a snapshot every 100 000 events. */
    private static final int BEHIND = 50_000;

    private static final int EVENTS_PER_GROUP = 4 * Chain.GROUP;

    /** Where the last snapshot was cut. */
    private static long cut;

    private Killed() {}

    public static void main(String... arguments) {
      int wanted = Integer.parseInt(arguments[1]);
      Leat leat = Leat.open(Path.of(arguments[0]), Chain.graph());
      var run = leat.start(List.of(), Killed::note);
      long events = 0;
      for (int group = 0; cut < wanted || events < cut + BEHIND; group++) {
        var _ = run.append(Chain.roots(group), Durability.PROCESS);
        while (run.doWork() > 0) {}
        events += EVENTS_PER_GROUP;
      }
      Runtime.getRuntime().halt(EXIT_CODE);
    }

    private static void note(EngineEvent event) {
      cut = event instanceof EngineEvent.SnapshotTaken taken ? taken.cut() : cut;
    }
  }
}
