package io.leat.cli;

import io.leat.engine.EngineEvent;
import io.leat.engine.ReplayPlan;
import io.leat.nodes.value.Binding;
import java.util.function.Consumer;

/**
 * Tells on standard error what an engine does: failures always, how far it is on a terminal, and
 * each step if asked for. On the engine's thread.
 */
final class Narrator implements Consumer<EngineEvent> {
  private static final int FAILURES_MAX = 10;

  private final Messages messages;
  private final boolean trace;
  private long end;
  private long root = -1;

  /** The first root that was handled, and when; -1 before. */
  private long firstRoot = -1;

  private long firstNanos;
  private long invoked;
  private long failed;

  /**
   * @param trace whether each step is told
   * @param end of the log before the engine started
   */
  Narrator(Messages messages, boolean trace, long end) {
    this.messages = messages;
    this.trace = trace;
    this.end = end;
  }

  @Override
  public void accept(EngineEvent event) {
    if (trace) {
      messages.say(step(event));
    }
    switch (event) {
      case EngineEvent.Planned planned -> {
        if (!trace) {
          messages.say("leat: " + plan(planned.plan()));
        }
      }
      case EngineEvent.Restored restored -> end = Math.max(end, restored.end());
      case EngineEvent.Taken taken -> take(taken.root());
      case EngineEvent.Invoked _ -> invoked++;
      case EngineEvent.Failed failure -> fail(failure);
      case EngineEvent.SnapshotIgnored ignored -> {
        if (!trace) {
          messages.say("leat: " + ignored(ignored));
        }
      }
      case EngineEvent.SnapshotTaken _,
          EngineEvent.Reused _,
          EngineEvent.Skipped _,
          EngineEvent.Retrying _,
          EngineEvent.Withheld _,
          EngineEvent.Published _,
          EngineEvent.Committed _ -> {}
    }
    if (!trace) {
      messages.progress(this::line);
    }
  }

  private void take(long taken) {
    if (firstRoot < 0) {
      firstRoot = taken;
      firstNanos = messages.nanos();
    }
    root = taken;
  }

  private String line() {
    return "root "
        + root
        + " of "
        + Math.max(root + 1, end)
        + "  "
        + Words.count(invoked, "invocation")
        + "  "
        + failed
        + " failed  "
        + messages.seconds()
        + " s"
        + left();
  }

  /** How fast it goes, and how long it will take at that. */
  private String left() {
    double seconds = (messages.nanos() - firstNanos) / 1e9;
    long done = root - firstRoot;
    if (firstRoot < 0 || done <= 0 || seconds < 1 || root >= end) {
      return "";
    }
    long perSecond = Math.max(1, (long) (done / seconds));
    return "  " + perSecond + " offsets/s  " + (end - root) / perSecond + " s left";
  }

  private void fail(EngineEvent.Failed failure) {
    failed++;
    if (trace || failed > FAILURES_MAX) {
      return;
    }
    messages.say(
        "leat: node "
            + failure.node()
            + at(failure.binding())
            + " failed at root "
            + failure.root()
            + ": "
            + failure.message());
    if (failed == FAILURES_MAX) {
      messages.say("leat: later failures are told in state-changes.log only");
    }
  }

  private static String step(EngineEvent event) {
    return switch (event) {
      case EngineEvent.Planned e -> "planned   " + plan(e.plan());
      case EngineEvent.Restored e ->
          "restored  "
              + (e.from() > 0 ? "from snapshot " + e.from() + ", " : "")
              + "settled "
              + e.settled()
              + ", end "
              + e.end();
      case EngineEvent.SnapshotIgnored e -> ignored(e);
      case EngineEvent.SnapshotTaken e ->
          "snapshot  " + e.cut() + " of " + Words.count(e.topics(), "topic");
      case EngineEvent.Taken e -> "root      " + e.root() + " " + e.topic();
      case EngineEvent.Invoked e ->
          "invoked   " + call(e.root(), e.node(), e.call()) + at(e.handed().binding());
      case EngineEvent.Reused e -> "reused    " + call(e.root(), e.node(), e.call());
      case EngineEvent.Skipped e ->
          "skipped   " + call(e.root(), e.node(), e.call()) + at(e.binding()) + ": " + why(e);
      case EngineEvent.Retrying e ->
          "retrying  " + call(e.root(), e.node(), e.call()) + ": " + e.message();
      case EngineEvent.Withheld e ->
          "withheld  " + call(e.root(), e.node(), e.call()) + " " + e.topic() + " has it already";
      case EngineEvent.Published e ->
          "published " + call(e.root(), e.node(), e.call()) + "." + e.ordinal() + " " + e.topic();
      case EngineEvent.Failed e ->
          "failed    " + call(e.root(), e.node(), e.call()) + at(e.binding()) + ": " + e.message();
      case EngineEvent.Committed e ->
          "committed "
              + Words.count(e.count(), "event")
              + " at "
              + e.first()
              + ", settled "
              + e.settled();
    };
  }

  private static String plan(ReplayPlan plan) {
    long roots = plan.carried() + plan.edited() + plan.inserted();
    return "carrying over "
        + Words.count(roots, "root")
        + "; "
        + Words.count(plan.nodes().size(), "node")
        + " may run"
        + (plan.invocationsMax() < 0
            ? ""
            : ", at most "
                + plan.invocationsMax()
                + " times (if none publishes twice to an output)");
  }

  private static String ignored(EngineEvent.SnapshotIgnored event) {
    return "snapshot " + event.cut() + " is ignored: " + event.why();
  }

  private static String why(EngineEvent.Skipped skipped) {
    return switch (skipped.why()) {
      case REQUIRED -> "an input that is required is absent";
      case SAME -> "the same events as before";
      case CLOSED -> "effects are closed on a fork";
    };
  }

  private static String call(long root, String node, int call) {
    return root + "." + node + "." + call;
  }

  private static String at(Binding binding) {
    return binding.isEmpty() ? "" : " " + binding;
  }
}
