package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command line in this process, started in a folder. */
final class Shell {

  /** What a command left behind. */
  record Ended(int exitCode, String out, String err) {

    List<String> lines() {
      return out.lines().toList();
    }

    Ended expect(int exitCode) {
      assertThat(this.exitCode)
          .as("exit code; stdout: %s; stderr: %s", out, err)
          .isEqualTo(exitCode);
      return this;
    }

    /** It ended with 0 and complained of nothing. */
    Ended ok() {
      assertThat(err).as("stderr").isEmpty();
      return expect(ExitCode.DONE);
    }
  }

  /** A small graph in Java: {@link Rooms}. */
  static final String ROOMS = "graph: io.leat.cli.Rooms\n";

  final Path folder;
  private @Nullable Path home;
  private byte[] in = {};

  Shell(Path folder) {
    this.folder = folder;
  }

  /** A folder that is a workspace. */
  static Shell in(Path folder, String graphFile) {
    return new Shell(folder).file("leat.yaml", graphFile);
  }

  /** A workspace whose offsets 0 and 1 are readings: 26 in the hall, 31 in the attic. */
  static Shell rooms(Path folder) {
    Shell shell = in(folder, ROOMS);
    shell.run("append", "reading/hall", "26").ok();
    shell.run("append", "reading/attic", "31").ok();
    return shell;
  }

  /**
   * A workspace that is settled: offsets 0 to 2 are readings, 3 and 4 of the engine, 5 to 7
   * verdicts.
   */
  static Shell settledRooms(Path folder) {
    Shell shell = in(folder, ROOMS);
    shell.run("append", "reading/hall", "20").ok();
    shell.run("append", "reading/attic", "31").ok();
    shell.run("append", "reading/hall", "26").ok();
    shell.run("run", "--until-settled").expect(ExitCode.DONE);
    return shell;
  }

  Shell home(Path home) {
    this.home = home;
    return this;
  }

  Shell type(String text) {
    in = text.getBytes(UTF_8);
    return this;
  }

  Shell file(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Ended run(String... words) {
    var out = new ByteArrayOutputStream();
    return run(out, () -> out.toString(UTF_8), words);
  }

  /** Runs a command whose standard output goes elsewhere. */
  Ended runInto(OutputStream out, String... words) {
    return run(out, () -> "", words);
  }

  private Ended run(OutputStream out, java.util.function.Supplier<String> text, String... words) {
    var err = new ByteArrayOutputStream();
    var messages = new Messages(new PrintStream(err, true, UTF_8), false, System::nanoTime);
    var console =
        new Console(new ByteArrayInputStream(in), new Output(out), messages, folder, home);
    int exitCode = Main.execute(console, words);
    return new Ended(exitCode, text.get(), err.toString(UTF_8));
  }
}
