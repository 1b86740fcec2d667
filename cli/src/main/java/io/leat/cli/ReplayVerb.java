package io.leat.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leat.engine.Branches;
import io.leat.engine.Leat;
import io.leat.engine.ReplayPlan;
import io.leat.engine.Report;
import io.leat.engine.Revision;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code leat replay}: what would have been, with other options or another graph. */
@Command(
    name = "replay",
    description = "Fork a branch at an offset and execute its later roots again there.",
    footerHeading = "%n",
    footer = {
      "The branch itself is only read. Compare afterwards: leat diff main what-if. Ctrl-C ends it"
          + " in",
      "order; leat run -b what-if then goes on where it stopped.",
      "",
      "  leat replay --from 1000 --onto what-if --set judge.limit=28",
      "  leat replay --from beginning --onto fixed --graph fixed.yaml",
      "  leat replay --from 40 --onto without --drop 41 --edit 42=28.5 --insert 44:limit=30",
      "  leat replay --from 40 --onto repaired --graph fixed.yaml --only judge"
    })
final class ReplayVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final BranchOption branch = new BranchOption();
  @Mixin private final SettingOptions settings = new SettingOptions();
  @Mixin private final CommonOptions common = new CommonOptions();
  @Mixin private final FormatOption format = new FormatOption();

  @Option(
      names = "--from",
      required = true,
      paramLabel = OffsetArgument.LABEL,
      description = "Roots from here on are executed again; below it, history is shared.")
  private OffsetArgument from = OffsetArgument.BEGINNING;

  @Option(
      names = "--onto",
      paramLabel = "BRANCH",
      description =
          "The name of the fork. Default: such as main-from-1000. The same replay given again goes"
              + " on if it was cut off.")
  private @Nullable String name;

  private String onto = "";

  @Option(
      names = "--graph",
      paramLabel = "FILE",
      description = "The graph file to run there. Default: the workspace's leat.yaml.")
  private @Nullable Path graphFile;

  @Option(
      names = "--to",
      paramLabel = OffsetArgument.LABEL,
      description = "Roots from here on are left out. Default: the present end.")
  private @Nullable OffsetArgument to;

  @Mixin private final RevisionOptions changes = new RevisionOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description =
          "Up to N invocations at once of each node that runs beside the engine, instead of the"
              + " jobs of the graph; Java code never gets more than those. Same products.")
  private @Nullable Integer jobs;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for leat branch list and leat history.")
  private @Nullable String reason;

  @Option(
      names = "--dry-run",
      description = "Print what would be carried over and which nodes may run, and write nothing.")
  private boolean dryRun;

  ReplayVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Workspace workspace = where.workspace(console);
    Graph graph = graph(workspace);
    tellJobs(graph);
    try (CleanStop stop = new CleanStop();
        Leat leat = workspace.open(branch.branch())) {
      long cut = from.in(leat.log());
      long before = to == null ? Long.MAX_VALUE : to.in(leat.log());
      var narrator = new Narrator(console.messages(), common.verbosity() > 0, leat.log().end());
      List<Root> others = settings.roots(console, leat.with(graph), Map.of());
      Revision revision = changes.of(Revision.from(cut).with(others), before);
      Branches branches = leat.with(atOnce(leat.graph())).branches();
      if (dryRun) {
        tell(branches.planReplay(revision, graph), leat.branch());
        return ExitCode.DONE;
      }
      onto = name == null ? branches.nameFor(revision, graph) : name;
      try (Run run = branches.startReplay(revision, onto, graph, reason, narrator)) {
        stop.by(run::stop);
        tell(leat.branch(), cut, run.toTheEnd(), stop.stopping());
      }
    }
    return ExitCode.DONE;
  }

  private void tell(ReplayPlan plan, String branch) {
    Output out = console.out();
    if (format.jsonl()) {
      json(plan).printTo(out);
      return;
    }
    out.line("roots of " + branch + " from offset " + plan.from() + " to " + plan.to() + ":");
    out.line("  carried over  " + plan.carried());
    out.line("  left out      " + plan.dropped());
    out.line("  edited        " + plan.edited());
    out.line("  inserted      " + plan.inserted());
    out.line("nodes that may run: " + String.join(", ", plan.nodes()));
    out.line(
        "invocations at most: "
            + (plan.invocationsMax() < 0
                ? "unknown, as many as there are bindings"
                : plan.invocationsMax() + ", if none publishes twice to an output"));
    out.line("invocations that published there on " + branch + ": " + plan.published());
  }

  private static JsonLine json(ReplayPlan plan) {
    ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
    plan.nodes().forEach(nodes::add);
    JsonLine line =
        new JsonLine()
            .put("from", plan.from())
            .put("to", plan.to())
            .put("carried", plan.carried())
            .put("dropped", plan.dropped())
            .put("edited", plan.edited())
            .put("inserted", plan.inserted())
            .put("nodes", Value.of(nodes));
    return (plan.invocationsMax() < 0
            ? line.absent("invocationsMax")
            : line.put("invocationsMax", plan.invocationsMax()))
        .put("published", plan.published());
  }

  private void tell(String branch, long cut, Report report, boolean stopped) {
    Messages messages = console.messages();
    messages.endProgress();
    messages.say(
        "leat: "
            + (stopped ? "stopped replaying " : "replayed ")
            + branch
            + " from offset "
            + cut
            + " onto "
            + onto
            + ": "
            + Words.report(report));
    String file = graphFile == null ? "" : ", if leat.yaml says the graph of " + graphFile;
    messages.say(
        stopped
            ? "leat: to go on" + file + ": " + where.command() + " run --until-settled -b " + onto
            : "leat: to compare: " + where.command() + " diff " + branch + " " + onto);
  }

  private Graph graph(Workspace workspace) {
    return atOnce(
        graphFile == null ? workspace.graph() : Workspace.load(console, console.path(graphFile)));
  }

  private Graph atOnce(Graph graph) {
    return jobs == null ? graph : graph.jobs(jobs);
  }

  /** Says so if there is nothing that the jobs could be for. */
  private void tellJobs(Graph graph) {
    if (jobs != null && graph.nodes().stream().noneMatch(node -> node.body().beside())) {
      console
          .messages()
          .say(
              "leat: --jobs "
                  + jobs
                  + " changes nothing: no node of this graph runs beside the engine's thread");
    }
  }
}
