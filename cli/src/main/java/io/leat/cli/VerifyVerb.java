package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Branch;
import io.leat.log.Head;
import io.leat.log.LogException;
import io.leat.log.Repair;
import io.leat.log.Verify;
import io.leat.nodes.value.Invalid;
import java.io.IOException;
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

/** {@code leat verify}: whether everything is as it was written. */
@Command(
    name = "verify",
    description =
        "Read everything on the log and check it; exit with 4 if there is damage, with 5 if a node"
            + " answers otherwise than it did.",
    footerHeading = "%n",
    footer = {
      "Checks the checksum of every document, that offsets are dense, that segments follow each",
      "other, that forks and parents fit, and that objects and refs are there and whole. Changes",
      "nothing. Each problem names branch, offset, file and byte, what was expected and found.",
      "",
      "  leat verify --re-execute      runs pure nodes again on what the record says that they"
          + " were",
      "                                handed, in another locale and time zone, and compares;"
          + " writes",
      "                                nothing, runs no effect. What differs is named with what"
          + " such",
      "                                a difference usually comes from",
      "  leat verify --repair          shows what would be given up, and changes nothing",
      "  leat verify --repair --yes    does it: what is sound before the first damage stays,"
          + " damaged",
      "                                files are kept beside the log under other names"
    })
final class VerifyVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

  @Option(
      names = "-b",
      paramLabel = "BRANCH",
      description = "Only this branch and those that it was forked from. Default: all.")
  private @Nullable String branch;

  @Option(
      names = "--head",
      paramLabel = "FILE",
      description = "Compare with what leat head printed before, too: nothing may be gone since.")
  private @Nullable Path head;

  @Option(names = "--repair", description = "Show what it takes to make a damaged log sound again.")
  private boolean repair;

  @Option(names = "--yes", description = "With --repair: do it.")
  private boolean yes;

  @Option(
      names = "--re-execute",
      description = "Run recorded history again instead, and compare; of -b, by default of main.")
  private boolean reexecute;

  @Mixin private final ReexecuteOptions range = new ReexecuteOptions();

  private final Map<String, Long> ends = new HashMap<>();

  VerifyVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (yes && !repair) {
      throw new Invalid("--yes goes with --repair");
    }
    if (repair && (branch != null || head != null)) {
      throw new Invalid("--repair looks at the whole log; leave out -b and --head");
    }
    if (reexecute) {
      if (repair || head != null) {
        throw new Invalid("--re-execute runs nodes; leave out --repair and --head");
      }
      return range.run(console, where.workspace(console), branch);
    }
    range.refuse();
    List<Head> heads = head == null ? List.of() : HeadVerb.read(console.path(head));
    try (Leat leat = where.workspace(console).openToRead(BranchOption.MAIN)) {
      lookForEnds(leat);
      return repair ? repair(leat) : verify(leat, heads);
    }
  }

  private int verify(Leat leat, List<Head> heads) {
    Verify.Report report = leat.upkeep().verify(branch, this::progress);
    List<String> gone = new ArrayList<>();
    heads.forEach(taken -> compare(leat, taken, gone));
    console.messages().endProgress();
    int problems = report.problems().size() + gone.size();
    console
        .out()
        .line(
            (problems == 0 ? "ok: " : Words.count(problems, "problem") + ": ")
                + Words.count(report.branches(), "branch", "branches")
                + ", "
                + Words.count(report.segments(), "segment")
                + ", "
                + Words.count(report.commits(), "commit")
                + ", "
                + Words.count(report.events(), "event")
                + objects(report)
                + (heads.isEmpty() ? "" : ", " + Words.count(heads.size(), "head")));
    report.problems().forEach(problem -> console.messages().say("leat: " + problem));
    gone.forEach(problem -> console.messages().say("leat: " + problem));
    if (!report.clean()) {
      console.messages().say("leat: verify --repair shows what it takes to go on without");
    }
    return problems == 0 ? ExitCode.DONE : ExitCode.CORRUPT;
  }

  private static String objects(Verify.Report report) {
    if (report.objects() == 0) {
      return "";
    }
    String unnamed =
        report.unnamed() == 0 ? "" : " (" + report.unnamed() + " of which no event names)";
    return ", " + Words.count(report.objects(), "object") + unnamed;
  }

  private static void compare(Leat leat, Head taken, List<String> gone) {
    try {
      String difference = leat.upkeep().compare(taken);
      if (difference != null) {
        gone.add(difference);
      }
    } catch (LogException.Corrupt e) {
      gone.add(e.getMessage());
    }
  }

  private int repair(Leat leat) {
    Repair plan = leat.upkeep().repair(this::progress);
    console.messages().endProgress();
    for (Repair.Loss loss : plan.losses()) {
      console.out().line(told(loss));
      console.messages().say("leat: " + loss.why());
    }
    if (plan.losses().isEmpty()) {
      console.out().line("ok: nothing to repair");
      return ExitCode.DONE;
    }
    if (!yes) {
      console.messages().say("leat: nothing was changed; verify --repair --yes does it");
      return ExitCode.CORRUPT;
    }
    plan.run();
    console.out().line("repaired");
    return ExitCode.DONE;
  }

  private static String told(Repair.Loss loss) {
    String name = "branch " + loss.branch() + ": ";
    if (loss.whole()) {
      return name + "set aside as a whole";
    }
    long lost = loss.lost() - loss.kept();
    return name
        + "keeps what is below offset "
        + loss.kept()
        + (lost == 0
            ? ", gives up no event"
            : ", gives up "
                + Words.count(lost, "event")
                + ", offsets "
                + loss.kept()
                + " to "
                + (loss.lost() - 1));
  }

  /** Where branches end, for the progress line; what is damaged has none. */
  private void lookForEnds(Leat leat) {
    try {
      for (Branch known : leat.branches().list()) {
        ends.put(known.name(), leat.on(known.name()).log().end());
      }
    } catch (LogException e) {
      console.messages().progress(() -> "reading " + e.getMessage());
    }
  }

  private void progress(String name, long offset, long bytes) {
    console.messages().progress(() -> progressLine(name, offset, bytes));
  }

  private String progressLine(String name, long offset, long bytes) {
    long end = ends.getOrDefault(name, 0L);
    double seconds = Math.max(0.1, Double.parseDouble(console.messages().seconds()));
    return "branch "
        + name
        + (end < offset || end == 0 ? "" : ": " + 100 * offset / end + " %")
        + ", offset "
        + offset
        + ", "
        + (long) (bytes / seconds / 1_000_000)
        + " MB/s";
  }
}
