package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class MainTest {

  @Test
  void versionIsOneLineOnStdout() {
    var out = new StringWriter();

    int exitCode = new CommandLine(new Main()).setOut(new PrintWriter(out)).execute("--version");

    assertThat(exitCode).isZero();
    assertThat(out.toString()).startsWith("leat 0.1.0");
  }
}
