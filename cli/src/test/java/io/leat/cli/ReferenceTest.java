package io.leat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The command line as it is published: a verb or an option that comes, goes or changes shows in
 * these files. To write them anew: {@code mvn verify -pl cli -am -Dtest=ReferenceTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dleat.write}.
 */
final class ReferenceTest {
  private static final Path ROOT = root();

  @Test
  void theSurfaceOfTheCommandLineIsFrozen() throws IOException {
    check(
        ROOT.resolve("cli/src/test/resources/io/leat/cli/surface.txt"), Reference.surface(model()));
  }

  @Test
  void theReferencePageSaysWhatTheCommandLineSays() throws IOException {
    check(ROOT.resolve("docs/reference/cli.md"), Reference.page(model()));
  }

  private static void check(Path file, String expected) throws IOException {
    if (System.getProperty("leat.write") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, expected);
    }
    assertThat(file).content().as("to write it anew: -Dleat.write").isEqualTo(expected);
  }

  private static CommandLine model() {
    var nowhere = new ByteArrayOutputStream();
    var messages =
        new Messages(new PrintStream(nowhere, true, StandardCharsets.UTF_8), false, () -> 0);
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]), new Output(nowhere), messages, ROOT, null);
    return new Main(console).commandLine("");
  }

  private static Path root() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.exists(at.resolve(".ci"))) {
      at = java.util.Objects.requireNonNull(at.getParent(), "the root of the house");
    }
    return at;
  }
}
