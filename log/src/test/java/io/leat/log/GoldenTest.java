package io.leat.log;

import static io.leat.log.Logs.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an earlier version wrote: every later one reads it. Each golden file was written once, by
 * {@link #main}, and stays as it is.
 */
class GoldenTest {
  private static final String LOG = ".leat/log";

  @TempDir Path workspace;

  private final ManualClock clock = new ManualClock();

  @BeforeEach
  void unpack() throws IOException {
    unpack("/golden/1", workspace.resolve(LOG));
  }

  private static void unpack(String resource, Path target) throws IOException {
    Path golden =
        Path.of(
            URI.create(Objects.requireNonNull(GoldenTest.class.getResource(resource)).toString()));
    try (Stream<Path> files = Files.walk(golden)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        String name = golden.relativize(file).toString().replace(".gz", "");
        Path to = target.resolve(name);
        Files.createDirectories(to.getParent());
        try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file))) {
          Files.write(to, bytes.readAllBytes());
        }
        if (name.endsWith(".cq4")) {
          try (RandomAccessFile segment = new RandomAccessFile(to.toFile(), "rw")) {
            segment.setLength(1 << 20);
          }
        }
      }
    }
  }

  /** Writes golden files of this version: {@code 1}, {@code 1-objects} or {@code 1-keys}. */
  public static void main(String[] arguments) throws IOException {
    Path target = Path.of(arguments[1]);
    Path made = Files.createTempDirectory("golden");
    switch (arguments[0]) {
      case "1" -> {
        writeLog(made);
        pack(made.resolve(LOG), target);
      }
      case "1-objects" -> {
        writeObjects(made);
        pack(made.resolve(".leat"), target);
      }
      case "1-keys" -> {
        writeKeys(made);
        pack(made.resolve(LOG), target);
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static ChronicleStore openSmall(Path workspace) {
    return ChronicleStore.open(workspace, new ManualClock(), Bounds.ofSegments(900), Runnable::run);
  }

  private static void writeLog(Path made) {
    try (ChronicleStore store = openSmall(made)) {
      writeMain(store);
      store.fork("fork", "main", 3);
      writeFork(store);
    }
  }

  private static void writeObjects(Path made) throws IOException {
    try (ChronicleStore store = ChronicleStore.open(made, new ManualClock());
        LogWriter writer = store.log("main").write()) {
      Batch batch = writer.batch();
      batch.root("long", Payload.of(pattern(70_000)), null, false);
      batch.root(
          "raw", store.objects().raw(new ByteArrayInputStream(pattern(50_000))), null, false);
      batch.product("long", Payload.of(pattern(70_001)), Batch.here(0), "n", 0, 0, Batch.here(0));
      writer.append(batch, 2, Durability.DISK);
      store.refs().set("first", new Ref.Place("0", 1));
    }
  }

  /**
   * Appends under keys, on two branches: one holds copies of what it shared, one lost its
   * beginning.
   */
  private static void writeKeys(Path made) {
    try (ChronicleStore store = openSmall(made)) {
      try (LogWriter writer = store.log("main").write()) {
        writer.append(GuardContract.keyed("k", "a", "1", "b", "2"), 0, Durability.DISK);
      }
      store.fork("f", "main", 1);
      store.fork("g", "f", 1);
      appendKeyed(store, "g");
      assertThat(store.detach("g")).isTrue();
      store.delete("f");
      appendKeyed(store, "main");
      store.keepFrom("main", 20);
      assertThat(store.log("main").first()).isPositive();
    }
  }

  private static void appendKeyed(ChronicleStore store, String branch) {
    try (LogWriter writer = store.log(branch).write()) {
      for (int i = 0; i < 40; i++) {
        writer.append(GuardContract.keyed("k" + i, "a", "v" + i), 0, Durability.DISK);
      }
    }
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * i / 7);
    }
    return bytes;
  }

  private static void pack(Path from, Path target) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files.filter(GoldenTest::isGolden)::iterator) {
        Path to = target.resolve(from.relativize(file) + ".gz");
        Files.createDirectories(to.getParent());
        try (InputStream bytes = Files.newInputStream(file);
            GZIPOutputStream packed = new GZIPOutputStream(Files.newOutputStream(to))) {
          packed.write(bytes.readNBytes(300_000));
        }
      }
    }
  }

  private static boolean isGolden(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".cq4")
        || List.of("branch", "tail", "first", "retained").contains(name)
        || name.length() == 62;
  }

  private static void writeMain(ChronicleStore store) {
    try (LogWriter writer = store.log("main").write()) {
      Batch batch = Batch.create();
      batch.root("order/1", text("{\"n\":1}"), null, false);
      batch.product("sum", text("1"), Batch.here(0), "adder", 0, 0, Batch.here(0));
      writer.append(batch, 1, Durability.DISK);
      for (int i = 2; i < 12; i++) {
        batch.clear();
        batch.root("größe/" + i, text("v" + i), null, i % 2 == 0);
        batch.product("sum", text("x".repeat(i * 20)), Batch.here(0), "adder", i, 300, 0);
        writer.append(batch, i, Durability.PROCESS);
      }
      writer.append(Batch.create(), 22, Durability.DISK);
    }
  }

  private static void writeFork(ChronicleStore store) {
    try (LogWriter writer = store.log("fork").write()) {
      Batch batch = Batch.create();
      batch.root("order/2", text(""), new Origin("0", 4), false);
      writer.append(batch, 2, Durability.DISK);
    }
  }

  /** One line per event and branch, as the independent checker prints them. */
  private static List<String> lines(ChronicleStore store) {
    List<String> lines = new ArrayList<>();
    for (Branch branch : store.branches()) {
      EventLog log = store.log(branch.name());
      for (Event event : Logs.events(log, log.first())) {
        String value = HexFormat.of().formatHex(event.payload().bytes());
        lines.add(
            String.join(" ", branch.name(), Long.toString(event.offset()), event.topic(), value));
      }
      Head head = store.head(branch.name());
      lines.add(String.join(" ", branch.name(), "head", Long.toString(head.offset()), head.hash()));
    }
    return lines;
  }

  @Test
  void earlierVersionsStayReadable() {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      List<Event> events = Logs.events(store.log("main"), 0);

      assertThat(Verify.all(store, (branch, offset, bytes) -> {}).problems()).isEmpty();
      assertThat(events).hasSize(22);
      assertThat(events.get(20).topic()).isEqualTo("größe/11");
      assertThat(events.get(21).root()).isEqualTo(20);
      assertThat(events.get(21).cause()).isZero();
      assertThat(events.get(4).quiet()).isFalse();
      assertThat(events.get(2).quiet()).isTrue();
      assertThat(store.log("main").settled()).isEqualTo(22);
      assertThat(Logs.events(store.log("fork"), 3).getFirst().origin())
          .isEqualTo(new Origin("0", 4));
      assertThat(store.head("main").hash())
          .isEqualTo("06afea8fdb229eec28e734045e184b9b885d26f15a2f5b828862f8f4ece68467");
    }
  }

  @Test
  void earlierVersionsAreWrittenOn() {
    try (ChronicleStore store = ChronicleStore.open(workspace, clock);
        LogWriter writer = store.log("main").write()) {
      assertThat(Logs.append(writer, "more")).isEqualTo(22);
      assertThat(Logs.valuesOf(store.log("main"), 20)).hasSize(3);
    }
  }

  @Test
  void objectsOfEarlierVersionsStayReadable(@TempDir Path other) throws Exception {
    unpack("/golden/1-objects", other.resolve(".leat"));
    try (ChronicleStore store = ChronicleStore.open(other, clock)) {
      List<Event> events = Logs.events(store.log("main"), 0);

      assertThat(Verify.all(store, (branch, offset, bytes) -> {}).problems()).isEmpty();
      assertThat(events.get(0).payload().bytes()).isEqualTo(pattern(70_000));
      assertThat(events.get(1).payload().openRaw()).hasBinaryContent(pattern(50_000));
      assertThat(events.get(2).payload().object()).isEqualTo(ObjectId.of(pattern(70_001)));
      assertThat(store.refs().get("first")).isEqualTo(new Ref.Place("0", 1));
    }
    checkSecondImplementation(other);
  }

  @Test
  void keysOfEarlierVersionsHold(@TempDir Path other) throws Exception {
    unpack("/golden/1-keys", other.resolve(LOG));
    try (ChronicleStore store = ChronicleStore.open(other, clock)) {
      assertThat(Verify.all(store, (branch, offset, bytes) -> {}).problems()).isEmpty();
      for (String branch : List.of("main", "g")) {
        try (LogWriter writer = store.log(branch).write()) {
          long end = store.log(branch).end();
          Batch again = GuardContract.keyed("k39", "a", "v39");
          assertThat(writer.append(again, 0, Durability.DISK)).isEqualTo(end - 1);
          assertThat(store.log(branch).end()).isEqualTo(end);
        }
      }
    }
    checkSecondImplementation(other);
  }

  @Test
  void bundlesOfEarlierVersionsStayReadable(@TempDir Path other) throws IOException {
    unpack("/golden/1-bundle", other);
    Path bundle = other.resolve("main.leat");
    var written = new ByteArrayOutputStream();
    try (ChronicleStore from = ChronicleStore.open(workspace, clock);
        ChronicleStore to = ChronicleStore.open(other, clock)) {
      Head head = from.export("main", 0, Long.MAX_VALUE, _ -> false, written);
      Branch made = to.importBundle(bundle, null);

      assertThat(to.head(made.name())).isEqualTo(head).isEqualTo(from.head("main"));
      assertThat(Verify.all(to, (branch, offset, bytes) -> {}).problems()).isEmpty();
    }
    assertThat(bundle).hasBinaryContent(written.toByteArray());
  }

  @Test
  void secondImplementationReadsTheSame() throws Exception {
    checkSecondImplementation(workspace);
  }

  @Test
  void secondImplementationReadsKeysAndCopiesAndWhatIsKept(@TempDir Path other) throws Exception {
    writeKeys(other);
    checkSecondImplementation(other);
  }

  private void checkSecondImplementation(Path workspace) throws Exception {
    Process python =
        new ProcessBuilder(
                "python3", "src/test/python/check_log.py", workspace.resolve(LOG).toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String output = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(python.waitFor()).isZero();
    try (ChronicleStore store = ChronicleStore.open(workspace, clock)) {
      assertThat(output.lines().toList()).containsExactlyInAnyOrderElementsOf(lines(store));
    }
  }
}
