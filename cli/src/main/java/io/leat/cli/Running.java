package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Report;
import io.leat.engine.Root;
import io.leat.engine.Run;
import java.util.List;

/** An engine on the command line: tells what it does, and ends in order when interrupted. */
final class Running {
  private final Leat leat;
  private final Messages messages;
  private final CleanStop stop;
  private final boolean trace;

  /**
   * @param trace whether each step is told
   */
  Running(Leat leat, Messages messages, CleanStop stop, boolean trace) {
    this.leat = leat;
    this.messages = messages;
    this.stop = stop;
    this.trace = trace;
  }

  /**
   * Runs until every traversal has ended, or until interrupted.
   *
   * @param settings options that are set first
   */
  Report toTheEnd(List<Root> settings) {
    try (Run run = start(settings)) {
      return run.toTheEnd();
    } finally {
      messages.endProgress();
    }
  }

  /** As {@link #toTheEnd}, but follows what is appended. */
  Report untilInterrupted(List<Root> settings) {
    try (Run run = start(settings)) {
      messages.say(
          "leat: running branch "
              + leat.branch()
              + ", "
              + Words.count(leat.graph().nodes().size(), "node")
              + "; Ctrl-C stops");
      return run.untilStopped();
    } finally {
      messages.endProgress();
    }
  }

  private Run start(List<Root> settings) {
    long end = leat.log().end();
    Run run = leat.start(settings, new Narrator(messages, trace, end));
    GraphNews.since(leat, end).forEach(line -> messages.say("leat: " + line));
    stop.by(run::stop);
    return run;
  }
}
