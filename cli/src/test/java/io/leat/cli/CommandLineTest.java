package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every verb. */
final class CommandLineTest {
  @TempDir Path folder;

  @Test
  void versionIsOneLineOnStandardOutput() {
    Ended option = new Shell(folder).run("--version").ok();

    assertThat(option.out()).matches("leat [0-9]+\\.[0-9]+\\.[0-9]+\n");
    assertThat(new Shell(folder).run("version").ok()).isEqualTo(option);
  }

  @Test
  void withoutAVerbTheVerbsAreListedAsAMistake() {
    Ended nothing = new Shell(folder).run().expect(ExitCode.INVALID);

    assertThat(nothing.out()).isEmpty();
    assertThat(nothing.err()).contains(Verbs.NAMES);
  }

  @Test
  void askedForHelpIsDataAndAMisspeltVerbIsNot() {
    assertThat(new Shell(folder).run("help").ok().out()).contains(Verbs.NAMES);
    assertThat(new Shell(folder).run("help", "tail").ok().out()).contains("--from");
    assertThat(new Shell(folder).run("tail", "--help").ok().out()).contains("--from");

    Ended misspelt = new Shell(folder).run("apend", "x", "1").expect(ExitCode.INVALID);

    assertThat(misspelt.out()).isEmpty();
    assertThat(misspelt.err()).contains("unknown verb 'apend'; did you mean append?");
  }

  @Test
  void aMisspeltOptionNamesTheNearest() {
    Ended misspelt = new Shell(folder).run("tail", "--form", "3").expect(ExitCode.INVALID);

    assertThat(misspelt.err()).contains("unknown option '--form'; did you mean --from?");
  }

  @Test
  void anOptionThatAVerbDoesNotHaveIsRefused() {
    assertThat(new Shell(folder).run("-b", "x", "check").expect(ExitCode.INVALID).err())
        .contains("unknown option '-b'");
    assertThat(new Shell(folder).run("version", "-o", "jsonl").expect(ExitCode.INVALID).err())
        .contains("unknown option '-o'");
  }

  @Test
  void optionsMeanTheSameBeforeAndBehindTheVerb() throws IOException {
    Path workspace = Files.createDirectory(folder.resolve("w"));
    Shell.in(workspace, Shell.ROOMS).run("append", "reading/hall", "20").ok();
    Shell outside = new Shell(folder);

    Ended behind = outside.run("tail", "-C", "w", "-o", "jsonl").ok();
    Ended before = outside.run("-o", "jsonl", "-C", "w", "tail").ok();
    Ended joined = outside.run("-Cw", "tail", "-ojsonl").ok();

    assertThat(behind.out()).startsWith("{\"offset\":0,");
    assertThat(before).isEqualTo(behind);
    assertThat(joined).isEqualTo(behind);
    assertThat(outside.run("-C", "w", "branch", "list").ok())
        .isEqualTo(outside.run("branch", "-C", "w").ok());
  }

  @Test
  void theWorkspaceIsFoundFromAnyFolderBelowIt() throws IOException {
    Shell.in(folder, Shell.ROOMS).run("append", "reading/hall", "20").ok();
    Path below = Files.createDirectories(folder.resolve("a/b"));

    assertThat(new Shell(below).run("get", "reading/hall").ok().out()).isEqualTo("20\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"tail", "topics", "check", "run", "verify", "branch"})
  void whereThereIsNoWorkspaceAVerbSaysHowToMakeOne(String verb) {
    Ended refused = new Shell(folder).run(verb).expect(ExitCode.INVALID);

    assertThat(refused.err()).contains("there is no leat.yaml").contains("leat init");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aClosedPipeEndsACommandQuietly() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "20").ok();

    Ended ended = shell.runInto(failing("Broken pipe"), "tail");

    assertThat(ended).isEqualTo(new Ended(ExitCode.DONE, "", ""));
  }

  @Test
  void aFullDiskBehindStandardOutputIsNotQuiet() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "20").ok();

    Ended ended = shell.runInto(failing("No space left on device"), "tail");

    assertThat(ended.exitCode()).isEqualTo(ExitCode.UNAVAILABLE);
    assertThat(ended.err()).contains("No space left on device");
  }

  @Test
  void whatCannotBeSeenIsEscapedInTextAndMessages() {
    Shell shell = Shell.in(folder, Shell.ROOMS);
    String tricky = "{\"id\":\"a\",\"note\":\"\u202egnp.exe\u009b31m\u007f\"}";
    shell.run("append", "order/{id}", tricky).ok();

    String shown = shell.run("tail", "order/*").ok().out();
    String refused = shell.run("tail", "no\u001b[31mpe").expect(ExitCode.INVALID).err();
    String asData = shell.run("tail", "order/*", "-o", "jsonl").ok().out();

    assertThat(shown).contains("\\u202egnp.exe\\u009b31m\\u007f");
    assertThat(refused).doesNotContain("\u001b").contains("\\u001b[31m");
    assertThat(asData).contains(tricky);
  }

  @Test
  void stackTracesAreForThoseWhoAsk() {
    Shell shell = Shell.in(folder, "nodes: [");

    assertThat(shell.run("check").expect(ExitCode.INVALID).err()).doesNotContain("\tat ");
    assertThat(shell.run("check", "-vv").expect(ExitCode.INVALID).err()).contains("\tat ");
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
