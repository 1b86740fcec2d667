package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import io.leat.engine.Leat;
import io.leat.engine.Run;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run}, {@code replay}, {@code branch}, {@code diff}, {@code verify} and {@code doctor}. */
final class RunningTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "26").ok();
    shell.run("append", "reading/attic", "31").ok();
  }

  @Test
  void untilSettledEndsWhenEveryTraversalHasEnded() {
    Ended ended = shell.run("run", "--until-settled").expect(ExitCode.DONE);

    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).contains("settled after").contains("2 products, 0 failed");
    assertThat(shell.run("get", "verdict/hall").ok().out()).isEqualTo("\"too warm\"\n");
  }

  @Test
  void aFailedInvocationIsToldAndTheOthersGoOn() {
    shell.run("append", "reading/attic", "13").ok();
    shell.run("append", "reading/attic", "14").ok();

    Ended ended = shell.run("run", "--until-settled").expect(ExitCode.DONE);

    assertThat(ended.err())
        .contains("node judge {room=attic} failed at root 2:")
        .contains("13 is unlucky")
        .contains("3 products, 1 failed");
    assertThat(shell.run("get", "verdict/attic").ok().out()).isEqualTo("\"fine\"\n");
  }

  @Test
  void aNodeThatMayStopTheEngineDoesAndTheOffsetIsNamed() {
    shell.file("leat.yaml", "graph: io.leat.cli.Rooms$Strict\n");
    shell.run("append", "reading/attic", "13").ok();

    Ended stopped = shell.run("run", "--until-settled").expect(ExitCode.INTERNAL);

    assertThat(stopped.err()).contains("judge").contains(" 2").contains("13 is unlucky");
    assertThat(stopped.err()).doesNotContain("internal error");
  }

  @Test
  void aSecondEngineIsRefusedAndToldWhoHoldsTheBranch() {
    try (Leat leat = Leat.open(folder, Rooms.graph());
        Run _ = leat.start(List.of(), _ -> {})) {
      Ended refused = shell.run("run").expect(ExitCode.UNAVAILABLE);

      assertThat(refused.err()).contains("branch main is held by this process");
      assertThat(shell.run("doctor").expect(0).out()).contains("held by this process");
    }
    assertThat(shell.run("doctor").expect(0).out()).contains("free");
  }

  @Test
  void everyWrongOptionIsNamedBeforeAnythingIsWritten() {
    Ended unknown =
        shell.run("run", "--set", "judge.limt=3", "--set", "judge.limit=\"x\"").expect(2);
    Ended noJson = shell.run("run", "--set", "judge.limit=high").expect(2);

    assertThat(unknown.err().lines()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(unknown.err()).contains("judge.limt").contains("is not of type number");
    assertThat(noJson.err()).contains("--set judge.limit=high: not JSON");
    assertThat(shell.run("tail", "-o", "jsonl").ok().lines()).hasSize(2);
  }

  @Test
  void anOptionWithoutADefaultMustBeSet() {
    shell.file("leat.yaml", "graph: io.leat.cli.Rooms$Demanding\n");

    Ended refused = shell.run("run", "--until-settled").expect(ExitCode.INVALID);

    assertThat(refused.err()).contains("option judge.limit has no value and no default");
    assertThat(shell.run("tail", "-o", "jsonl").ok().lines()).hasSize(2);
  }

  @Test
  void theTraceTellsEachStep() {
    Ended traced = shell.run("run", "--until-settled", "-v").expect(ExitCode.DONE);

    assertThat(traced.err())
        .contains("root      0 reading/hall")
        .contains("invoked   0.judge.0 {room=hall}")
        .contains("published 0.judge.0.0 verdict/hall");
  }

  @Test
  void anotherGraphIsAnnounced() {
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    assertThat(shell.run("run", "--until-settled").expect(0).err()).doesNotContain("changed");

    shell.file("leat.yaml", "graph: io.leat.cli.Rooms$Strict\n");

    assertThat(shell.run("run", "--until-settled").expect(0).err())
        .contains("leat: the graph changed since the last run:\n")
        .contains("leat:   node judge changed: on-failure; begins at offset 8\n");
  }

  @Test
  void aReplayOntoAForkShowsWhatAnOptionWouldHaveChanged() {
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    String main = shell.run("tail", "-o", "jsonl").ok().out();

    Ended replayed =
        shell.run("replay", "--from", "0", "--onto", "what-if", "--set", "judge.limit=28");
    Ended diff = shell.run("diff", "main", "what-if", "-o", "jsonl").expect(ExitCode.DIFFERENT);
    Ended text = shell.run("diff", "main", "what-if").expect(ExitCode.DIFFERENT);

    assertThat(replayed.expect(ExitCode.DONE).err())
        .contains("replayed main from offset 0 onto what-if");
    assertThat(diff.lines())
        .anyMatch(
            line ->
                line.matches(
                    "\\{\"change\":\"changed\",\"topic\":\"verdict/hall\",\"node\":\"judge\",\"root\":[0-9]+,\"call\":0,\"ordinal\":0,\"a\":\"too"
                        + " warm\",\"b\":\"fine\"}"))
        .noneMatch(line -> line.contains("verdict/attic"));
    assertThat(text.out()).contains("~ verdict/hall").contains("\"too warm\" -> \"fine\"");
    assertThat(shell.run("get", "-b", "what-if", "verdict/hall").ok().out())
        .isEqualTo("\"fine\"\n");
    assertThat(shell.run("tail", "-o", "jsonl").ok().out()).isEqualTo(main);
  }

  @Test
  void aReplayThatCannotBeLeavesNoBranch() {
    assertThat(shell.run("replay", "--from", "9", "--onto", "x").expect(2).err())
        .contains("offset 9 is past the end (2) of branch main");
    assertThat(shell.run("replay", "--from", "0", "--onto", "main").expect(2).err())
        .contains("there is a branch main already");
    assertThat(shell.run("replay", "--from", "0", "--onto", "a b").expect(2).err())
        .contains("is no name for a branch");
    assertThat(shell.run("replay", "--onto", "x").expect(2).err()).contains("--from");
    assertThat(shell.run("replay", "--from", "0", "--onto", "x", "--set", "a.b=1").expect(2).err())
        .contains("a.b");
    assertThat(
            shell.run("replay", "--from", "0", "--onto", "x", "--graph", "no.yaml").expect(2).err())
        .contains("there is no file");
    assertThat(shell.run("branch", "-o", "jsonl").ok().lines()).hasSize(1);
  }

  @Test
  void branchesAreCreatedListedAndDeleted() {
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    shell.run("branch", "create", "early", "--at", "1").expect(ExitCode.DONE);

    assertThat(shell.run("branch", "list", "-o", "jsonl").ok().lines().getLast())
        .startsWith("{\"branch\":\"early\",\"parent\":\"main\",\"at\":1,");
    assertThat(shell.run("get", "-b", "early", "verdict/hall").ok().out())
        .isEqualTo("\"too warm\"\n");
    assertThat(shell.run("get", "-b", "early", "verdict/attic").expect(0).out()).isEmpty();

    shell.run("branch", "delete", "early").expect(ExitCode.DONE);
    assertThat(shell.run("branch").ok().lines()).hasSize(2);
    assertThat(shell.run("branch", "delete", "main").expect(2).err())
        .contains("branch main cannot be deleted");
    assertThat(shell.run("branch", "delete", "early").expect(2).err())
        .contains("there is no branch early");
  }

  @Test
  void aBranchIsTheSameAsItself() {
    Ended same = shell.run("diff", "main", "main").expect(ExitCode.DONE);

    assertThat(same.out()).isEmpty();
    assertThat(same.err()).contains("branches main and main hold the same");
    assertThat(shell.run("diff", "main", "nope").expect(2).err()).contains("no branch nope");
  }

  @Test
  void appendWaitsForWhatItCausesWhoeverRunsTheEngine() throws InterruptedException {
    try (Leat leat = Leat.open(folder, Rooms.graph());
        Run run = leat.start(List.of(), _ -> {})) {
      var engine = new Thread(run::untilStopped);
      engine.start();

      Ended ended = shell.run("append", "reading/hall", "31", "--wait", "-o", "jsonl").ok();
      Ended failed = shell.run("append", "reading/hall", "13", "--wait").ok();

      assertThat(ended.lines()).hasSize(2);
      assertThat(ended.lines().getLast())
          .contains("\"topic\":\"verdict/hall\",\"value\":\"too warm\"");
      assertThat(failed.out()).contains("invocation failed").contains("13 is unlucky");
      run.stop();
      engine.join();
    }
  }

  @Test
  void whoWaitsIsToldThatNobodyRunsTheEngine() {
    Ended ended = shell.run("append", "reading/hall", "31", "--wait");

    assertThat(ended.expect(ExitCode.UNAVAILABLE).out()).contains("appended 1 event at offset 2");
    assertThat(ended.err()).contains("offset 2 is there").contains("nobody runs branch main");
  }

  @Test
  void aFailedInvocationIsRetriedOnWhatItsInputsAreByThen() {
    shell.run("append", "reading/attic", "13").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    String failure =
        shell.run("tail", "-o", "jsonl", "state-changes.log").ok().lines().stream()
            .filter(line -> line.contains("invocation failed"))
            .findFirst()
            .orElseThrow()
            .replaceAll("^\\{\"offset\":([0-9]+),.*", "$1");
    shell.run("append", "reading/attic", "12").ok();

    assertThat(shell.run("retry", failure).ok().out()).contains("failed at offset " + failure);
    assertThat(shell.run("run", "--until-settled").expect(ExitCode.DONE).err())
        .contains("2 products, 0 failed");
    assertThat(shell.run("retry", "0").expect(ExitCode.INVALID).err())
        .contains("no invocation failed at offset 0");
  }

  @Test
  void aReplayIsPlannedAndOnlyAConeOfItRuns() {
    shell.run("append", "reading/hall", "26").ok();
    shell.run("run", "--until-settled");

    Ended plan = shell.run("replay", "--from", "0", "--only", "judge", "--dry-run", "-o", "jsonl");
    Ended wrong = shell.run("replay", "--from", "0", "--only", "jugde").expect(2);
    Ended pure = shell.run("replay", "--from", "0", "--rerun", "judge").expect(2);

    assertThat(plan.ok().lines()).hasSize(1);
    assertThat(plan.out())
        .contains("\"carried\":3,", "\"nodes\":[\"judge\"],", "\"invocationsMax\":3,");
    assertThat(wrong.err()).contains("no node jugde; did you mean judge?");
    assertThat(pure.err()).contains("judge is pure and runs again anyway");
  }
}
