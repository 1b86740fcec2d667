package io.leat.cli;

import io.leat.engine.Kinship;
import io.leat.engine.Leat;
import io.leat.log.Branch;
import io.leat.log.EventLog;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The branches, each below the one that it was forked from. */
final class BranchTree {
  private static final String INDENT = "  ";

  private final Console console;
  private final Leat leat;
  private final boolean jsonl;
  private final List<Branch> branches;
  private final TextTable table =
      new TextTable(
          "BRANCH",
          "PARENT",
          ">FORKED AT",
          ">END",
          ">SETTLED",
          ">AHEAD",
          ">BEHIND",
          "MADE",
          "BY",
          "WHY");

  private BranchTree(Console console, Leat leat, boolean jsonl) {
    this.console = console;
    this.leat = leat;
    this.jsonl = jsonl;
    this.branches = leat.branches().list();
  }

  static int print(Console console, Workspace workspace, boolean jsonl) {
    try (Leat leat = workspace.openToRead(BranchOption.MAIN)) {
      BranchTree tree = new BranchTree(console, leat, jsonl);
      for (Branch branch : tree.branches) {
        if (tree.parent(branch) == null) {
          tree.add(branch, "");
        }
      }
      tree.table.lines().forEach(console.out()::line);
    }
    return ExitCode.DONE;
  }

  private @Nullable Branch parent(Branch branch) {
    Branch.Fork fork = branch.fork();
    return fork == null
        ? null
        : branches.stream()
            .filter(other -> other.line().equals(fork.line()))
            .findFirst()
            .orElse(null);
  }

  private void add(Branch branch, String indent) {
    EventLog log = leat.on(branch.name()).log();
    Kinship kinship = leat.branches().kinship(branch);
    if (jsonl) {
      json(branch, log, kinship).printTo(console.out());
    } else {
      row(branch, log, kinship, indent);
    }
    for (Branch other : branches) {
      Branch parent = parent(other);
      if (parent != null && parent.line().equals(branch.line())) {
        add(other, indent + INDENT);
      }
    }
  }

  private static JsonLine json(Branch branch, EventLog log, Kinship kinship) {
    Branch.Fork fork = branch.fork();
    JsonLine line = new JsonLine().put("branch", branch.name()).put("parent", kinship.parent());
    line = fork == null ? line.absent("at") : line.put("at", fork.offset());
    line.put("end", log.end()).put("settled", log.settled());
    line = count(line, "ahead", kinship.ahead());
    line = count(line, "behind", kinship.behind());
    line =
        kinship.madeMicros() < 0
            ? line.absent("made")
            : line.put("made", EventPrinter.time(kinship.madeMicros()));
    return line.put("by", kinship.by()).put("reason", kinship.reason());
  }

  private static JsonLine count(JsonLine line, String name, long count) {
    return count == Kinship.MANY ? line.absent(name) : line.put(name, count);
  }

  private void row(Branch branch, EventLog log, Kinship kinship, String indent) {
    Branch.Fork fork = branch.fork();
    String parent = kinship.parent();
    String by = kinship.by();
    String reason = kinship.reason();
    boolean related = parent != null;
    table.row(
        indent + branch.name(),
        parent == null ? "-" : parent,
        fork == null ? "-" : Long.toString(fork.offset()),
        Long.toString(log.end()),
        Long.toString(log.settled()),
        related ? text(kinship.ahead()) : "-",
        related ? text(kinship.behind()) : "-",
        kinship.madeMicros() < 0 ? "-" : EventPrinter.time(kinship.madeMicros()),
        by == null ? "-" : by,
        reason == null ? "" : reason);
  }

  private static String text(long count) {
    return count == Kinship.MANY ? "many" : Long.toString(count);
  }
}
