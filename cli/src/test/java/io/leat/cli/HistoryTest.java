package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code history}, {@code branch list}, {@code diff --state} and {@code verify --re-execute}. */
final class HistoryTest {
  private static final String USER = System.getProperty("user.name");

  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  /** Offsets 0 and 1 are readings, 2 and 3 tell of the engine. */
  @BeforeEach
  void forkedWorkspace() {
    shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "20").ok();
    shell.run("append", "reading/hall", "30").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    shell
        .run("branch", "create", "colder", "--at", "1", "--reason", "what if it were colder")
        .expect(ExitCode.DONE);
    shell.run("append", "reading/hall", "12", "-b", "colder").ok();
    shell.run("run", "--until-settled", "-b", "colder").expect(ExitCode.DONE);
  }

  @Test
  void branchesStandBelowTheirParentsWithWhyTheyWereMade() {
    shell.run("branch", "create", "twig", "--at", "2", "-b", "colder").expect(ExitCode.DONE);

    List<String> lines = shell.run("branch", "list").ok().lines();

    assertThat(lines.get(1)).startsWith("main ");
    assertThat(lines.get(2)).startsWith("  colder").endsWith("what if it were colder");
    assertThat(lines.get(3)).startsWith("    twig");
    assertThat(shell.run("branch", "list", "-o", "jsonl").ok().lines().get(1))
        .contains("\"branch\":\"colder\",\"parent\":\"main\",\"at\":1,")
        .contains("\"ahead\":1,\"behind\":1,")
        .endsWith("\"by\":\"" + USER + "\",\"reason\":\"what if it were colder\"}");
  }

  @Test
  void historyTellsOfRunsGraphsAndForks() {
    shell.file("leat.yaml", "graph: io.leat.cli.Rooms$Larger\n");
    shell.run("run", "--until-settled").expect(ExitCode.DONE);

    assertThat(shell.run("history").ok().lines())
        .anyMatch(line -> line.matches("2  20.*Z  run [0-9]+ started"))
        .anyMatch(line -> line.contains("graph compiled: settled 0; 1 node, "))
        .anyMatch(line -> line.contains("node count added"))
        .anyMatch(line -> line.matches(".*run [0-9]+ stopped"));
    assertThat(shell.run("history", "-b", "colder").ok().out())
        .contains("forked: from 1; parent main; by " + USER + "; reason what if it were colder");
    assertThat(shell.run("history", "-o", "jsonl").ok().lines().getFirst())
        .startsWith("{\"offset\":2,\"topic\":\"state-changes.log\",");
  }

  @Test
  void diffComparesWhatTopicsHoldAtTheEnd() {
    assertThat(shell.run("diff", "main", "colder", "--state").expect(ExitCode.DIFFERENT).lines())
        .anyMatch(line -> line.startsWith("~ reading/hall"))
        .anyMatch(line -> line.startsWith("~ verdict/hall"));
    assertThat(shell.run("diff", "main", "colder", "--stat").expect(ExitCode.DIFFERENT).lines())
        .containsExactly("reading/…  1 added, 1 missing", "verdict/…  1 added, 1 missing");
    assertThat(shell.run("diff", "main", "main", "--state").expect(ExitCode.DONE).err())
        .contains("end with the same");
  }

  @Test
  void recordedHistoryIsRunAgainAndWritesNothing() {
    String before = shell.run("head").ok().out();

    assertThat(shell.run("verify", "--re-execute").ok().out())
        .isEqualTo("ok: 4 roots, 2 invocations run again\n");
    assertThat(shell.run("verify", "--re-execute", "--from", "1", "-o", "jsonl").ok().out())
        .isEqualTo("{\"roots\":3,\"compared\":1,\"differing\":0,\"other\":0}\n");
    assertThat(shell.run("head").ok().out()).isEqualTo(before);
    assertThat(shell.run("verify", "--sample", "3").expect(ExitCode.INVALID).err())
        .contains("go with --re-execute");
  }
}
