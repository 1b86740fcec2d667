package io.leat.nodes.command;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import org.jspecify.annotations.Nullable;

/**
 * Ends workers whose engine died without a word ({@code kill -9}) and that do not end by themselves
 * when their input does: a small shell that is told of each, and whose own input ends with the
 * engine. Thread-safe.
 */
final class WorkerGuard implements AutoCloseable {

  /*
   * A worker between its start and the line that tells of it is not guarded: some microseconds.
   * The signal that Linux can send when a parent dies (PR_SET_PDEATHSIG) is no alternative: it is
   * sent when the thread ends that started the worker.
   */

  private @Nullable Process shell;

  /** Watches over a process from now on. */
  synchronized void add(long pid) {
    Process known = shell;
    if (known == null) {
      known = start();
      shell = known;
    }
    tell(known, '+', pid);
  }

  /** Says that a process has ended. */
  synchronized void remove(long pid) {
    Process known = shell;
    if (known != null) {
      tell(known, '-', pid);
    }
  }

  /** A shell that guards, or null: where there is none, workers see the end of their input only. */
  private static @Nullable Process start() {
    var builder = new ProcessBuilder("sh", "-c", script());
    builder.redirectOutput(Redirect.DISCARD).redirectError(Redirect.DISCARD);
    try {
      return builder.start();
    } catch (IOException e) {
      return null;
    }
  }

  private static void tell(@Nullable Process shell, char sign, long pid) {
    if (shell == null) {
      return;
    }
    try {
      OutputStream lines = shell.getOutputStream();
      lines.write((sign + " " + pid + "\n").getBytes(US_ASCII));
      lines.flush();
    } catch (IOException e) {
      // Somebody ended the guard; the workers still see the end of their input.
    }
  }

  private static String script() {
    try (InputStream script = WorkerGuard.class.getResourceAsStream("guard.sh")) {
      if (script == null) {
        throw new IllegalStateException("this build has no resource guard.sh");
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("resource guard.sh cannot be read", e);
    }
  }

  /** Ends the guard; what it guards should have ended. */
  @Override
  public synchronized void close() {
    Process known = shell;
    if (known != null) {
      try {
        known.getOutputStream().close();
      } catch (IOException e) {
        // It is gone already.
      }
      shell = null;
    }
  }
}
