package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.cli.Shell.Ended;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code verify} and {@code head}. */
final class VerifyTest {
  @TempDir Path folder;
  private Shell shell = new Shell(Path.of(""));

  @BeforeEach
  void workspace() {
    shell = Shell.in(folder, Shell.ROOMS);
    shell.run("append", "reading/hall", "20").ok();
    shell.run("append", "reading/hall", "21").ok();
  }

  /** Changes a byte of the second event. */
  private void damage() throws IOException {
    Path segment = folder.resolve(".leat/log/main/000000000.cq4");
    try (RandomAccessFile file = new RandomAccessFile(segment.toFile(), "rw")) {
      byte[] bytes = new byte[300_000];
      file.readFully(bytes);
      int end = bytes.length;
      while (bytes[end - 1] == 0) {
        end--;
      }
      file.seek(end - 2);
      file.write(bytes[end - 2] ^ 4);
    }
  }

  @Test
  void damageIsNamedAndNothingIsChanged() throws IOException {
    damage();

    for (int i = 0; i < 2; i++) {
      Ended damaged = shell.run("verify").expect(ExitCode.CORRUPT);
      assertThat(damaged.err())
          .contains("branch main, offset 1", "000000000.cq4, byte ", "checksum", "--repair");
    }
  }

  @Test
  void repairShowsFirstWhatWouldBeGivenUp() throws IOException {
    damage();

    Ended shown = shell.run("verify", "--repair").expect(ExitCode.CORRUPT);

    assertThat(shown.out())
        .isEqualTo("branch main: keeps what is below offset 1, gives up 1 event, offsets 1 to 1\n");
    assertThat(shown.err()).contains("nothing was changed");
    shell.run("verify").expect(ExitCode.CORRUPT);
  }

  @Test
  void repairedLogIsSoundAndGoesOn() throws IOException {
    damage();

    shell.run("verify", "--repair", "--yes").expect(ExitCode.DONE);

    shell.run("verify").ok();
    assertThat(shell.run("append", "reading/hall", "22").ok().out())
        .isEqualTo("appended 1 event at offset 1\n");
    assertThat(shell.run("verify", "--repair").ok().out()).isEqualTo("ok: nothing to repair\n");
  }

  @Test
  void headIsComparedWithALogThatHasGrown() {
    String text = shell.run("head").ok().out();
    assertThat(text).matches("main 0 2 [0-9a-f]{64}\n");
    shell.file("text", text).file("json", shell.run("head", "-o", "jsonl").ok().out());

    shell.run("append", "reading/hall", "22").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);

    shell.run("verify", "--head", "text").ok();
    assertThat(shell.run("verify", "--head", "json").ok().out()).endsWith("1 head\n");
  }

  @Test
  void eventsThatAreGoneSinceAHeadWasTakenAreMissed() throws IOException {
    shell.file("before", shell.run("head").ok().out());
    damage();
    shell.run("verify", "--repair", "--yes").expect(ExitCode.DONE);

    assertThat(shell.run("verify", "--head", "before").expect(ExitCode.CORRUPT).err())
        .contains("ends at offset 1, but it once ended at 2");

    shell.run("append", "reading/hall", "99").ok();
    assertThat(shell.run("verify", "--head", "before").expect(ExitCode.CORRUPT).err())
        .contains("not what lay there");
  }

  @Test
  void whatIsNoHeadIsRefused() {
    shell.file("nonsense", "hello\n").file("empty", "");

    assertThat(shell.run("verify", "--head", "nonsense").expect(ExitCode.INVALID).err())
        .contains("\"hello\"", "leat head prints one");
    shell.run("verify", "--head", "empty").expect(ExitCode.INVALID);
    shell.run("verify", "--head", "nowhere").expect(ExitCode.INVALID);
    shell.run("verify", "--yes").expect(ExitCode.INVALID);
  }
}
