package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.Idle;
import io.leat.log.LogException;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.MemoryStore;
import io.leat.log.Refs;
import io.leat.log.TopicFilter;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workspace with a graph, seen through one branch: what a program and the command line use.
 * Appending and running take the branch's lock only while they need it; reading needs none.
 *
 * <pre>{@code
 * try (Leat leat = Leat.open(Path.of("."), graph)) {
 *   leat.append("quake/ci37", value);
 *   leat.run();
 *   leat.get("alert/ci37");
 * }
 * }</pre>
 *
 * <p>Thread-safe, but for {@link #run} and {@link #close}.
 */
public final class Leat implements AutoCloseable {
  private final Place place;
  private final Graph graph;
  private final Machine machine;
  private final @Nullable String by;

  /** By branch, whose turn it is to append; shared with {@link #on}, {@link #with}, {@link #by}. */
  private final ConcurrentMap<String, Lock> turns;

  private Leat(
      Place place,
      Graph graph,
      Machine machine,
      @Nullable String by,
      ConcurrentMap<String, Lock> turns) {
    this.place = place;
    this.graph = graph;
    this.machine = machine;
    this.by = by;
    this.turns = turns;
  }

  /**
   * Opens the branch {@code main} of the workspace in a folder. Nothing is written before the first
   * append or run.
   */
  public static Leat open(Path workspace, Graph graph) {
    Machine machine = Machine.real();
    LogStore store = ChronicleStore.open(workspace, machine.clock(), machine.beside());
    return over(store, graph, workspace, machine);
  }

  /** A workspace on the heap, for tests: the same engine, nothing on the disk. */
  public static Leat inMemory(Graph graph) {
    Machine machine = Machine.real();
    LogStore store = new MemoryStore(machine.clock());
    return over(store, graph, Path.of(""), machine);
  }

  /**
   * A workspace on any log, with time and threads of the caller's making: what a test kit stands
   * on.
   *
   * @param folder in which commands run
   */
  public static Leat over(LogStore store, Graph graph, Path folder, Machine machine) {
    Place place = Place.of(store, LogStore.MAIN, folder);
    return new Leat(place, graph, machine, null, new ConcurrentHashMap<>());
  }

  /** The same workspace through another branch. Shares what {@link #close} closes. */
  public Leat on(String branch) {
    place.store().log(branch);
    return new Leat(place.on(branch), graph, machine, by, turns);
  }

  /** The same workspace with another graph. Shares what {@link #close} closes. */
  public Leat with(Graph graph) {
    return new Leat(place, graph, machine, by, turns);
  }

  /**
   * The same workspace on behalf of somebody, whose name is recorded with every fork, replay, merge
   * and promotion. Shares what {@link #close} closes.
   *
   * @param who as people call them; null for nobody in particular
   */
  public Leat by(@Nullable String who) {
    return new Leat(place, graph, machine, who, turns);
  }

  public Graph graph() {
    return graph;
  }

  public String branch() {
    return place.branch();
  }

  /** The branches of the workspace: fork, execute again, compare, delete. */
  public Branches branches() {
    return new Branches(this, place, by);
  }

  /**
   * Checks, repairs and copies of what is on the disk.
   *
   * @throws IllegalStateException if this workspace is not on the disk
   */
  public Upkeep upkeep() {
    if (place.store() instanceof ChronicleStore files) {
      return new Upkeep(files, place.branch());
    }
    throw new IllegalStateException("a workspace in memory has no files to keep");
  }

  /** Why values of this branch are what they are, and why nodes did or did not run. */
  public Why why() {
    return new Why(place);
  }

  /** Runs recorded history again with this graph, and compares. */
  public Reexecution reexecution() {
    return new Reexecution(place, graph, machine);
  }

  /** Names for places in history and for objects. */
  public Refs refs() {
    return place.store().refs();
  }

  /** The branch's log, to read. */
  public EventLog log() {
    return place.log();
  }

  /**
   * The value that stands for raw bytes: a string, the bytes in base64. If they are many they go to
   * an object of the workspace, on the disk when this returns; nothing is appended yet.
   *
   * @throws IOException if the stream fails; nothing was written
   * @throws LogException.Invalid if there are more than 4 GiB; nothing was written
   */
  public Value raw(InputStream content) throws IOException {
    return LoggedValue.of(place.store().objects().raw(content));
  }

  /** The value of an event; one that lies in an object is read when it is asked for. */
  public static Value valueOf(Event event) {
    return LoggedValue.of(event.payload());
  }

  /** Appends one value; on the disk when this returns. */
  public long append(String topic, Value value) {
    return append(List.of(new Root(topic, value)), Durability.DISK);
  }

  /**
   * Appends roots as one atomic batch. If an engine of another process holds the branch, they are
   * handed over to it.
   *
   * @return the offset of the first event
   * @throws Invalid if a topic or value is refused; nothing was written
   * @throws LogException.Unavailable if the branch is held by a process that does not take appends
   */
  public long append(List<Root> roots, Durability durability) {
    return append(roots, durability, Guard.NONE);
  }

  /**
   * As {@link #append(List, Durability)}, if the guard lets it. With a key, an append whose outcome
   * is not known is repeated until it is acknowledged: it is there once, and the offset is the
   * first one.
   *
   * @throws LogException.Invalid if the key belongs to another batch, or the topic does not end
   *     where it is expected to; nothing was written
   */
  public long append(List<Root> roots, Durability durability, Guard guard) {
    Lock turn = turns.computeIfAbsent(place.branch(), _ -> new ReentrantLock(true));
    return new Appending(place, graph, turn).append(roots, durability, guard);
  }

  /**
   * Runs a failed invocation again, on the present inputs of its node at its binding.
   *
   * @param failure offset of the event on {@code state-changes.log} that told of it
   * @return the offset of the root that wakes the node
   * @throws Invalid if there is no such failure, or its node is not in the graph any more; nothing
   *     was written
   */
  public long retry(long failure) {
    JsonNode about = Failures.at(log(), failure);
    String node = Plan.nowCalled(graph, about.path("node").asText());
    Value retry = StateChange.retried(failure, node, about.path("binding"));
    return append(List.of(new Root(Graph.STATE_CHANGES, retry)), Durability.DISK);
  }

  /**
   * Waits until everything that a batch of roots causes has settled, whichever process runs the
   * engine; that may be another thread of this one.
   *
   * @param first what {@link #append} returned for the batch
   * @param patience how long to go on while nobody runs the branch
   * @return what the roots caused, failed invocations included
   * @throws EngineStopped if a node failed whose policy is to stop
   * @throws LogException.Unavailable if nobody runs the branch; what was appended is there
   */
  public Caused await(long first, Duration patience) {
    return new Waiting(log(), first, machine.clock(), () -> holder() != null).caused(patience);
  }

  /** A reader from an offset on; follows when asked again. */
  public LogReader read(long from) {
    return log().read(from);
  }

  /** The topic's last event; empty if it has none. */
  public Optional<Event> get(String topic) {
    return get(topic, Long.MAX_VALUE);
  }

  /**
   * The topic's last event as of a cut: all that the roots below it caused, and nothing else.
   *
   * @throws Invalid if the topic is not of this graph
   */
  public Optional<Event> get(String topic, long cut) {
    CurrentValues values = CurrentValues.of(log(), TopicFilter.only(topic), cut);
    return Optional.ofNullable(values.get(topic)).map(values::last);
  }

  /** Every topic that has events, as of a cut. */
  public CurrentValues topics(long cut) {
    return CurrentValues.of(log(), TopicFilter.of(topic -> true), cut);
  }

  /** The options of the graph, as this branch has set them. */
  public Options options() {
    return new Options(graph, Options.set(graph, log()));
  }

  /** Runs the graph until every traversal has ended. */
  public Report run() {
    try (Run run = start(List.of(), null)) {
      return run.toTheEnd();
    }
  }

  /**
   * Takes the branch and makes the graph ready to run.
   *
   * @param settings options to set before anything runs
   * @param listener told what the engine does, on its thread; null if nobody listens
   * @throws Invalid if an option is wrong or missing; nothing was written
   * @throws LogException.Unavailable if another process holds the branch
   */
  public Run start(List<Root> settings, @Nullable Consumer<EngineEvent> listener) {
    return start(settings, listener, Idle.backingOff());
  }

  /** As {@link #start(List, Consumer)}; {@code idle} says how to wait while nothing is to do. */
  public Run start(List<Root> settings, @Nullable Consumer<EngineEvent> listener, Idle idle) {
    return new Run(place, graph, settings, machine, idle, listener);
  }

  /** Records the graph as the one that runs from here on, before any root that it is to handle. */
  void compile() {
    new Start(place, graph, List.of(), machine, new Trace(null), () -> {}).compile();
  }

  /**
   * What waits, runs and flows on this branch now: as the engine told that runs it, in this process
   * or another; without one, what waits on the log.
   */
  public Traffic traffic() {
    Path stateFolder = place.stateFolder();
    long nowMs = machine.clock().millis();
    Traffic told =
        stateFolder == null || holder() == null ? null : TrafficFile.in(stateFolder).read(nowMs);
    return told != null ? told : new Backlog(graph, log()).traffic(nowMs);
  }

  /** Who runs or appends to this branch now, such as {@code process 17}; null if nobody does. */
  public @Nullable String holder() {
    return place.store() instanceof ChronicleStore files ? files.holder(place.branch()) : null;
  }

  @Override
  public void close() {
    place.store().close();
    machine.close();
  }
}
