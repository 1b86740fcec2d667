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

/** {@code branch}, {@code merge}, {@code promote} and {@code diff}. */
final class BranchTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.rooms(folder);
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
    assertThat(same.err()).contains("branches main and main have the same roots");
    assertThat(shell.run("diff", "main", "nope").expect(2).err()).contains("no branch nope");
  }

  @Test
  void aForkMayBeginAnywhereUpToTheEnd() {
    shell.run("branch", "create", "nothing", "--at", "0").expect(ExitCode.DONE);
    shell.run("branch", "create", "everything", "--at", "end").expect(ExitCode.DONE);
    Ended past = shell.run("branch", "create", "past", "--at", "3").expect(ExitCode.INVALID);

    assertThat(shell.run("tail", "reading/*", "-b", "nothing").ok().out()).isEmpty();
    assertThat(shell.run("tail", "reading/*", "-b", "everything").ok().lines()).hasSize(2);
    assertThat(past.err()).contains("offset 3 is past the end (2) of branch main");
    assertThat(shell.run("branch", "-o", "jsonl").ok().lines()).hasSize(3);
  }

  @Test
  void aBranchThatAnotherWasForkedFromIsDeletedWhenThatIsGoneOrSelfContained() {
    shell.run("branch", "create", "parent", "--at", "1").expect(ExitCode.DONE);
    shell.run("append", "reading/hall", "12", "-b", "parent").ok();
    shell.run("branch", "create", "child", "--at", "end", "-b", "parent").expect(ExitCode.DONE);

    Ended refused = shell.run("branch", "delete", "parent").expect(ExitCode.INVALID);
    shell.run("branch", "detach", "child").expect(ExitCode.DONE);
    shell.run("branch", "delete", "parent").expect(ExitCode.DONE);

    assertThat(refused.err()).contains("child was forked from parent");
    assertThat(shell.run("get", "reading/hall", "-b", "child").ok().out()).isEqualTo("12\n");
  }

  @Test
  void whoeverMeetsABranchThatIsHeldIsToldByWhomAndWhatToDo() {
    shell.run("branch", "create", "late", "--at", "0").expect(ExitCode.DONE);
    shell.run("append", "reading/cellar", "12", "-b", "late").ok();

    try (Leat leat = Leat.open(folder, Rooms.graph());
        Run _ = leat.start(List.of(), null)) {
      for (String verb : List.of("merge", "promote")) {
        assertThat(shell.run(verb, "late").expect(ExitCode.UNAVAILABLE).err())
            .contains("branch main is held by this process; try again when that has ended");
      }
    }
    assertThat(shell.run("merge", "late").expect(ExitCode.DONE).err())
        .contains("appended 1 root of late to main");
  }
}
