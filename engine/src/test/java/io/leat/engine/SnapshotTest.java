package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.oracle.CanonicalForm;
import io.leat.engine.oracle.Json;
import io.leat.engine.simulation.VirtualClock;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.LogStore;
import io.leat.nodes.Graph;
import io.leat.state.Snapshots;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot saves reading, and is never needed: what cannot be believed is done without. */
class SnapshotTest {
  private static final int EVERY = 10;

  @TempDir Path folder;
  private final List<EngineEvent> told = new ArrayList<>();

  private static Graph graph() {
    return new ShowGraph(0).outside("x").node("a", "x").counter("count", "a").build();
  }

  private Path state(String workspace) {
    return folder.resolve(workspace).resolve("state");
  }

  /** Runs until all is settled, appending some roots before. */
  private String run(String workspace, Graph graph, int roots) {
    return run(
        workspace,
        graph,
        IntStream.range(0, roots)
            .mapToObj(i -> new Root("x", Json.value("" + (i + workspace.length()))))
            .toList());
  }

  private String run(String workspace, Graph graph, List<Root> roots) {
    told.clear();
    var machine = new Machine(new VirtualClock(), Runnable::run);
    try (LogStore store = ChronicleStore.open(folder.resolve(workspace), machine.clock())) {
      var snapshots = new Snapshots(Snapshots.Store.in(state(workspace)), EVERY);
      var place = new Place(store, LogStore.MAIN, folder, snapshots);
      var trace = new Trace(told::add);
      Engine engine = new Start(place, graph, List.of(), machine, trace, () -> {}).open();
      for (Root root : roots) {
        engine.append(List.of(root), Durability.PROCESS);
        while (engine.doWork() > 0) {}
      }
      while (!engine.settled()) {
        engine.doWork();
      }
      engine.close();
      return CanonicalForm.of(OnRecord.events(store.log(LogStore.MAIN)));
    }
  }

  private long from() {
    return told.stream()
        .filter(EngineEvent.Restored.class::isInstance)
        .mapToLong(event -> ((EngineEvent.Restored) event).from())
        .sum();
  }

  private List<String> ignored() {
    return told.stream()
        .filter(EngineEvent.SnapshotIgnored.class::isInstance)
        .map(event -> ((EngineEvent.SnapshotIgnored) event).why())
        .toList();
  }

  private List<Path> files(String workspace) {
    try (Stream<Path> files = Files.list(state(workspace))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aStartReadsOnFromTheLastSnapshotAndComesToTheSame() {
    run("w", graph(), 20);
    assertThat(files("w")).hasSizeBetween(2, 4);

    String form = run("w", graph(), 5);

    assertThat(from()).isGreaterThan(40);
    assertThat(ignored()).isEmpty();
    assertThat(form).contains("count 0 0 count 25");
  }

  @Test
  void whatACrashOrALongerLogLeftGoesWhenASnapshotIsKept() throws IOException {
    run("w", graph(), 20);
    Path half = Files.createFile(state("w").resolve("half-written-7"));
    for (int i = 0; i < 4; i++) {
      Files.createFile(state("w").resolve("snapshot-900000" + i));
    }

    run("w", graph(), 20);

    assertThat(half).doesNotExist();
    assertThat(files("w"))
        .hasSize(4)
        .noneMatch(file -> file.getFileName().toString().startsWith("snapshot-900000"));
    run("w", graph(), 1);
    assertThat(from()).isGreaterThan(80);
  }

  /** A root that wakes nobody is followed by a commit that only says that it is settled. */
  @Test
  void aLongValueIsFoundBehindACommitWithoutEvents() {
    Graph unread = new ShowGraph(0).outside("x").build();
    String longer = "\"" + "a".repeat(100_000) + "\"";
    var roots = new ArrayList<Root>();
    for (int i = 0; i < 2 * EVERY; i++) {
      roots.add(new Root("x", Json.value(longer)));
    }
    String before = run("w", unread, roots);

    String after = run("w", unread, 0);

    assertThat(from()).isPositive();
    assertThat(ignored()).isEmpty();
    assertThat(after).isEqualTo(before);
  }

  @Test
  void whatIsDamagedCutShortOrMisplacedIsIgnoredWithAWord() throws IOException {
    run("w", graph(), 20);
    List<Path> files = files("w");
    byte[] whole = Files.readAllBytes(files.getFirst());
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 4;
    Files.write(files.getFirst(), flipped);
    Files.write(files.get(1), Arrays.copyOf(whole, whole.length - 7));
    Files.write(state("w").resolve("snapshot-3"), whole);
    Files.writeString(state("w").resolve("snapshot-4"), "no snapshot");
    Files.write(state("w").resolve("snapshot-999"), whole);
    for (Path more : files.subList(2, files.size())) {
      Files.delete(more);
    }

    run("w", graph(), 1);

    assertThat(from()).isZero();
    assertThat(ignored())
        .hasSize(5)
        .anyMatch(why -> why.contains("settled only up to"))
        .anyMatch(why -> why.contains("damaged or half-written"))
        .anyMatch(why -> why.contains("it is of cut"))
        .anyMatch(why -> why.contains("no snapshot"));
  }

  @Test
  void thatOfAnotherLogOrGraphIsNotUsed() throws IOException {
    run("w", graph(), 20);
    run("other", graph(), 21);
    for (Path file : files("w")) {
      Files.delete(file);
    }
    for (Path file : files("other")) {
      Files.copy(file, state("w").resolve(file.getFileName().toString()));
    }
    run("w", graph(), 0);
    assertThat(from()).isZero();
    assertThat(ignored()).contains("it is of another log");

    Graph another = new ShowGraph(0).outside("x").node("a", "x").build();
    run("other", another, 0);
    assertThat(from()).isZero();
  }

  @Test
  void withoutTheStateFolderNothingIsOtherwiseAndNothingRunsAgain() throws IOException {
    String before = run("w", graph(), 20);
    for (Path file : files("w")) {
      Files.delete(file);
    }
    Files.delete(state("w"));

    String after = run("w", graph(), 0);

    assertThat(after).isEqualTo(before);
    assertThat(told).noneMatch(EngineEvent.Invoked.class::isInstance);
  }
}
