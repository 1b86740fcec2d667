package io.leat.log;

import static io.leat.log.GuardContract.keyed;
import static io.leat.log.Logs.append;
import static io.leat.log.Logs.text;
import static io.leat.log.TopicContract.eventsOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The indexes of closed segments: they follow from the log, and nothing follows from them. */
class IndexTest {
  private static final String INDEX = ".leat/state/index/0";

  @TempDir Path workspace;

  private final ManualClock clock = new ManualClock();

  private ChronicleStore store() {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(3_000), Runnable::run);
  }

  /** Forty keyed batches on topic {@code k}, and one on {@code rare}, over several segments. */
  private void fill(int from, int to) {
    try (ChronicleStore store = store();
        LogWriter writer = store.log("main").write()) {
      for (int i = from; i < to; i++) {
        append(writer, "x".repeat(100));
        assertThat(writer.append(keyed("id" + i, "k", "v" + i), 0, Durability.PROCESS))
            .isEqualTo(2L * i + 1);
      }
    }
  }

  private List<Path> indexes() throws IOException {
    try (Stream<Path> files = Files.list(workspace.resolve(INDEX))) {
      return files.sorted().toList();
    }
  }

  private void checkAll(int count) {
    try (ChronicleStore store = store();
        LogWriter writer = store.log("main").write()) {
      assertThat(eventsOf(store.log("main"), 0, TopicFilter.only("k")))
          .extracting(event -> text(event.payload()))
          .containsExactlyElementsOf(
              Stream.iterate(0, i -> i + 1).limit(count).map(i -> "v" + i).toList());
      assertThat(store.log("main").topics(TopicFilter.only("k"), Long.MAX_VALUE))
          .extracting(TopicSummary::count)
          .containsExactly((long) count);
      for (int i = 0; i < count; i++) {
        assertThat(writer.append(keyed("id" + i, "k", "v" + i), 0, Durability.PROCESS))
            .isEqualTo(2L * i + 1);
      }
      assertThatThrownBy(() -> writer.append(keyed("id7", "k", "w"), 0, Durability.PROCESS))
          .hasMessageContaining("offset 15");
    }
  }

  @Test
  void closedSegmentsAreIndexedOnce() throws IOException {
    fill(0, 40);
    checkAll(40);
    List<Path> made = indexes();
    assertThat(made).hasSizeGreaterThan(2);
    var times = made.stream().map(file -> file.toFile().lastModified()).toList();

    checkAll(40);

    assertThat(indexes()).isEqualTo(made);
    assertThat(made.stream().map(file -> file.toFile().lastModified())).isEqualTo(times);
  }

  @Test
  void anIndexMayBeDeletedOrDamagedAtAnyTime() throws IOException {
    fill(0, 40);
    checkAll(40);
    Random random = new Random(3);
    for (int round = 0; round < 40; round++) {
      for (Path file : indexes()) {
        switch (random.nextInt(4)) {
          case 0 -> Files.delete(file);
          case 1 -> Files.write(file, new byte[random.nextInt(100)]);
          case 2 -> flipABit(file, random);
          default -> {}
        }
      }
      checkAll(40);
    }
  }

  private static void flipABit(Path file, Random random) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      long at = random.nextLong(bytes.length());
      bytes.seek(at);
      int before = bytes.read();
      bytes.seek(at);
      bytes.write(before ^ 1 << random.nextInt(8));
    }
  }

  @Test
  void anIndexOfOtherSegmentsIsNotBelieved() throws IOException {
    fill(0, 40);
    checkAll(40);
    for (int i = 0; i + 1 < indexes().size(); i++) {
      Files.copy(
          indexes().get(i + 1),
          indexes().get(i),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    checkAll(40);
  }

  @Test
  void aFolderThatMayNotBeWrittenIsReadAsWell() throws IOException {
    fill(0, 40);
    Path leat = workspace.resolve(".leat");
    Files.createDirectories(leat.resolve("state"));
    try (Stream<Path> all = Files.walk(leat)) {
      for (Path path : all.toList()) {
        Files.setPosixFilePermissions(
            path,
            PosixFilePermissions.fromString(Files.isDirectory(path) ? "r-x------" : "r--------"));
      }
    }
    try (ChronicleStore store = store()) {
      assertThat(eventsOf(store.log("main"), 0, TopicFilter.only("k"))).hasSize(40);
      assertThat(store.log("main").topics(TopicFilter.only("k"), Long.MAX_VALUE))
          .extracting(TopicSummary::last)
          .containsExactly(79L);
    } finally {
      try (Stream<Path> all = Files.walk(leat)) {
        for (Path path : all.toList()) {
          Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
      }
    }
  }

  @Test
  void keysAreFoundWhileSegmentsAreWritten() {
    try (ChronicleStore store = store();
        LogWriter writer = store.log("main").write()) {
      for (int i = 0; i < 60; i++) {
        append(writer, "x".repeat(100));
        writer.append(keyed("id" + i, "k", "v" + i), 0, Durability.PROCESS);
        int earlier = i / 2;
        assertThat(writer.append(keyed("id" + earlier, "k", "v" + earlier), 0, Durability.PROCESS))
            .isEqualTo(2L * earlier + 1);
      }
      assertThat(store.log("main").end()).isEqualTo(120);
    }
  }
}
