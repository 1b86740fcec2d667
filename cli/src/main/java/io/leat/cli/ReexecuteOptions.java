package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leat.engine.Deviation;
import io.leat.engine.Leat;
import io.leat.engine.Reexecution;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.util.Locale;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What part of history {@code verify --re-execute} runs again, and how it tells of it. */
final class ReexecuteOptions {
  private static final Locale OTHER_LOCALE = Locale.forLanguageTag("tr-TR");
  private static final String OTHER_ZONE = "Pacific/Chatham";

  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--from",
      paramLabel = OffsetArgument.LABEL,
      description = "With --re-execute: the first root. Default: beginning.")
  private @Nullable OffsetArgument from;

  @Option(
      names = "--to",
      paramLabel = OffsetArgument.LABEL,
      description = "With --re-execute: roots below this offset. Default: end.")
  private @Nullable OffsetArgument to;

  @Option(
      names = "--sample",
      paramLabel = "N",
      description = "With --re-execute: one in N invocations of each node. Default: 1, all.")
  private int sample = 1;

  /**
   * Says that there is something to run.
   *
   * @throws Invalid if an option says what to run, and nothing is to be run
   */
  void refuse() {
    if (from != null || to != null || sample != 1 || format.jsonl()) {
      throw new Invalid("--from, --to, --sample and -o go with --re-execute");
    }
  }

  int run(Console console, Workspace workspace, @Nullable String branch) {
    if (sample < 1) {
      throw new Invalid("--sample " + sample + ": say 1 for all, 100 for one in a hundred");
    }
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try (Leat leat = workspace.open(branch == null ? BranchOption.MAIN : branch)) {
      long first = from == null ? 0 : from.in(leat.log());
      long end = to == null ? Long.MAX_VALUE : to.in(leat.log());
      long all = leat.log().end();
      Locale.setDefault(OTHER_LOCALE);
      TimeZone.setDefault(TimeZone.getTimeZone(OTHER_ZONE));
      Reexecution.Report report =
          leat.reexecution()
              .run(
                  first,
                  end,
                  sample,
                  deviation -> print(console, deviation),
                  root -> console.messages().progress(() -> "root " + root + " of " + all));
      console.messages().endProgress();
      tell(console, report);
      return report.differing() == 0 ? ExitCode.DONE : ExitCode.DIFFERENT;
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  private void tell(Console console, Reexecution.Report report) {
    String line =
        (report.differing() == 0 ? "ok: " : report.differing() + " differ: ")
            + Words.count(report.roots(), "root")
            + ", "
            + Words.count(report.compared(), "invocation")
            + " run again"
            + (report.other() == 0
                ? ""
                : ", "
                    + report.other()
                    + " not run (other code, failed, recorded nodes and effects)");
    if (format.jsonl()) {
      console
          .out()
          .line(
              new JsonLine()
                  .put("roots", report.roots())
                  .put("compared", report.compared())
                  .put("differing", report.differing())
                  .put("other", report.other())
                  .bytes());
    } else {
      console.out().line(line);
    }
  }

  private void print(Console console, Deviation found) {
    if (format.jsonl()) {
      json(found).printTo(console.out());
      return;
    }
    String call = found.root() + "." + found.node() + "." + found.call();
    console
        .out()
        .line(
            Show.whole(
                "node " + found.node() + " at offset " + found.offset() + " (" + call + ")"));
    console
        .out()
        .line(
            Show.whole(
                "  "
                    + (found.path().isEmpty() ? "" : found.path() + ": ")
                    + shown(found.recorded())
                    + " -> "
                    + shown(found.now())));
    console
        .out()
        .line(
            "  "
                + (found.steady() ? "the same once more" : "otherwise again once more")
                + "; look for "
                + String.join("; ", found.suspects()));
  }

  private static JsonLine json(Deviation found) {
    JsonLine line =
        new JsonLine()
            .put("root", found.root())
            .put("offset", found.offset())
            .put("node", found.node())
            .put("call", found.call())
            .put("path", found.path());
    line = put(line, "recorded", found.recorded());
    line = put(line, "now", found.now());
    ArrayNode suspects = JsonNodeFactory.instance.arrayNode();
    found.suspects().forEach(suspects::add);
    return line.put("steady", found.steady()).put("suspects", Value.of(suspects));
  }

  private static JsonLine put(JsonLine line, String name, JsonNode value) {
    return value.isMissingNode() ? line.absent(name) : line.put(name, Value.of(value));
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "(none)" : value.toString();
  }
}
