package io.leat.nodes.command;

import io.leat.nodes.Failed;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Durations;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs a command node: hands each invocation to one of {@code jobs} processes that are started when
 * first needed and kept. Any thread may run invocations; closing ends those under way as failed.
 */
final class WorkerRunner implements Runner {

  /*
   * A slot is a place for one process, empty at first. An invocation takes a slot, so at most `jobs` run,
   * and gives it back with a process that is ready for the next, or empty. A process stays only if its
   * stream can be trusted: it answered with one whole line that names the invocation, and wrote nothing
   * more.
   *
   * Silence past the timeout ends the process, which ends the read that waits for it: no late answer can
   * ever be taken for the next one's.
   */
  private static final class Slot {
    private @Nullable WorkerProcess process;

    /** The invocation that the process answered last; null if none. */
    private @Nullable String answered;
  }

  private final Node node;
  private final Command command;
  private final Path folder;
  private final BlockingQueue<Slot> slots = new LinkedBlockingDeque<>();
  private final Set<WorkerProcess> alive = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor clock;
  private final WorkerGuard guard = new WorkerGuard();
  private volatile boolean closed;

  WorkerRunner(Node node, Command command, Path folder) {
    this.node = node;
    this.command = command;
    this.folder = folder;
    for (int i = 0; i < command.jobs(); i++) {
      slots.add(new Slot());
    }
    clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("timeouts of " + node.name()).factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  public int jobs() {
    return command.jobs();
  }

  @Override
  public List<Product> run(Handed handed) throws Failed, InterruptedException {
    Slot slot = slots.take();
    try {
      return run(slot, handed);
    } finally {
      slots.add(slot);
    }
  }

  private List<Product> run(Slot slot, Handed handed) throws Failed {
    byte[] request = WorkerLine.request(node, handed);
    if (request.length > WorkerProcess.LINE_BYTES_MAX) {
      throw new Failed(
          "its inputs make a line of %d bytes, more than %d"
              .formatted(request.length, WorkerProcess.LINE_BYTES_MAX));
    }
    for (int attempt = 1; ; attempt++) {
      String before = slot.answered;
      try {
        String line = answer(slot, request);
        slot.answered = handed.invocation();
        return WorkerLine.products(node, handed, line);
      } catch (WorkerLine.Garbled e) {
        String words = slot.process == null ? "" : slot.process.lastWords();
        empty(slot);
        // A second line for the invocation before this one, which came after we had looked, is not
        // our answer.
        if (attempt == 2 || before == null || !before.equals(e.invocation)) {
          throw new Failed("the worker " + e.getMessage() + words, e);
        }
      }
    }
  }

  /** Asks a worker; if it dies without an answer, a second one. */
  private String answer(Slot slot, byte[] request) throws Failed, WorkerLine.Garbled {
    for (int attempt = 1; ; attempt++) {
      try {
        return ask(slot, ready(slot), request);
      } catch (WorkerProcess.Died e) {
        boolean timedOut = slot.process != null && slot.process.timedOut();
        String words = timedOut && slot.process != null ? slot.process.lastWords() : "";
        empty(slot);
        if (closed) {
          throw new Failed("the runner was closed", e);
        }
        if (timedOut) {
          throw new Failed("no answer within " + Durations.text(command.timeout()) + words, e);
        }
        if (attempt == 2) {
          throw new Failed("the worker was started twice and " + e.getMessage(), e);
        }
      }
    }
  }

  private String ask(Slot slot, WorkerProcess worker, byte[] request)
      throws WorkerProcess.Died, WorkerLine.Garbled {
    ScheduledFuture<?> timeout;
    try {
      timeout = clock.schedule(worker::timeOut, command.timeout().toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      throw new WorkerProcess.Died("was closed");
    }
    try {
      String answer = worker.ask(request);
      if (!timeout.cancel(false)) {
        // It answered in the last moment, and is being ended.
        empty(slot);
      }
      return answer;
    } finally {
      timeout.cancel(false);
    }
  }

  private WorkerProcess ready(Slot slot) throws Failed {
    WorkerProcess known = slot.process;
    if (known != null && known.ready()) {
      return known;
    }
    empty(slot);
    checkOpen();
    WorkerProcess started = WorkerProcess.start(command.command(), folder);
    guard.add(started.pid());
    alive.add(started);
    slot.process = started;
    if (closed) {
      empty(slot);
    }
    checkOpen();
    return started;
  }

  private void checkOpen() throws Failed {
    if (closed) {
      throw new Failed("the runner was closed");
    }
  }

  private void empty(Slot slot) {
    WorkerProcess process = slot.process;
    if (process != null) {
      process.kill();
      guard.remove(process.pid());
      alive.remove(process);
      slot.process = null;
      slot.answered = null;
    }
  }

  @Override
  public void close() {
    closed = true;
    clock.shutdownNow();
    // All at once: each is given a moment to see the end of its input.
    List<Thread> ends =
        alive.stream().map(worker -> Thread.ofVirtual().start(worker::end)).toList();
    for (Thread end : ends) {
      try {
        end.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        alive.forEach(WorkerProcess::kill);
        break;
      }
    }
    alive.forEach(worker -> guard.remove(worker.pid()));
    guard.close();
  }
}
