package io.leat.docs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.docs.Application.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one appends, another runs, and a third sees. */
final class ThreeTerminalsTest {

  private static final int PATIENCE_SECONDS = 60;
  private static final String QUAKE =
      """
      {"id":"mine","time":0,"type":"earthquake","mag":5.1,"place":"Plymouth, England","depth":8}\
      """;

  @TempDir Path folder;

  @Test
  void anAppendedInputReachesWhoeverFollowsItsProducts() throws Exception {
    Path workspace = Application.quakes(folder.resolve("quakes"));
    Path told = folder.resolve("told");
    Path seen = folder.resolve("seen");
    Process engine = Application.start(workspace, folder.resolve("out"), told, "run");
    Process tail = null;
    try {
      awaitText(told, "running branch main");
      tail = Application.start(workspace, seen, folder.resolve("err"), "tail", "-f", "alert/*");

      Ended append = Application.leat(workspace, "append", "quake/mine", QUAKE);

      assertThat(append.exitCode()).as(append.err()).isZero();
      awaitText(seen, "Plymouth, England");
      engine.destroy();
      assertThat(engine.waitFor(PATIENCE_SECONDS, SECONDS)).as("ended in order").isTrue();
      assertThat(engine.exitValue()).isEqualTo(143);
      assertThat(Files.readString(told)).contains("0 failed");
    } finally {
      engine.destroyForcibly();
      if (tail != null) {
        tail.destroyForcibly().waitFor();
      }
    }
  }

  private static void awaitText(Path file, String text) {
    await()
        .atMost(PATIENCE_SECONDS, SECONDS)
        .untilAsserted(() -> assertThat(Files.readString(file)).contains(text));
  }
}
