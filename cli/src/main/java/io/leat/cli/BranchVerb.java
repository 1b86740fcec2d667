package io.leat.cli;

import io.leat.engine.Leat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code leat branch}: the lines of history. */
@Command(
    name = "branch",
    description = "List, create, detach and delete branches.",
    customSynopsis = {
      "leat branch [list] [-C DIR] [-o text|jsonl]",
      "     leat branch create NAME --at OFFSET [--reason TEXT] [-C DIR] [-b BRANCH]",
      "     leat branch detach NAME [-C DIR]",
      "     leat branch delete NAME [-C DIR]"
    })
final class BranchVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
  @Mixin private final FormatOption format = new FormatOption();

  BranchVerb(Console console) {
    this.console = console;
  }

  /** Adds the verb and its own verbs. */
  CommandSpec spec() {
    CommandSpec spec = CommandSpec.forAnnotatedObject(this);
    spec.addSubcommand("list", CommandSpec.forAnnotatedObject(new ListVerb(console)));
    spec.addSubcommand("create", CommandSpec.forAnnotatedObject(new CreateVerb(console)));
    spec.addSubcommand("detach", CommandSpec.forAnnotatedObject(new DetachVerb(console)));
    spec.addSubcommand("delete", CommandSpec.forAnnotatedObject(new DeleteVerb(console)));
    return spec;
  }

  @Override
  public Integer call() {
    return BranchTree.print(console, where.workspace(console), format.jsonl());
  }

  @Command(
      name = "list",
      description =
          "List every branch below the one that it was forked from: where, how many roots it has"
              + " that its parent lacks and the other way round, when it was made, by whom, and"
              + " why.")
  static final class ListVerb implements Callable<Integer> {
    private final Console console;
    @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
    @Mixin private final FormatOption format = new FormatOption();

    ListVerb(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      return BranchTree.print(console, where.workspace(console), format.jsonl());
    }
  }

  @Command(
      name = "create",
      description = "Create a branch that shares all that the roots below an offset caused.")
  static final class CreateVerb implements Callable<Integer> {
    private final Console console;
    @Mixin private final WorkspaceOptions where = new WorkspaceOptions();
    @Mixin private final BranchOption parent = new BranchOption();

    @Parameters(paramLabel = "NAME", description = "Letters, digits, '.', '_' and '-'.")
    private String name = "";

    @Option(
        names = "--at",
        required = true,
        paramLabel = OffsetArgument.LABEL,
        description = "Where it leaves its parent: N, beginning, end, -N or @TIME.")
    private OffsetArgument at = OffsetArgument.END;

    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        description = "Why, for leat branch list and leat history.")
    private @Nullable String reason;

    CreateVerb(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (Leat leat = where.workspace(console).openToRead(parent.branch())) {
        long offset = at.in(leat.log());
        leat.branches().fork(name, offset, reason);
        console
            .messages()
            .say(
                "leat: created branch "
                    + name
                    + ", forked from "
                    + leat.branch()
                    + " at "
                    + offset);
      }
      return ExitCode.DONE;
    }
  }

  @Command(
      name = "detach",
      description =
          "Make a branch self-contained: copy what it shares, so that the branches that it was"
              + " forked from may be deleted. Its events and offsets stay as they are.")
  static final class DetachVerb implements Callable<Integer> {
    private final Console console;
    @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

    @Parameters(paramLabel = "NAME", description = "A branch that was forked from another.")
    private String name = "";

    DetachVerb(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (Leat leat = where.workspace(console).openToRead(BranchOption.MAIN)) {
        boolean copied = leat.branches().detach(name);
        console
            .messages()
            .say(
                "leat: branch "
                    + name
                    + (copied
                        ? " is self-contained now"
                        : " shares nothing that it has no copy of; nothing to do"));
      }
      return ExitCode.DONE;
    }
  }

  @Command(name = "delete", description = "Delete a branch and the events that are only there.")
  static final class DeleteVerb implements Callable<Integer> {
    private final Console console;
    @Mixin private final WorkspaceOptions where = new WorkspaceOptions();

    @Parameters(
        paramLabel = "NAME",
        description = "A branch from which no other was forked, but for self-contained ones.")
    private String name = "";

    DeleteVerb(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      try (Leat leat = where.workspace(console).openToRead(BranchOption.MAIN)) {
        leat.branches().delete(name);
        console.messages().say("leat: deleted branch " + name);
      }
      return ExitCode.DONE;
    }
  }
}
