package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.Leat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A branch leaves a workspace and comes into another. */
final class BundleTest {
  @TempDir Path here;
  @TempDir Path there;
  private Shell from = new Shell(Path.of(""));
  private Shell to = new Shell(Path.of(""));

  @BeforeEach
  void workspaces() {
    from = Shell.in(here, Shell.ROOMS);
    to = Shell.in(there, Shell.ROOMS);
    from.run("append", "reading/hall", "20").ok();
    from.run("append", "judge.limit", "28").ok();
    from.run("append", "reading/hall", "27").ok();
    from.run("run", "--until-settled").expect(ExitCode.DONE);
  }

  private String tail(Shell shell, String branch) {
    return shell.run("tail", "-o", "jsonl", "-b", branch).ok().out();
  }

  @Test
  void bundleBecomesTheSameBranchElsewhere() {
    String bundle = there.resolve("b.leat").toString();

    assertThat(from.run("export", bundle).expect(ExitCode.DONE).err()).contains("head ");
    assertThat(to.run("import", "b.leat").ok().out()).endsWith(" as branch main\n");

    assertThat(tail(to, "main")).isEqualTo(tail(from, "main"));
    to.run("verify").ok();
    to.run("append", "reading/hall", "29").ok();
    to.run("run", "--until-settled").expect(ExitCode.DONE);
    assertThat(to.run("get", "verdict/hall").ok().out()).isEqualTo("\"too warm\"\n");
    assertThat(to.run("import", "b.leat").expect(ExitCode.INVALID).err())
        .contains("there is a branch main already");
    to.run("import", "-b", "second", "b.leat").ok();
    assertThat(tail(to, "second")).isEqualTo(tail(from, "main"));
  }

  @Test
  void damagedBundleIsRefusedWithItsPlace() throws IOException {
    Path bundle = there.resolve("b.leat");
    from.run("export", bundle.toString()).expect(ExitCode.DONE);
    byte[] good = Files.readAllBytes(bundle);
    byte[] bad = good.clone();
    bad[good.length / 2] ^= 1;
    Files.write(bundle, bad);

    assertThat(to.run("import", "b.leat").expect(ExitCode.CORRUPT).err()).contains("byte ");
    Files.write(bundle, java.util.Arrays.copyOf(good, good.length - 1));
    assertThat(to.run("import", "b.leat").expect(ExitCode.CORRUPT).err()).contains("cut off");
    assertThat(to.run("import", "leat.yaml").expect(ExitCode.INVALID).err())
        .contains("is no bundle");
    assertThat(to.run("import", "absent").expect(ExitCode.INVALID).err()).contains("absent");
    assertThat(there.resolve(".leat")).doesNotExist();
  }

  @Test
  void exportOverwritesNothing() {
    from.file("taken", "");

    assertThat(from.run("export", "taken").expect(ExitCode.INVALID).err())
        .contains("is there already");
    assertThat(from.run("export", "--from", "4711", "x").expect(ExitCode.INVALID).err())
        .contains("4711");
    assertThat(here.resolve("x")).doesNotExist();
  }

  @Test
  void rootsOfAnExportAreAppendedAndComputedAnew() {
    to.file("events.jsonl", from.run("export", "--format", "jsonl", "-").ok().out());

    assertThat(to.run("import", "--format", "jsonl", "events.jsonl").ok().out())
        .isEqualTo("appended 3 roots to branch main\n");
    to.run("run", "--until-settled").expect(ExitCode.DONE);

    assertThat(to.run("get", "verdict/hall").ok().out()).isEqualTo("\"fine\"\n");
    assertThat(to.run("get", "judge.limit").ok().out()).isEqualTo("28\n");
  }

  @Test
  void badLineIsNamedAndNothingAppended() {
    String good = from.run("export", "--format", "jsonl", "-").ok().out();
    int lines = good.lines().toList().size();
    to.file("events.jsonl", good + "{\"topic\":\"nowhere\",\"value\":1}\n");

    assertThat(to.run("import", "--format", "jsonl", "events.jsonl").expect(ExitCode.INVALID).err())
        .contains("line " + (lines + 1))
        .contains("nowhere");

    try (Leat leat = Leat.open(there, Rooms.graph())) {
      assertThat(leat.log().end()).isZero();
    }
  }

  @Test
  void bundleMayGoThroughAPipe() throws IOException {
    var out = new ByteArrayOutputStream();
    from.runInto(out, "export", "-", "--to", "2").expect(ExitCode.DONE);
    Files.write(there.resolve("b"), out.toByteArray());

    assertThat(to.run("import", "b", "-b", "first").ok().out())
        .isEqualTo("imported 2 events as branch first\n");
  }
}
