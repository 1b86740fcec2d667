package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code replay}. */
final class ReplayTest {

  /** A worker that does not answer before as many of its kind are there as a file says. */
  private static final String MEETING =
      """
      wanted=$(cat wanted)
      : > "here.$wanted.$$"
      while read -r line; do
        until [ "$(ls here."$wanted".* | wc -l)" -ge "$wanted" ]; do sleep 0.02; done
        id=${line#*'"invocation":"'}
        echo '{"invocation":"'"${id%%'"'*}"'","products":[{"output":"met","value":true}]}'
      done
      """;

  private static final String MEETINGS =
      """
      topics: {"reading/{room}": {type: number}}
      nodes:
        meeting:
          inputs: {reading: "reading/{room}"}
          outputs: {met: "met/{room}"}
          run: {command: [sh, meeting.sh], mode: worker, files: [meeting.sh], timeout: 20s}
      """;

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.rooms(folder);
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
        .contains("\"a b\" is no name for a branch");
    assertThat(shell.run("replay", "--from", "0", "--onto", "../evil").expect(2).err())
        .startsWith("leat: \"../evil\" is no name for a branch");
    assertThat(shell.run("replay", "--from", "0", "--onto", "x", "--jobs", "0").expect(2).err())
        .contains("jobs must be 1 to 1000, not 0");
    assertThat(shell.run("replay", "--onto", "x").expect(2).err()).contains("--from");
    assertThat(shell.run("replay", "--from", "0", "--onto", "x", "--set", "a.b=1").expect(2).err())
        .contains("a.b");
    assertThat(
            shell.run("replay", "--from", "0", "--onto", "x", "--graph", "no.yaml").expect(2).err())
        .contains("there is no file");
    assertThat(shell.run("branch", "-o", "jsonl").ok().lines()).hasSize(1);
  }

  @Test
  void aReplayIsPlannedAndOnlyAConeOfItRuns() {
    shell.run("append", "reading/hall", "26").ok();
    shell.run("run", "--until-settled");

    Ended plan = shell.run("replay", "--from", "0", "--only", "judge", "--dry-run", "-o", "jsonl");
    Ended wrong = shell.run("replay", "--from", "0", "--only", "jugde").expect(2);
    Ended pure = shell.run("replay", "--from", "0", "--rerun", "judge").expect(2);
    Ended jobs = shell.run("replay", "--from", "0", "--jobs", "4", "--dry-run");

    assertThat(plan.ok().lines()).hasSize(1);
    assertThat(plan.out())
        .contains("\"carried\":3,", "\"nodes\":[\"judge\"],", "\"invocationsMax\":3,");
    assertThat(wrong.err()).contains("no node jugde; did you mean judge?");
    assertThat(pure.err()).contains("judge is pure and runs again anyway");
    assertThat(jobs.expect(ExitCode.DONE).err()).contains("--jobs 4 changes nothing: no node");
  }

  @Test
  void asManyProcessesOfACommandRunAtOnceAsAreAskedForAndTheProductsAreTheSame() {
    shell.file("leat.yaml", MEETINGS).file("meeting.sh", MEETING).file("wanted", "1");
    shell.run("append", "reading/cellar", "12").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);

    shell.file("wanted", "3");
    Ended replayed = shell.run("replay", "--from", "0", "--onto", "again", "--jobs", "3");

    assertThat(replayed.expect(ExitCode.DONE).err()).contains("3 products, 0 failed");
    shell.run("diff", "main", "again").expect(ExitCode.DONE);
  }
}
