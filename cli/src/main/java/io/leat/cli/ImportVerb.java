package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.log.Branch;
import io.leat.log.Durability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat import}: a branch out of a file. */
@Command(
    name = "import",
    description = "Make a branch of what leat export wrote; the whole file is checked first.",
    footerHeading = "%n",
    footer = {
      "A bundle becomes a new branch, with the same events at the same offsets and, in a workspace",
      "that does not have that line of history, the same head. Lines of JSON are appended to a",
      "branch: the roots among them, as values from outside are; the engine computes the rest.",
      "If anything is wrong with the file, nothing is written.",
      "",
      "  leat import week.leat",
      "  leat import -b from-the-field week.leat",
      "  leat import --format jsonl events.jsonl"
    })
final class ImportVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

  @Parameters(paramLabel = "FILE", description = "What leat export wrote.")
  private String file = "";

  @Option(
      names = "-b",
      paramLabel = "BRANCH",
      description =
          "What the new branch is called, default: as it was; or which branch lines are appended"
              + " to, default: main.")
  private @Nullable String branch;

  @Option(
      names = "--format",
      paramLabel = "bundle|jsonl",
      description = "What the file is. Default: bundle.",
      converter = BundleFormat.Converter.class)
  private BundleFormat format = BundleFormat.BUNDLE;

  ImportVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Path source = console.path(Path.of(file));
    Workspace workspace = where.workspace(console);
    if (format == BundleFormat.JSONL) {
      appendRoots(workspace, source);
      return ExitCode.DONE;
    }
    try (Leat leat = workspace.openToRead(BranchOption.MAIN)) {
      Branch made = leat.upkeep().importBundle(source, branch);
      long end = leat.on(made.name()).log().end();
      console.out().line("imported " + Words.count(end, "event") + " as branch " + made.name());
    }
    return ExitCode.DONE;
  }

  /** Reads the file twice: what is wrong with it is found before anything is appended. */
  private void appendRoots(Workspace workspace, Path source) throws IOException {
    String onto = branch == null ? BranchOption.MAIN : branch;
    try (Leat leat = workspace.open(onto)) {
      try (InputStream text = Files.newInputStream(source)) {
        EventLines lines = new EventLines(text, leat.graph());
        while (!lines.next().isEmpty()) {
          console.messages().progress(() -> "checked " + lines.read() + " lines");
        }
      }
      long appended = 0;
      try (InputStream text = Files.newInputStream(source)) {
        EventLines lines = new EventLines(text, leat.graph());
        for (List<Root> roots = lines.next(); !roots.isEmpty(); roots = lines.next()) {
          leat.append(roots, Durability.DISK);
          appended += roots.size();
        }
      }
      console.out().line("appended " + Words.count(appended, "root") + " to branch " + onto);
    }
  }
}
