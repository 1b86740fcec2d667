package io.leat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a branch, while somebody makes them. */
final class SegmentFilesTest {
  private static final int SEGMENTS = 1_000;

  @TempDir Path folder;

  @Test
  void segmentsThatAWriterMakesAtTheMomentAreNotMissing() throws Exception {
    var files = new SegmentFiles(folder);
    Thread writer = Thread.ofPlatform().start(() -> makeAll(files));

    int seen = 0;
    while (seen < SEGMENTS) {
      seen += files.isThere(seen) ? 1 : 0;
    }

    writer.join();
    assertThat(files.highest()).isEqualTo(SEGMENTS - 1);
  }

  private static void makeAll(SegmentFiles files) {
    for (int number = 0; number < SEGMENTS; number++) {
      try {
        Files.createFile(files.file(number));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void aSegmentThatOthersFollowIsMissing() throws IOException {
    var files = new SegmentFiles(folder);
    Files.createFile(files.file(0));
    Files.createFile(files.file(2));

    assertThatThrownBy(() -> files.isThere(1))
        .isInstanceOf(LogException.Corrupt.class)
        .hasMessage(files.file(1) + ": the segment is missing");
    assertThat(files.isThere(3)).isFalse();
  }
}
