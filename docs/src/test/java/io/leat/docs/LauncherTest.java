package io.leat.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged application, started as a user starts it. */
final class LauncherTest {

  private static final Path BUILT = House.ROOT.resolve("cli/target/app");

  @TempDir Path folder;
  private Path home;

  @BeforeEach
  void installWhereThePathHasSpaces() throws IOException, InterruptedException {
    assertThat(BUILT).as("the application, which `mvn verify` packages").isDirectory();
    home = folder.resolve("a copy of leat");
    try (var applications = Files.list(BUILT)) {
      run(Map.of(), "cp", "-R", applications.findFirst().orElseThrow().toString(), home.toString());
    }
    // Another test may be making a cache there, which nobody would finish here.
    run(Map.of(), "rm", "-rf", home.resolve("aot").toString());
  }

  @Test
  void startsThroughASymbolicLinkAndPrintsNothingButData() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("bin/leat"));

    Ended version = run(Map.of("LEAT_AOT", "off"), link.toString(), "--version");

    assertThat(version).isEqualTo(new Ended(0, "leat 0.1.0\n", ""));
  }

  @Test
  void handsOnTheExitCode() throws Exception {
    Ended misspelt = run(Map.of("LEAT_AOT", "off"), leat(), "no-such-verb");

    assertThat(misspelt.exitCode()).isEqualTo(2);
    assertThat(misspelt.out()).isEmpty();
    assertThat(misspelt.err()).contains("no-such-verb");
  }

  @Test
  void saysInOneLineWhatToInstallWhereThereIsNoJava() throws Exception {
    Path launcher = home.resolve("bin/leat");
    Files.writeString(launcher, Files.readString(launcher).replace("jdk_min=25", "jdk_min=999"));

    Ended refused = run(Map.of(), leat(), "--version");

    assertThat(refused.exitCode()).isEqualTo(3);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("install a JDK 999").hasLineCount(1);
  }

  @Test
  void settingsInTheFolderItIsStartedFromAreNotRead() throws Exception {
    Files.writeString(folder.resolve("system.properties"), "leat.stray=yes\n");

    Ended version = run(Map.of("LEAT_AOT", "off"), leat(), "--version");

    assertThat(version).isEqualTo(new Ended(0, "leat 0.1.0\n", ""));
  }

  @Test
  void theFirstStartMakesACacheAndABrokenOneIsIgnoredSilently() throws Exception {
    Ended first = run(Map.of(), leat(), "--version");
    Path made = home.resolve("aot");
    await().atMost(60, SECONDS).until(() -> files(made).stream().anyMatch(this::isCache));
    Path cache = files(made).stream().filter(this::isCache).findFirst().orElseThrow();
    assertThat(cache).as("an empty cache says that making it failed").isNotEmptyFile();
    Files.writeString(cache, "no cache at all");

    Ended second = run(Map.of(), leat(), "--version");

    assertThat(List.of(first, second)).containsOnly(new Ended(0, "leat 0.1.0\n", ""));
  }

  private record Ended(int exitCode, String out, String err) {}

  private String leat() {
    return home.resolve("bin/leat").toString();
  }

  private boolean isCache(Path file) {
    return file.toString().endsWith(".aot");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  private Ended run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "out", "");
    Path err = Files.createTempFile(folder, "err", "");
    var builder = new ProcessBuilder(new ArrayList<>(List.of(command)));
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, SECONDS)).as("ended: %s", List.of(command)).isTrue();
    return new Ended(
        process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
  }
}
