package io.leat.log;

import static io.leat.log.Logs.append;
import static io.leat.log.Logs.events;
import static io.leat.log.Logs.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What real processes do to each other. */
class ProcessTest {
  @TempDir Path workspace;

  /** Appends numbers as fast as it can and prints each when it is acknowledged. */
  static final class Writer {
    public static void main(String[] arguments) {
      ChronicleStore store =
          ChronicleStore.open(
              Path.of(arguments[0]),
              InstantSource.system(),
              Bounds.ofSegments(20_000),
              Runnable::run);
      LogWriter writer = store.log("main").write();
      for (long i = writer.end(); ; i++) {
        append(writer, Long.toString(i));
        System.out.println(i);
      }
    }
  }

  /** Says for each line that it reads who holds the lock of a folder. */
  static final class Onlooker {
    public static void main(String[] arguments) throws IOException {
      BufferedReader asked = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      while (asked.readLine() != null) {
        System.out.println(WriterLock.holder(Path.of(arguments[0]), "lock"));
      }
    }
  }

  private Process start() throws IOException {
    return start(Writer.class);
  }

  private Process start(Class<?> program) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of(
            "-cp", System.getProperty("java.class.path"), program.getName(), workspace.toString()));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  @Test
  void whatIsAcknowledgedSurvivesTheDeathOfTheProcess() throws Exception {
    Random random = new Random(6);
    long acknowledged = -1;
    for (int round = 0; round < 5; round++) {
      Process process = start();
      try (BufferedReader output = process.inputReader(UTF_8)) {
        long stop = acknowledged + 1 + random.nextInt(2_000);
        while (acknowledged < stop) {
          acknowledged = Long.parseLong(output.readLine());
        }
        process.toHandle().destroyForcibly();
        String line = output.readLine();
        while (line != null && !line.isEmpty()) {
          acknowledged = Math.max(acknowledged, Long.parseLong(line));
          line = output.readLine();
        }
      }

      try (ChronicleStore store = ChronicleStore.open(workspace, InstantSource.system())) {
        List<Event> events = events(store.log("main"), 0);
        assertThat(events.size()).isGreaterThan((int) acknowledged);
        for (int i = 0; i < events.size(); i++) {
          assertThat(text(events.get(i).payload())).isEqualTo(Integer.toString(i));
        }
        assertThat(Verify.all(store, (branch, offset, bytes) -> {}).problems()).isEmpty();
        acknowledged = events.size() - 1L;
      }
      process.waitFor();
    }
  }

  @Test
  void branchHeldByAnotherProcessIsRefusedByItsId() throws Exception {
    Process process = start();
    try (BufferedReader output = process.inputReader(UTF_8);
        ChronicleStore store = ChronicleStore.open(workspace, InstantSource.system())) {
      output.readLine();

      assertThatThrownBy(() -> store.log("main").write())
          .isInstanceOf(LogException.Unavailable.class)
          .hasMessageContaining("process " + process.pid());
      LogReader reader = store.log("main").read(0);
      assertThat(reader.next()).isNotNull();
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (ChronicleStore store = ChronicleStore.open(workspace, InstantSource.system())) {
      store.log("main").write().close();
    }
  }

  @Test
  void askingWhoHoldsALockNeverDropsIt() throws Exception {
    Process onlooker = start(Onlooker.class);
    AtomicBoolean ended = new AtomicBoolean();
    Thread asking =
        Thread.ofPlatform()
            .start(
                () -> {
                  while (!ended.get()) {
                    String _ = WriterLock.holder(workspace, "lock");
                  }
                });
    try (BufferedWriter ask = onlooker.outputWriter(UTF_8);
        BufferedReader answers = onlooker.inputReader(UTF_8)) {
      for (int i = 0; i < 300; i++) {
        try (WriterLock _ = WriterLock.take(workspace, "lock", "it")) {
          ask.write("?\n");
          ask.flush();

          assertThat(answers.readLine()).isEqualTo("process " + ProcessHandle.current().pid());
        }
      }
    } finally {
      ended.set(true);
      asking.join();
      onlooker.destroyForcibly().waitFor();
    }
  }

  @Test
  void nobodyIsRefusedBecauseAnotherProcessLooks() throws Exception {
    Process onlooker = start(Onlooker.class);
    try (BufferedWriter ask = onlooker.outputWriter(UTF_8);
        BufferedReader answers = onlooker.inputReader(UTF_8)) {
      WriterLock.take(workspace, "lock", "it").close();
      for (int i = 0; i < 20; i++) {
        ask.write("?\n".repeat(500));
        ask.flush();
        for (int answered = 0; answered < 500; answered++) {
          WriterLock.take(workspace, "lock", "it").close();
          assertThat(answers.readLine()).isNotNull();
        }
      }
    } finally {
      onlooker.destroyForcibly().waitFor();
    }
  }
}
