package io.leat.cli;

import io.leat.engine.Invocation;
import io.leat.engine.Leat;
import io.leat.engine.Provenance;
import io.leat.engine.Turn;
import io.leat.engine.Why;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code leat why}: why a value is what it is, and why a node did or did not run. */
@Command(
    name = "why",
    description = "Tell where a value came from, or why a node did or did not run.",
    footerHeading = "%n",
    footer = {
      "OFFSET: the invocation that published the event, all that it was handed, whence that came,",
      "back to the root; and what was made of it. TOPIC: the same for its last value. NODE: what"
          + " it",
      "did at a root, by default the last, and why. Reads the log alone and runs nothing. A name",
      "that is a node and a topic is taken as the topic, with --root as the node.",
      "",
      "  leat why 17",
      "  leat why verdict/kitchen --at 100         why it was what it was then",
      "  leat why judge --root 12                  why judge ran at root 12, or did not"
    })
final class WhyVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      paramLabel = "OFFSET|TOPIC|NODE",
      description = "An event by its offset, a topic, or a node.")
  private String what = "";

  @Option(
      names = "--at",
      paramLabel = OffsetArgument.LABEL,
      description = "With a topic: as of the roots below this offset. Default: everything.")
  private @Nullable OffsetArgument at;

  @Option(
      names = "--root",
      paramLabel = OffsetArgument.LABEL,
      description = "With a node: at this root. Default: the last from outside.")
  private @Nullable OffsetArgument root;

  @Option(
      names = "--depth",
      paramLabel = "N",
      description = "Follow causes through N earlier traversals, too. Default: 0.")
  private int depth;

  WhyVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (at != null && root != null) {
      throw new Invalid("--at goes with a topic, --root with a node; say one of them");
    }
    if (depth < 0) {
      throw new Invalid("--depth " + depth + ": say how many earlier traversals, 0 or more");
    }
    Workspace workspace = where.workspace(console);
    try (Leat leat = workspace.openToRead(branch.branch())) {
      Why why = leat.why();
      OffsetArgument offset = offset();
      if (offset != null) {
        event(leat, why, offset);
      } else if (root != null) {
        node(leat, why);
      } else {
        topicOrNode(workspace, leat, why);
      }
    }
    return ExitCode.DONE;
  }

  /** What was asked about as an offset; null if it is none. */
  private @Nullable OffsetArgument offset() {
    try {
      return OffsetArgument.parse(what);
    } catch (TypeConversionException _) {
      return null;
    }
  }

  private void event(Leat leat, Why why, OffsetArgument asked) {
    if (at != null || root != null) {
      throw new Invalid(
          what
              + " is an offset; "
              + (at != null ? "--at goes with a topic" : "--root with a node"));
    }
    long offset = asked.in(leat.log());
    Provenance provenance = why.event(offset, depth);
    print(provenance);
    Invocation told = why.ending(provenance.event());
    if (told != null) {
      if (format.jsonl()) {
        WhyJson.invocation(told).printTo(console.out());
      } else {
        new WhyText(console.out()).told(told);
      }
    }
  }

  private void topicOrNode(Workspace workspace, Leat leat, Why why) {
    boolean node = at == null && why.knowsNode(what);
    Pattern.topic(what);
    long cut = at == null ? Long.MAX_VALUE : at.in(leat.log());
    Provenance provenance = why.topic(what, cut, depth);
    if (provenance != null) {
      print(provenance);
      if (node) {
        console.messages().say("leat: " + what + " is a node, too; --root N tells what it did");
      }
    } else if (node) {
      node(leat, why);
    } else {
      Topics.checkName(workspace.graph(), what);
      console
          .messages()
          .say(
              "leat: topic "
                  + what
                  + " has no value"
                  + (at == null ? " yet" : " as of that offset"));
    }
  }

  private void node(Leat leat, Why why) {
    if (!why.knowsNode(what)) {
      throw new Invalid("there is no node '" + what + "' in the graph that ran last");
    }
    long number = root == null ? why.lastRoot() : root.in(leat.log());
    if (number < 0) {
      throw new Invalid("there is no root on branch " + leat.branch() + " yet");
    }
    Turn turn = why.turn(what, number);
    if (format.jsonl()) {
      WhyJson.turn(turn).printTo(console.out());
    } else {
      new WhyText(console.out()).turn(turn);
    }
  }

  private void print(Provenance provenance) {
    if (format.jsonl()) {
      WhyJson.print(provenance, console.out());
    } else {
      new WhyText(console.out()).provenance(provenance);
    }
  }
}
