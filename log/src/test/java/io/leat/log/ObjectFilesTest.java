package io.leat.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects on a disk, with processes that die and bits that flip. */
class ObjectFilesTest {
  private static final long FLOOR = 1 << 20;

  @TempDir Path workspace;

  private Path root;
  private ObjectFiles objects;

  @BeforeEach
  void open() {
    root = workspace.resolve(".leat/objects");
    objects = new ObjectFiles(root, FLOOR);
  }

  private Path fileOf(ObjectId id) {
    return root.resolve(id.sha256().substring(0, 2)).resolve(id.sha256().substring(2));
  }

  private static ObjectId put(ObjectFiles objects, int seed, int length) {
    return objects.put(ObjectContract.bytes(seed, length));
  }

  @Test
  void onlyTheOwnerMayRead() throws IOException {
    ObjectId id = put(objects, 1, 1_000);

    assertThat(permissions(root)).isEqualTo("rwx------");
    assertThat(permissions(root.resolve(id.sha256().substring(0, 2)))).isEqualTo("rwx------");
    assertThat(permissions(fileOf(id))).isEqualTo("rw-------");
    assertThat(root.resolve(Incoming.FOLDER)).isEmptyDirectory();
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void everyFlippedBitIsFoundBeforeTheLastByteIsHandedOut() throws IOException {
    ObjectId id = put(objects, 2, 60);
    byte[] good = Files.readAllBytes(fileOf(id));
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(fileOf(id), bad);

      try (InputStream content = objects.open(id)) {
        assertThatThrownBy(() -> content.readNBytes(good.length))
            .isInstanceOf(LogException.Corrupt.class)
            .hasMessageContaining(id.sha256())
            .hasMessageContaining(fileOf(id).toString());
      }
    }
  }

  @Test
  void everyOtherLengthIsFound() throws IOException {
    ObjectId id = put(objects, 3, 60);
    for (int length = 0; length < 80; length++) {
      if (length != 60) {
        Files.write(fileOf(id), ObjectContract.bytes(3, length));
        assertThatThrownBy(() -> objects.get(id)).isInstanceOf(LogException.Corrupt.class);
      }
    }
  }

  @Test
  void puttingADamagedObjectAgainMendsIt() throws IOException {
    ObjectId id = put(objects, 4, 60);
    Files.write(fileOf(id), new byte[60]);

    put(objects, 4, 60);
    assertThat(objects.get(id)).hasSize(60);

    Files.write(fileOf(id), new byte[60]);
    Path file = Files.write(workspace.resolve("file"), ObjectContract.bytes(4, 60));
    assertThat(objects.put(file)).isEqualTo(id);
    assertThat(objects.get(id)).hasSize(60);
  }

  @Test
  void whatDeadProcessesLeftIsClearedAway() throws IOException {
    Path incoming = Files.createDirectories(root.resolve(Incoming.FOLDER));
    Files.write(incoming.resolve("1-17.new"), new byte[100]);
    try (Incoming mine = Incoming.in(incoming)) {
      put(objects, 5, 10);

      assertThat(incoming).isDirectoryContaining(file -> file.equals(mine.file()));
      assertThat(incoming.resolve("1-17.new")).doesNotExist();
    }
    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void fullDiskIsACleanRefusal() {
    ObjectFiles full = new ObjectFiles(root, Long.MAX_VALUE / 2);

    assertThatThrownBy(() -> put(full, 6, 10))
        .isInstanceOf(LogException.Unavailable.class)
        .hasMessageContaining("free");
    assertThatThrownBy(() -> full.put(InputStream.nullInputStream()))
        .isInstanceOf(LogException.Unavailable.class);
    assertThat(objects.files()).isEmpty();
  }

  private static LogStore workspaceWith(Path workspace, int seed) {
    LogStore store = ChronicleStore.open(workspace, new ManualClock());
    try (LogWriter writer = store.log("main").write()) {
      Batch batch = writer.batch();
      batch.root("t", Payload.of(new byte[3]), null, false);
      batch.root("t", Payload.of(ObjectContract.bytes(seed, 100_000)), null, false);
      writer.append(batch, 0, Durability.DISK);
    }
    return store;
  }

  @Test
  void verifyReadsEveryObject() throws IOException {
    ObjectId id = ObjectId.of(ObjectContract.bytes(7, 100_000));
    try (ChronicleStore store = (ChronicleStore) workspaceWith(workspace, 7)) {
      ObjectId other = put(objects, 8, 10);
      store.refs().set("r", new Ref.Kept(other));
      assertThat(Verify.all(store, (_, _, _) -> {}))
          .satisfies(report -> assertThat(report.problems()).isEmpty())
          .extracting(Verify.Report::objects, Verify.Report::unnamed)
          .containsExactly(2L, 1L);

      Files.write(fileOf(id), new byte[100_000]);
      Files.delete(fileOf(other));
      Files.write(root.resolve("stray"), new byte[1]);

      assertThat(Verify.all(store, (_, _, _) -> {}).problems())
          .extracting(Verify.Problem::toString)
          .satisfiesExactly(
              first ->
                  assertThat(first)
                      .contains("branch main, offset 1")
                      .contains(fileOf(id).toString())
                      .contains("SHA-256"),
              second -> assertThat(second).contains("stray"),
              third -> assertThat(third).contains("refs/r").contains(other.sha256()));
      assertThat(Verify.branch(store, "main", (_, _, _) -> {}).problems()).hasSize(1);
      Files.delete(fileOf(id));
      assertThat(Verify.branch(store, "main", (_, _, _) -> {}).problems())
          .singleElement()
          .satisfies(problem -> assertThat(problem.toString()).contains("missing"));
    }
  }

  @Test
  void everyFlippedBitOfARefIsFound() throws IOException {
    try (ChronicleStore store = (ChronicleStore) workspaceWith(workspace, 9)) {
      store.refs().set("r", new Ref.Place("0", 1));
      Path file = workspace.resolve(".leat/refs/r");
      byte[] good = Files.readAllBytes(file);
      for (int bit = 0; bit < good.length * 8; bit++) {
        byte[] bad = good.clone();
        bad[bit / 8] ^= (byte) (1 << bit % 8);
        Files.write(file, bad);
        assertThat(Verify.all(store, (_, _, _) -> {}).problems()).as("bit %d", bit).hasSize(1);
      }
    }
  }

  /** Puts objects as fast as it can and prints each when it is acknowledged. */
  static final class Putter {
    public static void main(String[] arguments) {
      ObjectFiles objects = new ObjectFiles(Path.of(arguments[0]), FLOOR);
      int seed = Integer.parseInt(arguments[1]);
      for (int i = 0; i < 200; i++) {
        System.out.println(put(objects, seed + i, 300_000).sha256());
      }
    }
  }

  /** Puts and gets an object that is much larger than its heap. */
  static final class Streamer {
    static final long SIZE = 200L << 20;

    public static void main(String[] arguments) throws IOException {
      ObjectFiles objects = new ObjectFiles(Path.of(arguments[0]), FLOOR);
      Payload value = objects.raw(new Zeros());
      try (InputStream raw = value.openRaw();
          InputStream text = value.open()) {
        long rawBytes = raw.transferTo(java.io.OutputStream.nullOutputStream());
        long textBytes = text.transferTo(java.io.OutputStream.nullOutputStream());
        System.out.println(rawBytes + " " + (textBytes == value.length()));
      }
    }
  }

  private static final class Zeros extends InputStream {
    private long left = Streamer.SIZE;

    @Override
    public int read() {
      return left-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) {
      int count = (int) Math.min(left, length);
      left -= count;
      return count == 0 && length > 0 ? -1 : count;
    }
  }

  private Process start(Class<?> main, List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(flags);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), main.getName(), root.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void killedProcessLeavesWholeObjectsOrNone() throws Exception {
    Random random = new Random(8);
    List<String> acknowledged = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      Process process = start(Putter.class, List.of(), Integer.toString(1_000 * round));
      try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
        for (int lines = random.nextInt(12); lines >= 0; lines--) {
          acknowledged.add(output.readLine());
        }
        process.toHandle().destroyForcibly(); // the streams stay open
        output.lines().forEach(acknowledged::add);
      }
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

      for (String name : acknowledged) {
        assertThat(objects.get(new ObjectId(name, 300_000))).hasSize(300_000);
      }
      assertThat(objects.files()).allSatisfy(this::isWhole);
    }
    put(new ObjectFiles(root, FLOOR), 9, 10);
    assertThat(root.resolve(Incoming.FOLDER)).isEmptyDirectory();
  }

  private void isWhole(Path file) {
    String name = root.relativize(file).toString().replace("/", "");
    try {
      assertThat(ObjectId.of(Files.readAllBytes(file)).sha256()).isEqualTo(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void processesMayPutTheSameAtTheSameTime() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(start(Putter.class, List.of(), "1"));
    }
    List<List<String>> printed = new ArrayList<>();
    for (Process process : processes) {
      printed.add(process.inputReader(StandardCharsets.UTF_8).lines().toList());
      assertThat(process.waitFor()).isZero();
    }

    assertThat(printed.get(0)).hasSize(200).isEqualTo(printed.get(1)).isEqualTo(printed.get(2));
    assertThat(objects.files()).hasSize(200).allSatisfy(this::isWhole);
    assertThat(root.resolve(Incoming.FOLDER)).isEmptyDirectory();
  }

  @Test
  void objectLargerThanTheHeapGoesInAndOut() throws Exception {
    Process process = start(Streamer.class, List.of("-Xmx32m"));

    assertThat(process.inputReader(StandardCharsets.UTF_8).lines())
        .containsExactly(Streamer.SIZE + " true");
    assertThat(process.waitFor()).isZero();
  }
}
