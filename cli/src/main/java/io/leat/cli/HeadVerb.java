package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.engine.Leat;
import io.leat.log.Branch;
import io.leat.log.Head;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat head}: what the log holds, in a line to keep elsewhere. */
@Command(
    name = "head",
    description = "Print where each branch ends, and a hash over everything on it up to there.",
    footerHeading = "%n",
    footer = {
      "A line each: branch, identity of its line, offset, SHA-256. Keep it where the log is not:",
      "leat verify --head FILE then finds events that were cut off or rewritten since.",
      "",
      "  leat head > /elsewhere/head",
      "  leat verify --head /elsewhere/head"
    })
final class HeadVerb implements Callable<Integer> {
  private static final Pattern LINE = Pattern.compile("(\\S+) (\\S+) ([0-9]{1,18}) ([0-9a-f]{64})");

  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

  @Option(names = "-b", paramLabel = "BRANCH", description = "Only this branch. Default: all.")
  private @Nullable String branch;

  @Mixin private final FormatOption format = new FormatOption();

  HeadVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Leat leat = where.workspace(console).openToRead(BranchOption.MAIN)) {
      List<String> names =
          branch == null
              ? leat.branches().list().stream().map(Branch::name).toList()
              : List.of(branch);
      names.forEach(name -> print(name, leat.upkeep().head(name)));
    }
    return ExitCode.DONE;
  }

  private void print(String name, Head head) {
    if (format.jsonl()) {
      var line = new JsonLine().put("branch", name).put("line", head.line());
      console.out().line(line.put("offset", head.offset()).put("hash", head.hash()).bytes());
    } else {
      console.out().line(String.join(" ", name, head.line(), "" + head.offset(), head.hash()));
    }
  }

  /**
   * The heads that a file holds, in either format.
   *
   * @throws Invalid if it holds anything else, or nothing
   */
  static List<Head> read(Path file) throws IOException {
    List<Head> heads = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      if (!line.isBlank()) {
        heads.add(line.startsWith("{") ? json(line, file) : text(line, file));
      }
    }
    if (heads.isEmpty()) {
      throw new Invalid("there is no head in " + file + "; leat head prints one");
    }
    return heads;
  }

  private static Head json(String line, Path file) {
    var object = Value.parse(line).json();
    String fields =
        String.join(
            " ",
            object.path("branch").asText("?"),
            object.path("line").asText(""),
            object.path("offset").asText(""),
            object.path("hash").asText(""));
    return text(fields, file);
  }

  private static Head text(String line, Path file) {
    Matcher words = LINE.matcher(line);
    if (!words.matches()) {
      throw new Invalid("\"" + line + "\" in " + file + " is not a head; leat head prints one");
    }
    return new Head(words.group(2), Long.parseLong(words.group(3)), words.group(4));
  }
}
