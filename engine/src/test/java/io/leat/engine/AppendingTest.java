package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.log.Faults;
import io.leat.log.LogException;
import io.leat.log.LogWriter;
import io.leat.log.MemoryStore;
import io.leat.nodes.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody is refused who only has to wait for a moment. */
class AppendingTest {
  private static final int THREADS = 4;
  private static final int EACH = 10;

  private final Graph graph = new ShowGraph(0).outside("x").node("a", "x").build();

  private static void appendFromManyThreads(Leat leat) throws Exception {
    List<Future<?>> appending = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      for (int i = 0; i < THREADS * EACH; i++) {
        appending.add(threads.submit(() -> leat.append("x", Json.value("1"))));
      }
    }
    for (Future<?> append : appending) {
      append.get();
    }
    assertThat(leat.log().end()).isEqualTo(THREADS * EACH);
  }

  @Test
  void threadsThatAppendInMemoryTakeTurns() throws Exception {
    try (Leat leat = Leat.inMemory(graph)) {
      appendFromManyThreads(leat);
    }
  }

  @Test
  void threadsThatAppendToTheDiskTakeTurns(@TempDir Path folder) throws Exception {
    try (Leat leat = Leat.open(folder, graph)) {
      appendFromManyThreads(leat);
    }
  }

  @Test
  void appendWaitsForAHolderThatLetsGo(@TempDir Path folder) throws Exception {
    try (Leat leat = Leat.open(folder, graph)) {
      LogWriter holder = leat.log().write();
      List<Long> appended = new ArrayList<>();
      Thread appending =
          Thread.ofPlatform().start(() -> appended.add(leat.append("x", Json.value("1"))));
      await().until(() -> appending.getState() == Thread.State.TIMED_WAITING);

      holder.close();
      appending.join();

      assertThat(appended).containsExactly(0L);
    }
  }

  @Test
  void threadsThatAppendThroughARunningEngineShareAForce() throws Exception {
    MemoryStore store = new MemoryStore(InstantSource.system());
    AtomicInteger forces = new AtomicInteger();
    CountDownLatch goOn = new CountDownLatch(1);
    try (Leat leat = Leat.over(store, graph, Path.of(""), Machine.real());
        Run run = leat.start(List.of(), null)) {
      long before = leat.log().end();
      store.faults(
          new Faults() {
            @Override
            public void beforeForce(String branch) {
              if (forces.incrementAndGet() == 1) {
                await().until(() -> goOn.getCount() == 0);
              }
            }
          });
      List<Root> roots = List.of(new Root("x", Json.value("1")));
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        threads.add(Thread.ofPlatform().start(() -> run.append(roots, Durability.DISK)));
      }

      await().until(() -> forces.get() == 1 && leat.log().end() == before + THREADS);
      goOn.countDown();
      for (Thread thread : threads) {
        thread.join();
      }

      assertThat(forces).hasValue(2);
    }
  }

  @Test
  void anEngineThatCannotListenGivesTheBranchBack(@TempDir Path folder) throws IOException {
    try (Leat leat = Leat.open(folder, graph)) {
      leat.append("x", Json.value("1"));
      Path inTheWay = folder.resolve(".leat/log/main/hand-over/a");
      Files.createDirectories(inTheWay);

      assertThatThrownBy(leat::run)
          .isInstanceOf(LogException.class)
          .hasMessageContaining("cannot listen for hand-overs");
      Files.delete(inTheWay);

      assertThat(leat.run().published()).isEqualTo(1);
    }
  }
}
