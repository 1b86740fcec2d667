package io.leat.engine;

import io.leat.log.Batch;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.HandOver;
import io.leat.log.Idle;
import io.leat.log.LogException;
import io.leat.log.ObjectStore;
import io.leat.log.Payload;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An engine that runs, once, on the thread that calls {@link #toTheEnd} or {@link #untilStopped}.
 * Meanwhile {@link #append} takes roots from any thread, and those that other processes hand over.
 */
public final class Run implements AutoCloseable {
  private final Loop loop;
  private final Engine engine;
  private final HandOver.@Nullable Server server;
  private final @Nullable Meter meter;
  private final Trace trace;

  Run(
      Place place,
      Graph graph,
      List<Root> settings,
      Machine machine,
      Idle idle,
      @Nullable Consumer<EngineEvent> listener) {
    this.loop = new Loop(machine, idle);
    this.trace = new Trace(listener, machine.clock());
    this.engine = new Start(place, graph, settings, machine, trace, loop::wakeUp).open();
    Path stateFolder = place.stateFolder();
    this.meter =
        stateFolder == null
            ? null
            : new Meter(TrafficFile.in(stateFolder), machine.clock(), trace, loop::wakeUp);
    if (meter != null) {
      loop.metered(meter);
      machine.beside().execute(loop.needed(meter));
    }
    Path branchFolder = place.branchFolder();
    this.server = branchFolder == null ? null : listen(branchFolder, place.store().objects());
    if (server != null) {
      machine.beside().execute(loop.needed(server));
    }
  }

  /** Gives back what was opened before if nobody can be listened to. */
  private HandOver.Server listen(Path branchFolder, ObjectStore objects) {
    try {
      return HandOver.listen(branchFolder, objects, this::append);
    } catch (RuntimeException | Error e) {
      try (engine) {
        closeMeter();
      }
      throw e;
    }
  }

  private void closeMeter() {
    if (meter != null) {
      meter.close();
    }
  }

  /**
   * Appends roots as one atomic batch. Any thread.
   *
   * @return the offset of the first event
   * @throws io.leat.nodes.value.Invalid if a topic or value is refused; nothing was written
   */
  public long append(List<Root> roots, Durability durability) {
    return append(roots, durability, Guard.NONE);
  }

  /**
   * As {@link #append(List, Durability)}, if the guard lets it.
   *
   * @throws io.leat.log.LogException.Invalid if the guard's key belongs to another batch, or the
   *     topic does not end where it is expected to; nothing was written
   */
  public long append(List<Root> roots, Durability durability, Guard guard) {
    long first = engine.append(roots, durability, guard);
    loop.wakeUp();
    return first;
  }

  /** A batch of another process: its bytes are checked as any value from outside. */
  private long append(Batch batch, Durability durability) {
    try {
      List<Root> roots =
          batch.events().stream()
              .map((Event e) -> new Root(e.topic(), received(e.payload())))
              .toList();
      return append(roots, durability, Guard.of(batch));
    } catch (Invalid e) {
      // The other process is answered in errors of the log, the only ones that it is sure to know.
      throw new LogException.Invalid(String.join("\n", e.problems()));
    }
  }

  /** Raw bytes can be nothing else than they are; everything else is JSON or refused. */
  private static Value received(Payload payload) {
    return payload.raw() ? LoggedValue.of(payload) : Value.parse(payload.bytes());
  }

  /**
   * Runs until everything in the log is settled.
   *
   * @throws EngineStopped if a node failed whose policy is to stop
   */
  public Report toTheEnd() {
    return run(true);
  }

  /** Runs until {@link #stop}. */
  public Report untilStopped() {
    return run(false);
  }

  private Report run(boolean untilSettled) {
    loop.run(engine, untilSettled);
    engine.stop();
    return trace.report();
  }

  /**
   * Does a bounded piece of work, for those who drive the engine step by step. One thread.
   *
   * @return how much it did; 0 if there was nothing to do
   * @throws EngineStopped if a node failed whose policy is to stop
   */
  public int doWork() {
    return engine.doWork();
  }

  /**
   * Appends the ticks that are due, for those who drive the engine step by step. One thread.
   *
   * @return how many there were
   */
  public int tick() {
    return engine.tick();
  }

  /** When the next tick is due, ms since 1970; Long.MAX_VALUE if none ever is. */
  public long nextTickMs() {
    return engine.nextTickMs();
  }

  /** Whether every root in the log has been finished by every node. */
  public boolean settled() {
    return engine.settled();
  }

  /** When something is due by the clock, ms since 1970; Long.MAX_VALUE if nothing is. */
  public long nextDueMs() {
    return engine.nextDueMs();
  }

  /** Ends {@link #untilStopped} or {@link #toTheEnd} soon. Any thread. */
  public void stop() {
    loop.stop();
  }

  /** Gives the branch back. On the thread that ran. */
  @Override
  public void close() {
    try (engine;
        server) {
      closeMeter();
    }
  }
}
