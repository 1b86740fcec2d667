package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Merge;
import io.leat.engine.Merge.Conflict;
import io.leat.engine.Merge.Side;
import io.leat.log.Event;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat merge}: what was appended to a fork comes to the branch. */
@Command(
    name = "merge",
    description = "Append a fork's own inputs to a branch, and nothing else.",
    footerHeading = "%n",
    footer = {
      "Products are not merged: what the inputs cause is computed by the branch's own next run, as",
      "if they were appended by hand. All of them come, in order, as one batch, or none. Merging",
      "again adds what is new. A topic that got inputs on both sides is a conflict: --ours leaves",
      "the fork's out, --theirs appends them; --decisions reads a file with a line for each, such"
          + " as",
      "ours quake/ci37.",
      "",
      "  leat merge late --dry-run                 what would be appended, and the conflicts",
      "  leat merge late --theirs rules"
    })
final class MergeVerb implements Callable<Integer> {
  private static final String ALL = "";

  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(paramLabel = "BRANCH", description = "The fork.")
  private String fork = "";

  @Option(
      names = "--into",
      paramLabel = "BRANCH",
      description = "The branch that gets them. Default: main.")
  private String into = BranchOption.MAIN;

  @Option(
      names = "--ours",
      arity = "0..1",
      fallbackValue = ALL,
      paramLabel = "TOPIC",
      description = "Decide the conflict on a topic for the branch; without TOPIC every other one.")
  private List<String> ours = new ArrayList<>();

  @Option(
      names = "--theirs",
      arity = "0..1",
      fallbackValue = ALL,
      paramLabel = "TOPIC",
      description = "The same for the fork.")
  private List<String> theirs = new ArrayList<>();

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description = "Decide conflicts one by one: ours TOPIC or theirs TOPIC on each line.")
  private @Nullable Path decisions;

  @Option(names = "--dry-run", description = "Show what would be appended, and write nothing.")
  private boolean dryRun;

  MergeVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Map<String, Side> sides = sides();
    try (Leat leat = where.workspace(console).open(into)) {
      Merge merge =
          dryRun
              ? leat.branches().planMerge(fork)
              : leat.branches()
                  .merge(fork, conflict -> sides.getOrDefault(conflict.topic(), sides.get(ALL)));
      if (dryRun) {
        merge.conflicts().forEach(this::print);
      }
      long end = leat.on(fork).log().end();
      var printer = new EventPrinter(console.out(), format.jsonl(), end);
      merge.roots().forEach(printer::print);
      console.out().flush();
      tell(merge);
    }
    return ExitCode.DONE;
  }

  private void tell(Merge merge) {
    String what = Words.count(merge.roots().size(), "root") + " of " + fork;
    Messages messages = console.messages();
    if (dryRun) {
      messages.say(
          "leat: would append "
              + what
              + " to "
              + into
              + (merge.conflicts().isEmpty()
                  ? ""
                  : "; " + Words.count(merge.conflicts().size(), "conflict") + " to decide"));
    } else if (merge.roots().isEmpty()) {
      messages.say(
          "leat: nothing to append: " + into + " has all that " + fork + " has of its own");
    } else {
      messages.say("leat: appended " + what + " to " + into);
    }
  }

  private void print(Conflict conflict) {
    if (format.jsonl()) {
      console
          .out()
          .line(
              new JsonLine()
                  .put("conflict", conflict.topic())
                  .put("ours", conflict.ours().getLast().offset())
                  .put("theirs", conflict.theirs().getLast().offset())
                  .bytes());
    } else {
      console.out().line(Show.whole("conflict  " + conflict.topic()));
      conflict.ours().forEach(root -> print("ours  ", root));
      conflict.theirs().forEach(root -> print("theirs", root));
    }
  }

  private void print(String side, Event root) {
    console.out().line(Show.whole("  " + side + "  " + root.offset() + "  " + Leat.valueOf(root)));
  }

  /** By topic, how its conflict is decided; under the empty one, every other. */
  private Map<String, Side> sides() {
    Map<String, Side> sides = new HashMap<>();
    List<String> problems = new ArrayList<>();
    ours.forEach(topic -> put(sides, topic, Side.OURS, problems));
    theirs.forEach(topic -> put(sides, topic, Side.THEIRS, problems));
    if (decisions != null) {
      read(console.path(decisions), sides, problems);
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return sides;
  }

  private static void put(Map<String, Side> sides, String topic, Side side, List<String> problems) {
    Side before = sides.put(topic, side);
    if (before != null && before != side) {
      problems.add(
          (topic.isEmpty() ? "every conflict" : "the conflict on " + topic)
              + " is decided for both sides");
    }
  }

  private void read(Path file, Map<String, Side> sides, List<String> problems) {
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (IOException e) {
      throw new Invalid("cannot read " + console.seen(file) + ": " + e);
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.startsWith("ours ")) {
        put(sides, line.substring(5).strip(), Side.OURS, problems);
      } else if (line.startsWith("theirs ")) {
        put(sides, line.substring(7).strip(), Side.THEIRS, problems);
      } else if (!line.isEmpty()) {
        problems.add(
            console.seen(file)
                + ":"
                + (i + 1)
                + ": '"
                + line
                + "' decides nothing; say ours TOPIC or theirs TOPIC");
      }
    }
  }
}
