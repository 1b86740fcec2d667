package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * {@code init}, {@code check}, {@code doctor} and {@code verify}: a workspace from its first day.
 */
final class StartingTest {
  @TempDir Path folder;

  @Test
  void theFirstWorkspaceWorksAtOnce() {
    Shell shell = new Shell(folder);

    Ended made = shell.run("init", "first").expect(ExitCode.DONE);

    assertThat(made.out()).isEmpty();
    assertThat(made.err()).contains("leat -C first append reading/kitchen 31.5");
    assertThat(shell.run("-C", "first", "check").ok().out())
        .isEqualTo("first/leat.yaml: ok, 1 node, 2 topics, 1 type\n");
    tryOut(shell);
  }

  @Test
  void whereThereIsNoPythonTheFirstWorkspaceIsForTheShell() throws IOException {
    Shell shell = new Shell(folder);
    Path first = Files.createDirectory(folder.resolve("first"));

    InitVerb.write(first, InitVerb.Language.SHELL);

    tryOut(shell);
  }

  private static void tryOut(Shell shell) {
    shell.run("-C", "first", "append", "reading/kitchen", "31.5").ok();
    shell.run("-C", "first", "append", "reading/hall", "-4").ok();
    shell.run("-C", "first", "run", "--until-settled").expect(ExitCode.DONE);
    assertThat(shell.run("-C", "first", "get", "verdict/kitchen").ok().out())
        .isEqualTo("\"too warm\"\n");
    assertThat(shell.run("-C", "first", "get", "verdict/hall").ok().out()).isEqualTo("\"fine\"\n");
  }

  @Test
  void initOverwritesNothing() throws IOException {
    Shell shell = new Shell(folder).file("leat.yaml", "# mine\n");

    Ended refused = shell.run("init").expect(ExitCode.INVALID);

    assertThat(refused.err()).contains("leat.yaml is there already");
    assertThat(folder.resolve("leat.yaml")).hasContent("# mine\n");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void everyProblemOfAGraphIsALineThatEditorsUnderstand() {
    Shell shell =
        Shell.in(
            folder,
            """
            topics:
              a: {type: nmber}
            nodes:
              one:
                inputs: {x: c}
                outputs: {y: b}
                run: {command: [cat], mode: worker}
              two:
                inputs: {x: b}
                outputs: {y: c}
                run: {comand: [cat], mode: worker}
            """);

    Ended refused = shell.run("check").expect(ExitCode.INVALID);

    assertThat(refused.out()).isEmpty();
    assertThat(refused.err().lines())
        .hasSizeGreaterThanOrEqualTo(3)
        .allMatch(line -> line.matches("leat\\.yaml:[0-9]+:[0-9]+: .*"))
        .anyMatch(line -> line.contains("'nmber'") && line.contains("number"))
        .anyMatch(line -> line.contains("cycle"))
        .anyMatch(line -> line.contains("'comand'"));
    assertThat(shell.run("run", "--until-settled").expect(ExitCode.INVALID).err())
        .isEqualTo(refused.err());
    assertThat(folder.resolve(".leat")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          check no.yaml            | there is no file no.yaml
          -C nowhere check         | there is no folder
          """)
  void aFileThatIsNotThereIsNamed(String words, String message) {
    Shell shell = Shell.in(folder, Shell.ROOMS);

    assertThat(shell.run(words.split(" ")).expect(ExitCode.INVALID).err()).contains(message);
  }

  @Test
  void doctorSaysWhatThereIsWithAndWithoutAWorkspace() {
    Shell shell = new Shell(folder);

    List<String> without = shell.run("doctor", "-o", "jsonl").ok().lines();
    Shell.in(folder, Shell.ROOMS).run("append", "reading/hall", "20").ok();
    String with = shell.run("doctor").ok().out();

    assertThat(without)
        .anyMatch(line -> line.startsWith("{\"what\":\"java\",\"state\":\"ok\","))
        .anyMatch(line -> line.startsWith("{\"what\":\"flags\",\"state\":\"ok\","))
        .anyMatch(line -> line.startsWith("{\"what\":\"workspace\",\"state\":\"note\","));
    assertThat(with).contains("disk space", "file system", "1 event, settled up to 0, free");
  }

  @Test
  void soundFactsVerify() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "20").ok();

    assertThat(shell.run("verify").ok().out())
        .isEqualTo("ok: 1 branch, 1 segment, 1 commit, 1 event\n");
    assertThat(shell.run("verify", "-b", "main").ok().out()).startsWith("ok: 1 branch");
    assertThat(shell.run("verify", "-b", "nope").expect(2).err()).contains("no branch nope");
  }

  @Test
  void damageIsFoundAndNamed() throws IOException {
    Shell shell = Shell.in(folder, Shell.ROOMS).type("{\"id\":\"needle\"}\n{\"id\":\"b\"}\n");
    shell.run("append", "--format", "jsonl", "order/{id}").ok();
    damage("needle");

    Ended damaged = shell.run("verify").expect(ExitCode.CORRUPT);

    assertThat(damaged.out()).matches("[0-9]+ problems?: .*\n");
    assertThat(damaged.err()).contains("offset 0").contains(".cq4").contains("main");
    assertThat(shell.run("tail").expect(ExitCode.CORRUPT).out()).isEmpty();
  }

  /** Changes a byte of the facts, behind where a text stands. */
  private void damage(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".cq4")).toList()) {
        String bytes =
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
        int at = bytes.lastIndexOf(text);
        if (at >= 0) {
          try (var raw = new RandomAccessFile(file.toFile(), "rw")) {
            raw.seek(at);
            raw.write("N".getBytes(UTF_8));
          }
        }
      }
    }
  }
}
