package io.leat.cli;

import io.leat.engine.Difference;
import io.leat.engine.Difference.Change;
import io.leat.engine.FieldChange;
import io.leat.engine.Leat;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat diff}: in what two histories differ. */
@Command(
    name = "diff",
    description = "Print every event in which two branches differ; exit with 5 if there is one.",
    footerHeading = "%n",
    footer = {
      "~ is an event that both have with different values, + one that only B has, - one that only",
      "A has. Times are not compared; nor are state changes, which is what the engine says of",
      "itself, nor, but with --state, what these caused: a retry, a new node's first products.",
      "",
      "  leat diff main what-if",
      "  leat diff main what-if --stat             how many, by kind of topic",
      "  leat diff main what-if --state            only in what the topics hold now",
      "  leat diff main what-if -o jsonl           {change, topic, node, root, call, ordinal, a, b}"
    })
final class DiffVerb implements Callable<Integer> {
  private final Console console;
  private final Map<Change, Integer> counts = new EnumMap<>(Change.class);

  /** By kind of topic. */
  private final Map<String, Map<Change, Long>> stats = new TreeMap<>();

  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(index = "0", paramLabel = "A", description = "A branch.")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "The branch to compare it with.")
  private String b = "";

  @Option(names = "--state", description = "Compare only the last value of each topic.")
  private boolean state;

  @Option(names = "--stat", description = "Print only how many differ, by kind of topic.")
  private boolean stat;

  DiffVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    long differences;
    try (Leat leat = where.workspace(console).openToRead(BranchOption.MAIN)) {
      differences =
          state
              ? leat.branches().diffStates(a, b, this::print)
              : leat.branches().diff(a, b, this::print);
    }
    stats.forEach(this::print);
    console.out().flush();
    if (differences == 0) {
      console.messages().say("leat: branches " + a + " and " + b + " " + same());
      return ExitCode.DONE;
    }
    console.messages().say("leat: " + summary(differences));
    return ExitCode.DIFFERENT;
  }

  private String same() {
    return state
        ? "end with the same"
        : "have the same roots, and these caused the same; state changes are not compared";
  }

  private String summary(long differences) {
    return Words.count(differences, state ? "topic" : "event")
        + (differences == 1 ? " differs: " : " differ: ")
        + counts.getOrDefault(Change.CHANGED, 0)
        + " changed, "
        + counts.getOrDefault(Change.ADDED, 0)
        + " only in "
        + b
        + ", "
        + counts.getOrDefault(Change.MISSING, 0)
        + " only in "
        + a;
  }

  private void print(Difference difference) {
    counts.merge(difference.change(), 1, Integer::sum);
    if (stat) {
      stats
          .computeIfAbsent(kind(difference.topic()), _ -> new EnumMap<>(Change.class))
          .merge(difference.change(), 1L, Long::sum);
    } else if (format.jsonl()) {
      json(difference).printTo(console.out());
    } else {
      text(difference);
    }
  }

  /** Topics whose names begin alike, for there may be millions of them. */
  private static String kind(String topic) {
    int slash = topic.indexOf('/');
    return slash < 0 ? topic : topic.substring(0, slash) + "/…";
  }

  private void print(String kind, Map<Change, Long> changes) {
    if (format.jsonl()) {
      JsonLine line = new JsonLine().put("topics", kind);
      for (Change change : Change.values()) {
        line.put(word(change), changes.getOrDefault(change, 0L));
      }
      line.printTo(console.out());
      return;
    }
    List<String> parts = new ArrayList<>();
    changes.forEach((change, count) -> parts.add(count + " " + word(change)));
    console.out().line(Show.whole(kind + "  " + String.join(", ", parts)));
  }

  private static JsonLine json(Difference difference) {
    JsonLine line =
        new JsonLine()
            .put("change", word(difference.change()))
            .put("topic", difference.topic())
            .put("node", difference.node())
            .put("root", difference.root());
    line =
        difference.node() == null
            ? line.absent("call").absent("ordinal")
            : line.put("call", difference.call()).put("ordinal", difference.ordinal());
    return line.put("a", difference.a()).put("b", difference.b());
  }

  private static String word(Change change) {
    return switch (change) {
      case ADDED -> "added";
      case MISSING -> "missing";
      case CHANGED -> "changed";
    };
  }

  private void text(Difference difference) {
    String sign =
        switch (difference.change()) {
          case ADDED -> "+ ";
          case MISSING -> "- ";
          case CHANGED -> "~ ";
        };
    console.out().line(Show.whole(sign + difference.topic() + "  " + source(difference)));
    Value before = difference.a();
    Value after = difference.b();
    if (before != null && after != null && held(before) && held(after)) {
      FieldChange.between(before.json(), after.json())
          .forEach(change -> console.out().line(Show.whole("    " + change)));
    } else {
      console.out().line(Show.whole("    " + shown(before, after)));
    }
  }

  private static String source(Difference d) {
    return d.node() == null
        ? "root " + d.root()
        : d.root() + "." + d.node() + "." + d.call() + "." + d.ordinal();
  }

  private static String shown(@Nullable Value before, @Nullable Value after) {
    return before != null && after != null
        ? before + " -> " + after
        : String.valueOf(before == null ? after : before);
  }

  private static boolean held(Value value) {
    return value.length() <= Value.BYTES_MAX;
  }
}
