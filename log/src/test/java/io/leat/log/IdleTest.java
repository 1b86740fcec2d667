package io.leat.log;

import static io.leat.log.Logs.append;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Followers on threads of their own, each waiting in its own way. */
class IdleTest {

  @Test
  void everyWayOfWaitingSeesWhatIsAppended() throws InterruptedException {
    List<Supplier<Idle>> ways =
        List.of(
            Idle::spinning,
            Idle::yielding,
            Idle::backingOff,
            () -> Idle.parking(Duration.ofMillis(1)));
    for (Supplier<Idle> way : ways) {
      assertThat(follow(way.get(), false)).containsExactly("a", "b", "c");
    }
  }

  @Test
  void aWakeUpEndsAWaitThatWouldLastForHours() throws InterruptedException {
    assertThat(follow(Idle.parking(Duration.ofHours(10)), true)).containsExactly("a", "b", "c");
  }

  private static List<String> follow(Idle idle, boolean wake) throws InterruptedException {
    MemoryStore store = new MemoryStore(new ManualClock());
    EventLog log = store.log("main");
    var seen = new LinkedBlockingQueue<String>();
    Thread follower = Thread.ofPlatform().daemon().unstarted(() -> read(log, idle, seen));
    try (LogWriter writer = log.write()) {
      follower.start();
      List<String> found = new java.util.ArrayList<>();
      for (String value : List.of("a", "b", "c")) {
        append(writer, value);
        String next = null;
        while (next == null) {
          if (wake) {
            idle.wakeUp();
          }
          next = seen.poll(20, TimeUnit.MILLISECONDS);
        }
        found.add(next);
      }
      return found;
    } finally {
      follower.interrupt();
      idle.wakeUp();
      follower.join();
    }
  }

  private static void read(EventLog log, Idle idle, LinkedBlockingQueue<String> seen) {
    try (EventReader reader = log.read(0, TopicFilter.only("t"))) {
      while (!Thread.currentThread().isInterrupted()) {
        Event event = reader.next();
        if (event == null) {
          idle.rest();
        } else {
          seen.add(Logs.text(event.payload()));
          idle.reset();
        }
      }
    }
  }
}
