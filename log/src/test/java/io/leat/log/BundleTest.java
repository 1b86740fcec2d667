package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.events;
import static io.leat.log.Logs.text;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What leaves a workspace as a file and comes into another. */
class BundleTest {
  private static final long ALL = Long.MAX_VALUE;

  @TempDir Path here;
  @TempDir Path there;

  private final ManualClock clock = new ManualClock();
  private ChronicleStore from;
  private ChronicleStore to;

  @BeforeEach
  void open() {
    from = small(here);
    to = small(there);
  }

  private ChronicleStore small(Path workspace) {
    return ChronicleStore.open(workspace, clock, Bounds.ofSegments(2_000), Runnable::run);
  }

  @AfterEach
  void close() {
    from.close();
    to.close();
  }

  /** Some segments, a long value, raw bytes, products, one settled commit without events. */
  private void fill() throws IOException {
    try (LogWriter writer = from.log("main").write()) {
      for (int i = 0; i < 30; i++) {
        Batch batch = writer.batch();
        batch.root("in/" + i % 3, text("value " + i), null, i % 5 == 0);
        batch.product("out", text("x".repeat(i * 9)), Batch.here(0), "n", 0, 0, Batch.here(0));
        writer.append(batch, 2L * i, Durability.PROCESS);
      }
      Batch batch = writer.batch();
      batch.root("long", Payload.of(ObjectContract.bytes(1, 1_500_000)), null, false);
      batch.root("long", Payload.of(ObjectContract.bytes(1, 1_500_000)), null, false);
      byte[] raw = ObjectContract.bytes(2, 70_000);
      batch.root("raw", from.objects().raw(new ByteArrayInputStream(raw)), null, false);
      writer.append(batch, 60, Durability.DISK);
      writer.append(writer.batch(), 63, Durability.DISK);
    }
    try (LogWriter writer = small(here).log("main").write()) {
      append(writer, "after a second start");
    }
  }

  private byte[] export(ChronicleStore store, String branch, long first, long end)
      throws IOException {
    var out = new ByteArrayOutputStream();
    var _ = store.export(branch, first, end, event -> event.topic().equals("local"), out);
    return out.toByteArray();
  }

  private Path file(byte[] bundle) throws IOException {
    return Files.write(there.resolve("bundle"), bundle);
  }

  private static void assertClean(ChronicleStore store) {
    assertThat(Verify.all(store, (_, _, _) -> {}).problems()).isEmpty();
  }

  private static List<Event> all(ChronicleStore store, String branch) {
    return events(store.log(branch), 0);
  }

  @Test
  void wholeBranchHasTheSameHeadElsewhere() throws IOException {
    fill();

    Branch made = to.importBundle(file(export(from, "main", 0, ALL)), null);

    assertThat(made).isEqualTo(new Branch("main", "0", null));
    assertThat(to.head("main")).isEqualTo(from.head("main"));
    assertThat(all(to, "main")).isEqualTo(all(from, "main"));
    assertThat(to.log("main").settled()).isEqualTo(63);
    assertThat(new SegmentFiles(there.resolve(".leat/log/main")).highest()).isGreaterThan(2);
    assertClean(to);
    assertThat(export(to, "main", 0, ALL)).isEqualTo(export(from, "main", 0, ALL));
  }

  @Test
  void keysComeAlongWithAWholeBranch() throws IOException {
    try (LogWriter writer = from.log("main").write()) {
      append(writer, "before");
      writer.append(GuardContract.keyed("k", "a", "1", "b", "2"), 0, Durability.DISK);
    }

    var _ = to.importBundle(file(export(from, "main", 0, ALL)), null);

    assertThat(to.head("main")).isEqualTo(from.head("main"));
    assertThat(all(to, "main")).isEqualTo(all(from, "main"));
    assertClean(to);
    try (LogWriter writer = to.log("main").write()) {
      Batch again = GuardContract.keyed("k", "a", "1", "b", "2");
      assertThat(writer.append(again, 0, Durability.DISK)).isEqualTo(1);
      Batch other = GuardContract.keyed("k", "a", "3");
      assertThatThrownBy(() -> writer.append(other, 0, Durability.DISK))
          .isInstanceOf(LogException.Invalid.class);
    }
    assertThat(to.head("main")).isEqualTo(from.head("main"));
  }

  @Test
  void importedBranchIsWrittenOn() throws IOException {
    fill();
    var _ = to.importBundle(file(export(from, "main", 0, ALL)), null);
    Head imported = to.head("main");

    try (LogWriter writer = to.log("main").write()) {
      assertThat(append(writer, "more")).isEqualTo(imported.offset());
    }
    to.fork("f", "main", 7);

    assertThat(valuesOf(to.log("main"), imported.offset())).containsExactly("more");
    assertClean(to);
  }

  @Test
  void lineThatIsKnownComesInAsAnother() throws IOException {
    fill();
    Path bundle = file(export(from, "main", 0, ALL));

    Branch copy = from.importBundle(bundle, "copy");

    assertThat(copy.line()).isNotEqualTo("0");
    assertThat(all(from, "copy")).isEqualTo(all(from, "main"));
    assertClean(from);
    assertThatThrownBy(() -> from.importBundle(bundle, "copy"))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("copy");
    assertThatThrownBy(() -> from.importBundle(bundle, null))
        .isInstanceOf(LogException.Invalid.class)
        .hasMessageContaining("main");
    assertThatThrownBy(() -> from.importBundle(bundle, "../x"))
        .isInstanceOf(LogException.Invalid.class);
  }

  @Test
  void forkGoesOutWithAllThatItShares() throws IOException {
    fill();
    from.fork("f", "main", 31);
    from.fork("g", "f", 31);
    try (LogWriter writer = from.log("g").write()) {
      append(writer, "own", "more");
    }
    byte[] bundle = export(from, "g", 0, ALL);

    Branch made = to.importBundle(file(bundle), null);

    assertThat(made.fork()).isNull();
    assertThat(all(to, "g")).isEqualTo(all(from, "g"));
    assertThat(to.log("g").settled()).isEqualTo(from.log("g").settled());
    assertClean(to);
    assertThat(export(to, "g", 0, ALL)).isEqualTo(bundle);
  }

  @Test
  void beginningOfABranchKeepsItsOffsets() throws IOException {
    fill();

    Branch made = to.importBundle(file(export(from, "main", 0, 25)), "first");

    assertThat(to.log(made.name()).end()).isEqualTo(25);
    assertThat(all(to, "first")).isEqualTo(all(from, "main").subList(0, 25));
    assertThat(to.log("first").settled()).isLessThanOrEqualTo(25);
    assertClean(to);
  }

  @Test
  void stretchStandsAloneFromOffsetZero() throws IOException {
    try (LogWriter writer = from.log("main").write()) {
      append(writer, "a", "b");
      Batch batch = writer.batch();
      batch.root("t", text("c"), null, false);
      batch.product("p", text("of b"), 1, "n", 0, 0, 1);
      batch.root("local", text("d"), null, false);
      batch.product("p", text("of c"), Batch.here(0), "n", 0, 0, Batch.here(0));
      batch.product("p", text("of d"), Batch.here(2), "m", 0, 0, Batch.here(2));
      writer.append(batch, 2, Durability.PROCESS);
      batch.clear();
      batch.product("q", text("of c too"), 2, "m", 0, 0, 5);
      writer.append(batch, 5, Durability.DISK);
    }

    var _ = to.importBundle(file(export(from, "main", 2, ALL)), null);

    assertThat(all(to, "main"))
        .extracting(e -> text(e.payload()) + " " + e.root() + " " + e.cause() + " " + e.origin())
        .containsExactly("c 0 -1 " + new Origin("0", 2), "of c 0 0 null", "of c too 0 1 null");
    assertThat(to.log("main").settled()).isEqualTo(1);
    assertClean(to);
  }

  @Test
  void whatIsKeptGoesOutWhereTheBeginningWasGivenUp() throws IOException {
    fill();
    from.keepFrom("main", 30);
    long kept = from.log("main").first();
    List<String> values = valuesOf(from.log("main"), kept);

    var _ = to.importBundle(file(export(from, "main", 0, ALL)), null);

    assertThat(kept).isBetween(1L, 30L);
    assertThat(valuesOf(to.log("main"), 0)).isNotEmpty();
    assertThat(values).endsWith(valuesOf(to.log("main"), 0).toArray(String[]::new));
    assertClean(to);
  }

  @Test
  void everyCutAndEveryFlippedBitIsFoundAndNothingWritten() throws IOException {
    try (LogWriter writer = from.log("main").write()) {
      append(writer, "a", "b");
      Batch batch = writer.batch();
      batch.root("long", Payload.of(new byte[70_000]), null, false);
      writer.append(batch, 1, Durability.DISK);
    }
    byte[] good = export(from, "main", 0, ALL);
    for (int length = 0;
        length < good.length;
        length += length < 400 || length > 70_200 ? 1 : 999) {
      refused(Arrays.copyOf(good, length));
    }
    for (int at = 0; at < good.length; at += at < 400 || at > 70_200 ? 1 : 999) {
      byte[] bad = good.clone();
      bad[at] ^= (byte) (1 << at % 8);
      refused(bad);
    }
    refused(Arrays.copyOf(good, good.length + 1));
    refused("PK and other nonsense".getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private void refused(byte[] bundle) throws IOException {
    Path file = file(bundle);
    assertThatThrownBy(() -> to.importBundle(file, null))
        .isInstanceOf(LogException.class)
        .isNotInstanceOf(LogException.Unavailable.class)
        .hasMessageContaining(file.toString());
    try (Stream<Path> left = Files.list(there)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void wholeRecordsThatAreMissingOrMovedAreFound() throws IOException {
    fill();
    byte[] good = export(from, "main", 0, ALL);
    int at = Bundle.PREFIX_BYTES;
    while (at < good.length) {
      int next = at + Bundle.RECORD_HEADER + (int) Document.INT.get(good, at + 5);
      byte[] without = new byte[good.length - (next - at)];
      System.arraycopy(good, 0, without, 0, at);
      System.arraycopy(good, next, without, at, good.length - next);
      refused(without);
      at = next;
    }
  }

  @Test
  void whatAnInterruptedImportLeftIsClearedAway() throws IOException {
    fill();
    Path left = Files.createDirectories(there.resolve(".leat/log/.importing"));
    Files.write(left.resolve("000000000.cq4"), new byte[10]);

    assertThat(to.branches()).hasSize(1);
    var _ = to.importBundle(file(export(from, "main", 0, ALL)), null);

    assertThat(left).doesNotExist();
    assertClean(to);
  }
}
