package io.leat.nodes.command;

import io.leat.nodes.Failed;
import io.leat.nodes.value.Show;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One running worker. Asked by one thread at a time; may be ended by any. What the program writes
 * to its standard error is read by a thread of its own, so that it never blocks, and its last lines
 * are kept.
 */
final class WorkerProcess {

  /** The worker ended, or closed its output, before it answered. */
  static final class Died extends Exception {
    private static final long serialVersionUID = 1L;

    Died(String message) {
      super(message);
    }
  }

  static final int LINE_BYTES_MAX = 64 << 20;
  private static final int ERRORS_KEPT = 2_000;
  private static final long GRACE_MS = 500;

  /*
   * The environment is an allow-list: what would change what a program computes, or make it load code
   * (LD_*, JAVA_TOOL_OPTIONS, NODE_OPTIONS, PYTHON*, …), does not reach it. Locale and zone are fixed,
   * Python's hash seed too, because products are to be the same on every machine.
   */
  private static final List<String> ENVIRONMENT_KEPT =
      List.of("PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "SystemRoot");
  private static final Map<String, String> ENVIRONMENT_SET =
      Map.of(
          "LC_ALL", "C.UTF-8",
          "TZ", "UTC",
          "PYTHONHASHSEED", "0",
          "PYTHONUNBUFFERED", "1");

  private final Process process;
  private final InputStream answers;
  private final byte[] buffer = new byte[1 << 16];
  private final Tail errors;
  private final Thread errorReader;
  private volatile boolean timedOut;

  private WorkerProcess(Process process) {
    this.process = process;
    this.answers = process.getInputStream();
    this.errors = new Tail(process.getErrorStream(), ERRORS_KEPT);
    this.errorReader =
        Thread.ofPlatform().daemon().name("stderr of " + process.pid()).start(errors);
  }

  /**
   * Starts a worker.
   *
   * @throws Failed if the program cannot be started
   */
  static WorkerProcess start(List<String> command, Path folder) throws Failed {
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    restrict(builder.environment());
    try {
      return new WorkerProcess(builder.start());
    } catch (IOException e) {
      Throwable reason = e.getCause() == null ? e : e.getCause();
      throw new Failed(
          "cannot start %s in %s: %s; is it installed and on the PATH?"
              .formatted(
                  Show.quoted(command.getFirst()),
                  folder,
                  String.valueOf(reason.getMessage()).strip()),
          e);
    }
  }

  /** Leaves of an environment what a worker may see. */
  static void restrict(Map<String, String> environment) {
    environment.keySet().retainAll(ENVIRONMENT_KEPT);
    environment.putAll(ENVIRONMENT_SET);
  }

  /**
   * Hands over one line and waits for the line that answers it, without its end.
   *
   * @throws Died if there will be no answer
   * @throws WorkerLine.Garbled if the answer is too long
   */
  String ask(byte[] request) throws Died, WorkerLine.Garbled {
    try {
      process.getOutputStream().write(request);
      process.getOutputStream().flush();
    } catch (IOException e) {
      throw died();
    }
    var line = new ByteArrayOutputStream();
    try {
      while (true) {
        int read = answers.read(buffer);
        if (read < 0) {
          throw died();
        }
        int end = 0;
        while (end < read && buffer[end] != '\n') {
          end++;
        }
        line.write(buffer, 0, end);
        if (line.size() > LINE_BYTES_MAX) {
          throw new WorkerLine.Garbled("answered with more than " + LINE_BYTES_MAX + " bytes");
        }
        if (end < read) {
          checkSilent(read - end - 1);
          return text(line.toByteArray());
        }
      }
    } catch (IOException e) {
      throw died();
    }
  }

  private static String text(byte[] line) throws WorkerLine.Garbled {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw new WorkerLine.Garbled("answered with a line that is not UTF-8");
    }
  }

  private void checkSilent(int more) throws WorkerLine.Garbled {
    if (more > 0) {
      throw new WorkerLine.Garbled(
          "answered with more than one line; write one line for each invocation");
    }
  }

  long pid() {
    return process.pid();
  }

  /** Whether it lives and has said nothing that nobody asked for. */
  boolean ready() {
    try {
      return process.isAlive() && answers.available() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it because it took too long. */
  void timeOut() {
    timedOut = true;
    kill();
  }

  boolean timedOut() {
    return timedOut;
  }

  /** Why there is no answer: exit code and last words. */
  private Died died() {
    try {
      if (!process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS)) {
        kill();
        return new Died("closed its standard output before it answered" + lastWords());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Died("was interrupted");
    }
    return new Died(
        "ended with exit code " + process.exitValue() + " before it answered" + lastWords());
  }

  /** The last lines of its standard error, as the end of a sentence; empty if it wrote none. */
  String lastWords() {
    try {
      // A child of the worker may hold the stream open: do not wait for that one.
      errorReader.join(Duration.ofMillis(process.isAlive() ? 0 : GRACE_MS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    String words = errors.text();
    return words.isEmpty() ? "" : "; its last words:\n" + words;
  }

  /** Lets it see the end of its input, gives it a moment, then ends it and all that it started. */
  void end() {
    List<ProcessHandle> children = process.descendants().toList();
    try {
      process.getOutputStream().close();
      process.waitFor(GRACE_MS, TimeUnit.MILLISECONDS);
    } catch (IOException e) {
      // It is gone already.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    kill();
    children.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends it and all that it started, at once. */
  void kill() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
