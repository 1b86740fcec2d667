package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.leat.engine.oracle.Json;
import io.leat.log.LogWriter;
import io.leat.nodes.Graph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
}
