package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.Head;
import io.leat.log.LogReader;
import io.leat.nodes.value.Invalid;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat export}: a branch as one file. */
@Command(
    name = "export",
    description = "Write a branch with its objects as one portable file, for leat import.",
    footerHeading = "%n",
    footer = {
      "The file stands alone: a fork goes out with all that it shares. It is checked as a whole",
      "when it is imported. A part that does not begin at 0 gets offsets from 0, without what the",
      "engine said of itself and without products of earlier roots; each root remembers its"
          + " origin.",
      "",
      "  leat export week.leat",
      "  leat export -b what-if --to 1000 first.leat",
      "  leat export --format jsonl - | gzip >events.jsonl.gz"
    })
final class ExportVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();

  @Parameters(
      paramLabel = "FILE|-",
      description = "A file that is not there yet, or - for standard output.")
  private String file = "";

  @Option(
      names = "--from",
      paramLabel = OffsetArgument.LABEL,
      description = "The first offset. Default: beginning.")
  private OffsetArgument from = OffsetArgument.BEGINNING;

  @Option(
      names = "--to",
      paramLabel = OffsetArgument.LABEL,
      description = "The offset to stop before. Default: end.")
  private @Nullable OffsetArgument to;

  @Option(
      names = "--format",
      paramLabel = "bundle|jsonl",
      description =
          "bundle is exact and checked; jsonl is what tail -o jsonl prints, one event a line."
              + " Default: bundle.",
      converter = BundleFormat.Converter.class)
  private BundleFormat format = BundleFormat.BUNDLE;

  ExportVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (Leat leat = where.workspace(console).openToRead(branch.branch())) {
      if (file.equals("-")) {
        write(leat, console.out());
        return ExitCode.DONE;
      }
      Path target = console.path(Path.of(file));
      if (Files.exists(target)) {
        throw new Invalid(file + " is there already; name another file, or remove it");
      }
      Path fresh = target.resolveSibling(target.getFileName() + ".new");
      try {
        try (OutputStream out =
            new BufferedOutputStream(
                Files.newOutputStream(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING))) {
          write(leat, out);
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(fresh);
      }
    }
    return ExitCode.DONE;
  }

  private void write(Leat leat, OutputStream out) throws IOException {
    long first = from.in(leat.log());
    long end = to == null ? Long.MAX_VALUE : to.in(leat.log());
    if (format == BundleFormat.JSONL) {
      writeLines(leat, first, end, out);
      return;
    }
    Head head = leat.upkeep().export(first, end, out);
    console
        .messages()
        .say(
            "leat: exported "
                + Words.count(head.offset(), "event")
                + " of branch "
                + leat.branch()
                + ", head "
                + head.hash());
  }

  private static void writeLines(Leat leat, long first, long end, OutputStream out) {
    Output lines = new Output(out);
    try (LogReader reader = leat.read(first)) {
      for (Commit commit = reader.next();
          commit != null && commit.first() < end;
          commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.offset() < end) {
            EventPrinter.json(event).printTo(lines);
          }
        }
      }
    }
    lines.flush();
  }
}
