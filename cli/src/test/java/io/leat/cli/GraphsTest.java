package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code graph}, {@code check}, and what a changed graph is told as. */
final class GraphsTest {
  private static final String COMMAND =
      """
      topics: {"reading/{room}": {type: number}}
      nodes:
        judge:
          inputs: {reading: "reading/{room}"}
          outputs: {verdict: "verdict/{room}"}
          run: {command: [%s, judge.py], mode: worker, files: [%s]}
      """;

  @TempDir Path folder;

  @Test
  void aGraphIsDrawnInEachFormat() {
    Shell shell = Shell.in(folder, Shell.ROOMS);

    assertThat(shell.run("graph").ok().out())
        .isEqualTo(
            """
            order/{id}  object
            reading/{room}  celsius
            judge
              <- reading  reading/{room}
              =  limit  25  celsius
              -> verdict  verdict/{room}  string
            """);
    assertThat(shell.run("graph", "--format", "dot").ok().out()).startsWith("digraph");
    assertThat(shell.run("graph", "--format", "mermaid").ok().out()).startsWith("flowchart");
    assertThat(shell.run("graph", "--format", "svg").ok().out())
        .startsWith("<svg ")
        .endsWith("</svg>\n");
    assertThat(shell.run("graph", "--format", "json").ok().out()).startsWith("{");
    assertThat(shell.run("graph", "--format", "png").expect(2).err())
        .contains("'png' is not text, dot, mermaid, svg or json");
  }

  @Test
  void checkLooksForTheProgramAndTheFilesOfACommandAndTellsBoth() {
    Shell shell = Shell.in(folder, COMMAND.formatted("no-such-program-7", "judge.py"));

    assertThat(shell.run("check").expect(ExitCode.INVALID).err())
        .contains("leat.yaml:6:20: ")
        .contains("program 'no-such-program-7' is not on the PATH")
        .contains("file 'judge.py' cannot be read");

    shell.file("judge.py", "").file("leat.yaml", COMMAND.formatted("./judge.py", "judge.py"));
    assertThat(shell.run("check").expect(ExitCode.INVALID).err())
        .contains("program './judge.py' is not executable; chmod +x makes it so");

    shell.file("leat.yaml", COMMAND.formatted("sh", "judge.py"));
    assertThat(shell.run("check").ok().out()).contains("leat.yaml: ok, 1 node");
  }

  @Test
  void aProgramThatIsNearlyOnThePathIsNamed() {
    Shell shell = Shell.in(folder, COMMAND.formatted("pyhton3", "leat.yaml"));

    assertThat(shell.run("check").expect(ExitCode.INVALID).err())
        .contains("program 'pyhton3' is not on the PATH");
  }

  @Test
  void whatChangedIsToldNodeByNodeWithItsBeginning() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "26").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);

    shell.file("leat.yaml", "graph: io.leat.cli.Rooms$Larger\n");

    assertThat(shell.run("run", "--until-settled").expect(ExitCode.DONE).err().lines().limit(3))
        .containsExactly(
            "leat: the graph changed since the last run:",
            "leat:   topic count added",
            "leat:   node count added; woken at offset 6, on what is there");
  }

  @Test
  void aNewEffectIsNotSaidToBeWoken() {
    String effect =
        COMMAND.formatted("cat", "leat.yaml").replace("judge:\n", "judge:\n    kind: effect\n");
    Shell shell = Shell.in(folder, effect.substring(0, effect.indexOf("nodes:")));
    shell.run("append", "reading/hall", "26").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);

    shell.file("leat.yaml", effect);

    assertThat(shell.run("run", "--until-settled").expect(ExitCode.DONE).err())
        .containsPattern(
            "node judge added; begins at offset [0-9]+, an effect, so not woken for what is there")
        .contains("0 invocations");
  }

  @Test
  void aRenamedNodeIsToldAsSuchAndGoesOn() {
    String graph = COMMAND.formatted("cat", "leat.yaml");
    Shell shell = Shell.in(folder, graph);
    shell.run("run", "--until-settled").expect(ExitCode.DONE);

    shell.file("leat.yaml", graph.replace("judge:", "rule:") + "renamed: {judge: rule}\n");

    assertThat(shell.run("run", "--until-settled").expect(ExitCode.DONE).err())
        .contains("leat:   node rule renamed from judge and changed: code; begins at offset ")
        .doesNotContain("added", "removed");
  }

  @Test
  void stateChangesAreReadableOnALine() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "13").ok();
    shell.run("run", "--until-settled", "--set", "judge.limit=20").expect(ExitCode.DONE);

    assertThat(shell.run("tail", "state-changes.log").ok().out().lines())
        .allMatch(line -> line.length() < 250)
        .anyMatch(line -> line.endsWith("root  engine started: run 2"))
        .anyMatch(line -> line.endsWith("root  option set: option judge.limit; value 20"))
        .anyMatch(
            line ->
                line.matches(
                    ".*root  graph compiled: settled [0-9]+; 1 node, 3 topics, 1 type"
                        + " \\([0-9a-f]{12}\\)"))
        .anyMatch(
            line ->
                line.endsWith(
                    "root  invocation failed: binding {\"room\":\"hall\"}; call 0; node judge; root"
                        + " 0; message IllegalStateException: 13 is unlucky; policy skip"));
  }
}
