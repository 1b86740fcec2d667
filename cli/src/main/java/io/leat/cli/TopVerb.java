package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Traffic;
import io.leat.nodes.value.Invalid;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat top}: the graph in motion. */
@Command(
    name = "top",
    description = "Watch what waits, runs and flows, node by node.",
    footerHeading = "%n",
    footer = {
      "Whichever process runs the branch tells it once a second; without one, what is shown is what"
          + " waits on the log.",
      "",
      "WAITING: roots that the node has to handle. RUNNING: invocations under way beside the"
          + " engine's thread. /S: invocations",
      "in the last second. LAST: how long the last one took that was measured. The other columns"
          + " count since the engine started.",
      "",
      "  leat top                            the screen, until Ctrl-C",
      "  leat top -n 1                       every node, once",
      "  leat top -n 1 -o jsonl | jq -c '.nodes[] | select(.failed > 0)'"
    })
final class TopVerb implements Callable<Integer> {
  private static final long EVERY_MS = 1_000;

  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "-n",
      paramLabel = "COUNT",
      description =
          "Show so many times, a second apart. Default: until interrupted on a terminal, else"
              + " once.")
  private @Nullable Integer count;

  TopVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    if (count != null && count < 1) {
      throw new Invalid("-n " + count + ": must be at least 1");
    }
    var stopped = new CountDownLatch(1);
    try (CleanStop stop = new CleanStop();
        Leat leat = where.workspace(console).open(branch.branch())) {
      stop.by(stopped::countDown);
      if (count == null && console.out().terminal() && !format.jsonl()) {
        onScreen(leat, stopped);
      } else {
        inLines(leat, count == null ? 1 : count, stopped);
      }
    }
    return ExitCode.DONE;
  }

  private void onScreen(Leat leat, CountDownLatch stopped) throws InterruptedException {
    var screen = new Screen(console.out());
    try {
      do {
        var view = new TrafficView(leat.traffic(), leat.branch(), leat.holder());
        screen.show(view.lines(screen.size()));
      } while (!stopped.await(EVERY_MS, TimeUnit.MILLISECONDS));
    } finally {
      screen.close();
    }
  }

  private void inLines(Leat leat, int times, CountDownLatch stopped) throws InterruptedException {
    for (int time = 1; time <= times; time++) {
      Traffic traffic = leat.traffic();
      var view = new TrafficView(traffic, leat.branch(), leat.holder());
      if (format.jsonl()) {
        console.out().line(view.json());
      } else {
        view.lines(null).forEach(console.out()::line);
      }
      console.out().flush();
      if (time < times && stopped.await(EVERY_MS, TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }
}
