package io.leat.testkit;

import io.leat.engine.EngineEvent;
import io.leat.engine.Root;
import io.leat.log.ChronicleStore;
import io.leat.log.Commit;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A graph on a log in memory, told what happens and asked what came of it.
 *
 * <pre>{@code
 * @RegisterExtension final LeatTest leat = LeatTest.of(Quakes::graph);
 *
 * @Test
 * void aStrongQuakeBecomesAnAlert() {
 *   leat.append("quake/ci37", new Quake("ci37", 4.7));
 *
 *   leat.expect("alert/ci37", new Alert("ci37"));
 *   leat.expectRan("classify");
 * }
 * }</pre>
 *
 * <p>What is told has come to its end when the method returns: every traversal has settled. An
 * expectation takes what it asks for: each product is expected once. Values are Java objects
 * (records, texts, numbers, lists, maps; null is null), trees or {@link Value}s, and are compared
 * as the log has them. A wrong topic, option or value is refused as anywhere, with {@link
 * io.leat.nodes.value.Invalid}.
 *
 * <p>Registered with JUnit, a test that ends well fails nevertheless if a node failed and nobody
 * expected it. Without JUnit: close it. One story, one thread.
 */
public final class LeatTest implements BeforeEachCallback, AfterEachCallback, AutoCloseable {
  private final GraphSource source;
  private final Path folder;
  private final List<UnaryOperator<Graph>> edits = new ArrayList<>();
  private final List<Root> settings = new ArrayList<>();
  private final Outages outages = new Outages();
  private final Account account = new Account();
  private final Stage stage;
  private final Set<Long> expected = new HashSet<>();
  private final Set<EngineEvent.Failed> expectedFailures = new HashSet<>();
  private boolean begun;

  private LeatTest(GraphSource source, Path folder) {
    this.source = source;
    this.folder = folder;
    this.stage = new Stage(folder, account);
  }

  /** A story of the graph that {@code source} makes: {@code Quakes::graph}. */
  public static LeatTest of(GraphSource source) {
    return new LeatTest(source, Path.of(""));
  }

  /** A story of the graph of a {@code leat.yaml}; its commands run in the folder of the file. */
  public static LeatTest of(Path file) {
    Path absolute = file.toAbsolutePath();
    Path folder = absolute.getParent();
    return new LeatTest(new FileSource(absolute.toString()), folder == null ? absolute : folder);
  }

  /** A value from its JSON text. */
  public static Value json(String text) {
    return Value.parse(text);
  }

  // What the graph is.

  /** Runs other code in place of a node, which keeps its inputs, options and outputs. */
  public LeatTest replace(String node, Code stub) {
    return with(graph -> graph.replace(node, stub));
  }

  /**
   * Goes on with the graph changed: with nodes added, left out, renamed. In the midst of a story
   * the engine stops, and starts with the other graph.
   */
  public LeatTest with(UnaryOperator<Graph> change) {
    edits.add(change);
    if (stage.running()) {
      restart();
    }
    return this;
  }

  /** Sets an option: before anything runs, or in the midst of the story. */
  public LeatTest set(String option, @Nullable Object value) {
    if (begun) {
      return append(option, value);
    }
    settings.add(new Root(option, Values.of(value)));
    return this;
  }

  // What happens.

  /** Appends one value from outside. */
  public LeatTest append(String topic, @Nullable Object value) {
    return append(List.of(new Root(topic, Values.of(value))));
  }

  /** Appends roots as one atomic batch. */
  public LeatTest append(List<Root> roots) {
    begin();
    stage.append(roots);
    stage.settle();
    return this;
  }

  /**
   * Appends the roots of branch {@code main} of a workspace: real history, batch by batch, options
   * and the ticks of the clock among them. Options of nodes that the graph does not have are left
   * out. The story goes on at the time of the last tick.
   */
  public LeatTest appendHistory(Path workspace) {
    boolean clocked = graph().topics().stream().anyMatch(topic -> topic.every() != null);
    if (clocked) {
      with(Graph::withoutClock);
    }
    begin();
    try (LogStore store = ChronicleStore.open(workspace, new StoryClock());
        LogReader reader = store.log(LogStore.MAIN).read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        List<Root> roots = roots(commit.events()).stream().filter(this::concerns).toList();
        if (!roots.isEmpty()) {
          stage.append(roots);
        }
      }
    }
    stage.settle();
    if (clocked) {
      edits.removeLast();
      stage.reachLastTick(graph());
      restart();
    }
    return this;
  }

  /** False of an option of a node that the graph does not have. */
  private boolean concerns(Root root) {
    int dot = root.topic().indexOf('.');
    return dot < 0
        || root.topic().indexOf('/') >= 0
        || graph().node(root.topic().substring(0, dot)) != null
        || graph().topic(root.topic()) != null;
  }

  static List<Root> roots(List<Event> events) {
    return events.stream()
        .filter(event -> event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES))
        .map(event -> new Root(event.topic(), Values.of(event)))
        .toList();
  }

  /** From now on every invocation of a node fails, until it is healed. */
  public LeatTest fail(String node) {
    checkNode(node);
    outages.begin(node);
    return this;
  }

  /** Ends what {@link #fail} began. */
  public LeatTest heal(String node) {
    checkNode(node);
    outages.end(node);
    return this;
  }

  private void checkNode(String node) {
    boolean _ = graph().between(node, node).isEmpty();
  }

  /** Time passes, and what is due meanwhile happens. */
  public LeatTest advance(Duration time) {
    begin();
    stage.advance(time);
    return this;
  }

  /** The process is killed, and another goes on from the log. */
  public LeatTest crash() {
    return dies(false);
  }

  /** The machine loses power: what was not forced to the disk is gone. Another process goes on. */
  public LeatTest losePower() {
    return dies(true);
  }

  private LeatTest dies(boolean power) {
    begin();
    stage.crash(power);
    begin();
    stage.settle();
    long end = stage.leat().log().end();
    expected.removeIf(offset -> offset >= end);
    return this;
  }

  /** The engine ends in order, and is started again. */
  public LeatTest restart() {
    begin();
    stage.stop();
    begin();
    stage.settle();
    return this;
  }

  private void begin() {
    if (!stage.running()) {
      Graph graph = graph();
      stage.start(outages.around(graph), begun ? List.of() : settings);
      begun = true;
    }
  }

  private Graph graph() {
    Graph graph = source.graph();
    for (UnaryOperator<Graph> edit : edits) {
      graph = edit.apply(graph);
    }
    return graph;
  }

  // What came of it.

  /**
   * Expects that a topic got exactly these values, in order, apart from those that were expected
   * before.
   *
   * @param topic a topic, or a pattern ({@code alert/*}) for several together
   */
  public LeatTest expect(String topic, @Nullable Object... values) {
    List<Value> wanted = new ArrayList<>();
    for (Object value : values) {
      wanted.add(Values.of(value));
    }
    expectation().products(topic, wanted);
    return this;
  }

  /** Expects that a topic, or all topics of a pattern, got nothing that was not expected before. */
  public LeatTest expectNothing(String topic) {
    return expect(topic);
  }

  /** Expects that nothing was published that was not expected before. */
  public LeatTest expectNothingElse() {
    return expect("**");
  }

  /**
   * Expects that exactly these nodes ran since this was last asked, each as often as it is named,
   * in any order.
   *
   * @param nodes {@code classify} for any binding, or {@code classify {id=ci37}}
   */
  public LeatTest expectRan(String... nodes) {
    expectation().ran(List.of(nodes), account.ran());
    return this;
  }

  /** Expects that no node ran since this was last asked. */
  public LeatTest expectNothingRan() {
    return expectRan();
  }

  /** Expects that an invocation of a node failed for good, with a message that contains a text. */
  public LeatTest expectFailure(String node, String message) {
    expectedFailures.add(expectation().failure(node, message, expectedFailures));
    return this;
  }

  /**
   * Expects that the graph is deterministic: that the story's roots have the same products in other
   * processes, with other hash codes, another order of calls, language, time zone and clock, and
   * with a crash after each root. Starts several JVMs: takes seconds. What was replaced in this
   * story is not: the check is of the graph as it is. Recorded nodes and effects are not run there,
   * and published what they did in this story: what is checked is the nodes around them.
   */
  public LeatTest expectDeterministic() {
    begin();
    List<Event> events = stage.events();
    new Determinism(source, folder, roots(events), Answers.of(graph(), events)).check();
    return this;
  }

  /** The last value of a topic; empty if it has none. */
  public Optional<Value> get(String topic) {
    begin();
    return stage.leat().get(topic).map(Values::of);
  }

  /** Every value of a topic, in order. */
  public List<Value> values(String topic) {
    begin();
    return stage.events().stream()
        .filter(event -> event.topic().equals(topic))
        .map(Values::of)
        .toList();
  }

  private Expectation expectation() {
    begin();
    return new Expectation(graph(), stage.events(), account, expected);
  }

  // When it begins and ends.

  @Override
  public void beforeEach(ExtensionContext context) {
    if (begun) {
      throw new IllegalStateException(
          "this LeatTest has a story already; make it a field of the instance, not a static one");
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    try {
      if (begun && context.getExecutionException().isEmpty()) {
        expectation().noFailureBut(expectedFailures);
      }
    } finally {
      close();
    }
  }

  /** Ends what the story started. */
  @Override
  public void close() {
    stage.crash(false);
  }
}
