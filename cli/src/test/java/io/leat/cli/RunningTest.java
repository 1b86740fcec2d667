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

/** {@code run}, {@code append --wait}, {@code retry} and {@code doctor}. */
final class RunningTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.rooms(folder);
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
}
