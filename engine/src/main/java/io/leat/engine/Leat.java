package io.leat.engine;

import io.leat.log.Branch;
import io.leat.log.ChronicleStore;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.Head;
import io.leat.log.Idle;
import io.leat.log.LogException;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.MemoryStore;
import io.leat.log.Refs;
import io.leat.log.Repair;
import io.leat.log.TopicFilter;
import io.leat.log.Verify;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import io.leat.state.CurrentValues;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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

  private Leat(Place place, Graph graph, Machine machine) {
    this.place = place;
    this.graph = graph;
    this.machine = machine;
  }

  /**
   * Opens the branch {@code main} of the workspace in a folder. Nothing is written before the first
   * append or run.
   */
  public static Leat open(Path workspace, Graph graph) {
    Machine machine = Machine.real();
    LogStore store = ChronicleStore.open(workspace, machine.clock(), machine.beside());
    return new Leat(Place.of(store, LogStore.MAIN, workspace), graph, machine);
  }

  /** A workspace on the heap, for tests: the same engine, nothing on the disk. */
  public static Leat inMemory(Graph graph) {
    Machine machine = Machine.real();
    LogStore store = new MemoryStore(machine.clock());
    return new Leat(Place.of(store, LogStore.MAIN, Path.of("")), graph, machine);
  }

  /**
   * A workspace on any log, with time and threads of the caller's making: what a test kit stands
   * on.
   *
   * @param folder in which commands run
   */
  public static Leat over(LogStore store, Graph graph, Path folder, Machine machine) {
    return new Leat(Place.of(store, LogStore.MAIN, folder), graph, machine);
  }

  /** The same workspace through another branch. Shares what {@link #close} closes. */
  public Leat on(String branch) {
    place.store().log(branch);
    return new Leat(place.on(branch), graph, machine);
  }

  /** The same workspace with another graph. Shares what {@link #close} closes. */
  public Leat with(Graph graph) {
    return new Leat(place, graph, machine);
  }

  public Graph graph() {
    return graph;
  }

  public String branch() {
    return place.branch();
  }

  /** Every branch, {@code main} first. */
  public List<Branch> branches() {
    return place.store().branches();
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
    return new Appending(place, graph, machine).append(roots, durability, guard);
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
    Value retry = StateChange.retried(failure, Failures.at(log(), failure));
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

  /**
   * Writes this branch, or a part of it, as a portable file that stands alone.
   *
   * @param from offset of the first event; if it is not 0, what the engine said of itself is left
   *     out, and so is what roots before it caused
   * @param to offset after the last event; Long.MAX_VALUE for the present end
   * @return the head of what was written
   */
  public Head export(long from, long to, OutputStream out) throws IOException {
    return files()
        .export(place.branch(), from, to, event -> event.topic().equals(Graph.STATE_CHANGES), out);
  }

  /**
   * Makes a branch of what {@link #export} wrote.
   *
   * @param name null for the name that it had
   * @throws LogException.Invalid if the file is none of ours or the name is taken; nothing was
   *     written
   * @throws LogException.Corrupt if the file is damaged; nothing was written
   */
  public Branch importBundle(Path bundle, @Nullable String name) throws IOException {
    return files().importBundle(bundle, name);
  }

  private ChronicleStore files() {
    return (ChronicleStore) place.store();
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

  /**
   * Forks this branch at a cut and re-executes its later roots there: with another graph, or with
   * other options, which are bound at the cut. This branch is only read.
   *
   * @param from 0 to the end: roots from here on are executed again; what those below caused is
   *     carried over as recorded
   * @param onto name of the fork
   * @param graph what runs from the cut on
   * @param settings options that are to be different from the cut on
   * @return what the re-execution did
   * @throws Invalid if an option is wrong, the name is taken or the cut lies past the end; nothing
   *     was written
   */
  public Report replay(
      long from,
      String onto,
      Graph graph,
      List<Root> settings,
      @Nullable Consumer<EngineEvent> listener) {
    try (Run run = startReplay(from, onto, graph, settings, listener)) {
      return run.toTheEnd();
    }
  }

  /** As {@link #replay}, for a caller that runs it, and may stop it: the fork is made. */
  public Run startReplay(
      long from,
      String onto,
      Graph graph,
      List<Root> settings,
      @Nullable Consumer<EngineEvent> listener) {
    List<String> problems = Options.problems(graph, settings);
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    Replay replay = new Replay(place.store(), place.branch(), from);
    Leat fork = new Leat(place.on(onto), this.graph, machine);
    if (!replay.fork(onto)) {
      fork.run();
    }
    if (!graph.identity().equals(this.graph.identity())) {
      fork.with(graph).compile();
    }
    replay.carryRoots(onto, settings);
    return fork.with(graph).start(List.of(), listener);
  }

  /** Records this graph as the one that runs from here on, before any root that it is to handle. */
  private void compile() {
    start(List.of(), null).close();
  }

  /**
   * Forks this branch at a cut: the new branch shares what lies below it, and what the roots below
   * it caused is carried over as recorded. Runs no node code; roots that this branch has not
   * finished are finished by the fork's own next run.
   *
   * @throws LogException.Invalid if the name is taken or malformed, or the cut lies past the end;
   *     nothing was written
   */
  public void fork(String name, long at) {
    boolean _ = new Replay(place.store(), place.branch(), at).fork(name);
  }

  /**
   * Makes a branch self-contained: what it shares is copied, so that the branches that it was
   * forked from may be deleted. Its events and offsets stay as they are.
   *
   * @return false if there was nothing to do
   * @throws LogException.Invalid if there is no such branch
   */
  public boolean detach(String name) {
    return place.store().detach(name);
  }

  /**
   * Deletes a branch and the events that are only there.
   *
   * @throws LogException.Invalid if it is {@code main}, unknown, or another branch that is not
   *     self-contained was forked from it
   * @throws LogException.Unavailable if a writer holds it
   */
  public void delete(String name) {
    place.store().delete(name);
    place.on(name).snapshots().forget();
  }

  /** Who runs or appends to this branch now, such as {@code process 17}; null if nobody does. */
  public @Nullable String holder() {
    return place.store() instanceof ChronicleStore files ? files.holder(place.branch()) : null;
  }

  /**
   * Reads everything there is and tells what is not as it was written. Writes nothing.
   *
   * @param only a branch, which is verified with those that it was forked from; null for all
   */
  public Verify.Report verify(@Nullable String only, Verify.Progress progress) {
    return only == null ? Verify.all(files(), progress) : Verify.branch(files(), only, progress);
  }

  /** What it takes to make a damaged workspace sound again; nothing is changed yet. */
  public Repair repair(Verify.Progress progress) {
    return Repair.plan(files(), progress);
  }

  /** Where a branch ends, and a hash over all it holds: to compare with later, or elsewhere. */
  public Head head(String name) {
    return files().head(name);
  }

  /** What is not as it was when this head was taken; null if everything below its offset is. */
  public @Nullable String compare(Head head) {
    return files().compare(head);
  }

  /** Tells every event in which two branches differ, in order of root; returns how many. */
  public long diff(String a, String b, Consumer<Difference> found) {
    return Diff.between(place.store(), a, b, found);
  }

  @Override
  public void close() {
    place.store().close();
    machine.close();
  }
}
