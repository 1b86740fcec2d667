package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.log.Event;
import io.leat.log.EventReader;
import io.leat.log.Idle;
import io.leat.nodes.value.Invalid;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat tail}: events in the order in which they were written. */
@Command(
    name = "tail",
    description = "Print events, from the beginning to the present end.",
    footerHeading = "%n",
    footer = {
      "OFFSET is N, beginning, end, -N (so many before the end) or @TIME (@2026-11-20T10:00Z).",
      "",
      "  leat tail -n 5                            the last five events, of every topic",
      "  leat tail 'alert/*' -o jsonl              as JSON, one object a line",
      "  leat tail -f --from end                   what comes from now on",
      "  leat tail state-changes.log               what the engine did to itself"
    })
final class TailVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final FormatOption format = new FormatOption();

  @Parameters(
      paramLabel = "TOPIC",
      arity = "0..*",
      description = "Topics or patterns: alert/*, order/{id}, files/**. Default: every topic.")
  private List<String> topics = List.of();

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

  @Option(names = "-n", paramLabel = "N", description = "Only the last N of them.")
  private @Nullable Integer last;

  @Option(names = "-f", description = "Go on with what comes, until interrupted.")
  private boolean follow;

  TailVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (last != null && last < 0) {
      throw new Invalid("-n " + last + ": say how many events, 0 or more");
    }
    Topics wanted = Topics.parse(topics);
    Workspace workspace = where.workspace(console);
    try (Leat leat = workspace.openToRead(branch.branch())) {
      wanted.check(workspace, leat);
      long first = from.in(leat.log());
      long end = to == null ? leat.log().end() : to.in(leat.log());
      EventPrinter printer = new EventPrinter(console.out(), format.jsonl(), end);
      if (last != null) {
        printLast(leat, wanted, first, end, printer);
        first = Math.max(first, end);
      }
      print(leat, wanted, first, follow && to == null ? Long.MAX_VALUE : end, printer);
    }
    return ExitCode.DONE;
  }

  private void print(Leat leat, Topics wanted, long first, long end, EventPrinter printer) {
    Idle idle = Idle.backingOff();
    try (EventReader reader = leat.log().read(first, wanted.filter())) {
      while (true) {
        Event event = reader.next();
        if (event != null && event.offset() < end) {
          printer.print(event);
          idle.reset();
        } else if (event != null || !follow || end < Long.MAX_VALUE) {
          return;
        } else {
          console.out().flush();
          idle.rest();
        }
      }
    }
  }

  /**
   * Looks back further and further until there are enough, so that a long log is not read whole.
   */
  private void printLast(Leat leat, Topics wanted, long first, long end, EventPrinter printer) {
    long wantedCount = java.util.Objects.requireNonNull(last);
    long span = Math.max(1_000, wantedCount);
    while (true) {
      long start = Math.max(first, end - span);
      ArrayDeque<Event> found = lastOf(leat, wanted, start, end, wantedCount);
      if (found.size() >= wantedCount || start == first) {
        found.forEach(printer::print);
        return;
      }
      span *= 8;
    }
  }

  private static ArrayDeque<Event> lastOf(
      Leat leat, Topics wanted, long start, long end, long count) {
    var found = new ArrayDeque<Event>();
    try (EventReader reader = leat.log().read(start, wanted.filter())) {
      for (Event e = reader.next(); e != null && e.offset() < end; e = reader.next()) {
        found.add(e);
        if (found.size() > count) {
          found.remove();
        }
      }
    }
    return found;
  }
}
