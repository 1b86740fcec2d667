package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.oracle.Json;
import io.leat.log.Durability;
import io.leat.log.Event;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever waits for what roots cause is given all of it, and no sooner. */
class WaitingTest {

  private static void work(Run run) {
    while (!run.settled()) {
      var _ = run.doWork();
    }
  }

  private static List<String> topics(List<Event> events) {
    return events.stream().map(Event::topic).toList();
  }

  /** A root that wakes nobody is followed by a commit that only says that it is settled. */
  @Test
  void aCommitWithoutEventsBeforeTheRootsIsNotTheirs() {
    var graph = new ShowGraph(0).outside("x", "unread").node("a", "x").build();
    try (Leat leat = Leat.inMemory(graph);
        Run run = leat.start(List.of(), null)) {
      run.append(List.of(new Root("unread", Json.value("0"))), Durability.PROCESS);
      work(run);

      long first = run.append(List.of(new Root("x", Json.value("1"))), Durability.PROCESS);
      work(run);

      assertThat(topics(leat.await(first, Duration.ZERO).products())).containsExactly("a");
    }
  }
}
