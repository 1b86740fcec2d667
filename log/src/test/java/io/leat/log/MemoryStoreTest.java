package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.roots;
import static io.leat.log.Logs.valuesOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends TopicContract {
  private final MemoryStore memory = new MemoryStore(clock);

  @Override
  LogStore open() {
    return memory;
  }

  @Override
  LogStore openSmall() {
    return memory;
  }

  @Override
  void keepFrom(LogStore store, String branch, long offset) {
    memory.keepFrom(branch, offset);
  }

  @Test
  void crashKeepsWhatWasForcedAndAPrefixOfTheRest() {
    EventLog log = memory.log("main");
    LogWriter writer = log.write();
    append(writer, "a");
    writer.append(roots("b"), 0, Durability.DISK);
    append(writer, "c", "d");
    append(writer, "e");

    memory.crash(unforced -> unforced - 1);

    assertThat(valuesOf(log, 0)).containsExactly("a", "b", "c", "d");
    assertThatThrownBy(() -> append(writer, "f")).isInstanceOf(LogException.Unavailable.class);
    writer.close();
    try (LogWriter next = log.write()) {
      assertThat(next.run()).isEqualTo(2);
      assertThat(append(next, "g")).isEqualTo(4);
      memory.crash(unforced -> 0);
    }
    assertThat(valuesOf(log, 0)).containsExactly("a", "b", "c", "d");
  }

  @Test
  void faultBeforeAWriteLeavesNothing() {
    EventLog log = memory.log("main");
    LogWriter writer = log.write();
    memory.faults(
        new Faults() {
          @Override
          public void beforeWrite(String branch, long first) {
            throw new IllegalStateException("pulled the plug before " + first);
          }
        });

    assertThatThrownBy(() -> append(writer, "a")).hasMessage("pulled the plug before 0");
    memory.faults(Faults.NONE);
    assertThatThrownBy(() -> append(writer, "a")).isInstanceOf(LogException.Unavailable.class);
    assertThat(valuesOf(log, 0)).isEmpty();
  }

  @Test
  void faultAfterAWriteLeavesItUnacknowledged() {
    EventLog log = memory.log("main");
    LogWriter writer = log.write();
    memory.faults(
        new Faults() {
          @Override
          public void afterWrite(String branch, long first) {
            throw new IllegalStateException("pulled the plug");
          }
        });

    assertThatThrownBy(() -> append(writer, "a")).hasMessage("pulled the plug");
    assertThat(valuesOf(log, 0)).containsExactly("a");
  }

  @Test
  void failedForceIsFinal() {
    EventLog log = memory.log("main");
    LogWriter writer = log.write();
    memory.faults(
        new Faults() {
          @Override
          public void beforeForce(String branch) {
            throw new IllegalStateException("EIO");
          }
        });

    assertThatThrownBy(() -> writer.append(roots("a"), 0, Durability.DISK)).hasMessage("EIO");
    memory.faults(Faults.NONE);
    assertThatThrownBy(writer::force).isInstanceOf(LogException.Unavailable.class);
    assertThatThrownBy(() -> append(writer, "b")).isInstanceOf(LogException.Unavailable.class);
    writer.close();
    log.write().close();
  }

  @Test
  void appendThatACloseForcedIsAcknowledged() throws Exception {
    LogWriter writer = memory.log("main").write();
    CountDownLatch forcing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    memory.faults(
        new Faults() {
          @Override
          public void beforeForce(String branch) {
            forcing.countDown();
            assertThat(awaited(goOn)).isTrue();
          }
        });
    Thread first = Thread.ofPlatform().start(() -> writer.append(roots("a"), 0, Durability.DISK));
    assertThat(awaited(forcing)).isTrue();
    Thread closing = Thread.ofPlatform().start(writer::close);
    await().until(() -> closing.getState() == Thread.State.WAITING);
    List<Long> acknowledged = new ArrayList<>();
    Thread second =
        Thread.ofPlatform()
            .start(() -> acknowledged.add(writer.append(roots("b"), 0, Durability.DISK)));
    await().until(() -> second.getState() == Thread.State.WAITING && writer.end() == 2);

    goOn.countDown();
    first.join();
    closing.join();
    second.join();

    assertThat(acknowledged).containsExactly(1L);
    memory.crash(_ -> 0);
    assertThat(valuesOf(memory.log("main"), 0)).containsExactly("a", "b");
  }

  private static boolean awaited(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
