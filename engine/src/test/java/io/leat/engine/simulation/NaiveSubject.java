package io.leat.engine.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.oracle.Invocation;
import io.leat.engine.oracle.Json;
import io.leat.engine.oracle.Ranking;
import io.leat.log.Batch;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogReader;
import io.leat.log.LogStore;
import io.leat.log.LogWriter;
import io.leat.log.Payload;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The slowest engine there is: asks the oracle what is missing on the log, and writes one
 * invocation at a time. Does one thing wrong if told to, to see that it is found. Knows nothing of
 * retries, forks, other graphs, time and nodes that stop it or are not pure: it is given stories
 * without them, and refuses what it does not know.
 */
final class NaiveSubject implements Subject {

  /** What it does wrong. */
  enum Wrong {
    NOTHING,
    /** Runs code once more although its outcome is on the log. */
    COMPUTES_AGAIN,
    /** Writes products of another call than it ran. */
    MIXES_CALLS,
    /** Says too early that roots are settled. */
    SETTLES_EARLY,
    /** Writes what comes last first. */
    COMMITS_OUT_OF_ORDER,
    /** Loses a product of an invocation that has several. */
    LOSES_A_PRODUCT,
    /** Does not tell of failures. */
    HIDES_FAILURES,
    /** Acknowledges as forced what it did not force. */
    FORGETS_TO_FORCE
  }

  /** Starts naive subjects. */
  private record NaiveMaker(Wrong wrong) implements Maker {
    @Override
    public Subject open(LogStore store, String branch, Graph graph, World world) {
      return new NaiveSubject(this, store.log(branch), graph, world);
    }

    @Override
    public Change read(Event event) {
      JsonNode says = Value.encoded(event.payload().bytes()).json();
      return says.isTextual()
          ? new Change.Compiled(says.asText(), 0)
          : new Change.Failed(
              new Identity(says.get(0).asLong(), says.get(1).asText(), says.get(2).asInt()), true);
    }

    @Override
    public boolean fork(LogStore store, long cut, String onto, @Nullable Set<String> cone) {
      throw new UnsupportedOperationException("one line is enough");
    }

    @Override
    public void carry(LogStore store, long cut, String onto, List<Input> options) {
      throw new UnsupportedOperationException("one line is enough");
    }
  }

  private final NaiveMaker maker;
  private final EventLog log;
  private final Graph graph;
  private final World world;
  private final LogWriter writer;
  private final Set<Identity> recorded = new HashSet<>();
  private final IdentityHashMap<Invocation, Identity> identities = new IdentityHashMap<>();
  private List<Invocation> demanded = List.of();
  private int rootsSeen;

  private NaiveSubject(NaiveMaker maker, EventLog log, Graph graph, World world) {
    this.maker = maker;
    this.log = log;
    this.graph = graph;
    this.world = world;
    this.writer = log.write();
    if (writer.end() == 0) {
      say("\"" + graph.identity() + "\"", false);
    }
  }

  static Maker maker(Wrong wrong) {
    return new NaiveMaker(wrong);
  }

  private boolean does(Wrong wrong) {
    return maker.wrong() == wrong;
  }

  @Override
  public long append(List<Input> inputs, Durability durability) {
    Batch batch = Batch.create();
    inputs.forEach(in -> batch.root(in.topic(), Payload.of(in.value().bytes()), null, false));
    return writer.append(
        batch, writer.settled(), does(Wrong.FORGETS_TO_FORCE) ? Durability.PROCESS : durability);
  }

  @Override
  public void retry(Event failure) {
    throw new UnsupportedOperationException("a failure is for ever");
  }

  @Override
  public int doWork() {
    List<Event> events = look();
    List<Invocation> left =
        demanded.stream()
            .filter(i -> i.failed() ? !does(Wrong.HIDES_FAILURES) : !i.products().isEmpty())
            .filter(i -> !recorded.contains(id(i)))
            .toList();
    if (left.isEmpty()) {
      return settled() ? 0 : write(Batch.create(), writer.end());
    }
    if (does(Wrong.COMPUTES_AGAIN) && !recorded.isEmpty()) {
      run(demanded.getFirst());
    }
    Invocation next = does(Wrong.COMMITS_OUT_OF_ORDER) ? left.getLast() : left.getFirst();
    run(next);
    return next.failed() ? tellOfFailure(next, events) : publish(next, events);
  }

  @Override
  public void tick() {}

  @Override
  public boolean settled() {
    return writer.settled() == writer.end();
  }

  @Override
  public void close() {
    writer.close();
  }

  private void run(Invocation invocation) {
    Identity id = id(invocation);
    world.listener().accept(new Ran(id.root(), id.node(), id.call(), invocation.handed()));
  }

  private Identity id(Invocation invocation) {
    return Objects.requireNonNull(identities.get(invocation));
  }

  private int tellOfFailure(Invocation failed, List<Event> events) {
    Identity id = id(failed);
    boolean inside = events.get((int) id.root()).topic().equals(Graph.STATE_CHANGES);
    return say("[%d,\"%s\",%d]".formatted(id.root(), id.node(), id.call()), inside);
  }

  /** Writes one invocation's products; they say that everything below their root is finished. */
  private int publish(Invocation invocation, List<Event> events) {
    Identity id = id(invocation);
    Batch batch = Batch.create();
    for (var product : invocation.products()) {
      if (!does(Wrong.LOSES_A_PRODUCT) || product.ordinal() < 1) {
        batch.product(
            product.topic(),
            Payload.of(product.value().bytes()),
            id.root(),
            id.node(),
            does(Wrong.MIXES_CALLS) ? 0 : id.call(),
            product.ordinal(),
            offsetOf(id.root(), invocation.cause(), events));
      }
    }
    return write(batch, does(Wrong.SETTLES_EARLY) ? id.root() + 1 : id.root());
  }

  private static long offsetOf(long root, String name, List<Event> events) {
    for (Event event : events) {
      String called = event.node() + "." + event.call() + "." + event.ordinal();
      if (event.root() == root && name.equals(event.isRoot() ? "root" : called)) {
        return event.offset();
      }
    }
    throw new IllegalStateException(name + " of root " + root + " is not there yet");
  }

  private int say(String json, boolean quiet) {
    Batch batch = Batch.create();
    batch.root(Graph.STATE_CHANGES, Payload.of(Json.value(json).bytes()), null, quiet);
    return write(batch, writer.settled());
  }

  private int write(Batch batch, long settled) {
    writer.append(batch, settled, Durability.PROCESS);
    return 1;
  }

  /** Reads the whole log, and asks the oracle if there are roots that it has not seen. */
  private List<Event> look() {
    var events = new ArrayList<Event>();
    try (LogReader reader = log.read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        events.addAll(commit.events());
      }
    }
    recorded.clear();
    for (Event event : events) {
      if (event.node() != null) {
        recorded.add(new Identity(event.root(), event.node(), event.call()));
      } else if (event.topic().equals(Graph.STATE_CHANGES)
          && maker.read(event) instanceof Change.Failed failed) {
        recorded.add(failed.call());
      }
    }
    int roots = (int) events.stream().filter(Event::isRoot).count();
    if (roots != rootsSeen) {
      ask(new Past(events, Map.of(graph.identity(), new Ranking(graph)), maker, new Diary()));
      rootsSeen = roots;
    }
    return events;
  }

  private void ask(Past past) {
    demanded = past.oracle().invocations();
    identities.clear();
    for (Invocation i : demanded) {
      identities.put(i, past.identity(i));
    }
  }
}
