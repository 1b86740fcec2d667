package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.simulation.Subject;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.EventLog;
import io.leat.log.LogStore;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Value;
import io.leat.state.Snapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The engine as a simulation drives it. */
record EngineSubject(Engine engine) implements Subject {

  private static final long SNAPSHOT_EVERY = 7;

  /** Starts engines. */
  static final Maker MAKER =
      new Maker() {
        @Override
        public Subject open(LogStore store, String branch, Graph graph, World world) {
          var snapshots = new Snapshots(world.snapshots(), SNAPSHOT_EVERY);
          return EngineSubject.open(new Place(store, branch, Path.of(""), snapshots), graph, world);
        }

        @Override
        public Change read(Event event) {
          return EngineSubject.read(event);
        }

        @Override
        public boolean fork(LogStore store, long cut, String onto, @Nullable Set<String> cone) {
          EventLog main = store.log(LogStore.MAIN);
          var extent =
              new Extent(
                  main.branch().line(),
                  cone,
                  "",
                  Set.of(),
                  Set.of(),
                  cone == null ? 0 : main.settled());
          return new Replay(store, LogStore.MAIN, cut).fork(onto, extent, Purpose.NONE);
        }

        @Override
        public Explainer explain(LogStore store, String branch) {
          return new Explained(Place.of(store, branch, Path.of("")));
        }

        @Override
        public List<Event> caused(LogStore store, String branch, long first) {
          EventLog log = store.log(branch);
          Caused caused =
              new Waiting(log, first, InstantSource.system(), () -> false).caused(Duration.ZERO);
          List<Event> events = new ArrayList<>(caused.products());
          events.addAll(caused.failures());
          return events;
        }

        @Override
        public List<String> differences(LogStore store, String branch, Graph graph) {
          List<String> differences = new ArrayList<>();
          new Reexecution(
                  Place.of(store, branch, Path.of("")),
                  graph,
                  new Machine(InstantSource.system(), Runnable::run))
              .run(0, Long.MAX_VALUE, 1, found -> differences.add(found.toString()), _ -> {});
          return differences;
        }

        @Override
        public void carry(LogStore store, long cut, String onto, List<Input> options) {
          new Replay(store, LogStore.MAIN, cut).carryRoots(onto, roots(options));
        }
      };

  /** What {@code why} says. */
  private static final class Explained implements Explainer {
    private final Scenes scenes;
    private final Why why;

    Explained(Place place) {
      this.scenes = new Scenes(place);
      this.why = new Why(place);
    }

    @Override
    public Made made(Event product) {
      Invocation invocation = Objects.requireNonNull(scenes.madeBy(product));
      return new Made(invocation.trigger(), events(invocation));
    }

    @Override
    public List<List<@Nullable Event>> calls(long root, String node) {
      return why.turn(node, root).invocations().stream().map(Explained::events).toList();
    }

    private static List<@Nullable Event> events(Invocation invocation) {
      List<@Nullable Event> events = new ArrayList<>();
      invocation.inputs().forEach(seen -> events.add(seen.event()));
      return events;
    }
  }

  private static Subject open(Place place, Graph graph, Subject.World world) {
    var machine = new Machine(world.clock(), world.beside());
    var trace =
        new Trace(
            event -> {
              if (event instanceof EngineEvent.Invoked call) {
                world
                    .listener()
                    .accept(new Ran(call.root(), call.node(), call.call(), call.handed()));
              }
            });
    var start = new Start(place, graph, List.of(), machine, trace, () -> {});
    return new EngineSubject(start.open());
  }

  private static Change read(Event event) {
    JsonNode change = Value.encoded(event.payload().bytes()).json();
    JsonNode about = change.path("about");
    return switch (change.path("change").asText()) {
      case StateChange.FAILED -> new Change.Failed(identity(about), StateChange.isOutcome(change));
      case StateChange.RECORDED, StateChange.DELIVERED, StateChange.CLOSED ->
          new Change.Answered(
              identity(about),
              StateChange.is(change, StateChange.CLOSED),
              change.path("execution").asText(),
              change.path("products"));
      case StateChange.RETRIED ->
          new Change.Retried(about.path("node").asText(), StateChange.binding(about));
      case StateChange.COMPILED ->
          new Change.Compiled(about.path("graph").asText(), about.path("settled").asLong());
      default -> new Change.Other();
    };
  }

  private static Identity identity(JsonNode about) {
    return new Identity(
        about.path("root").asLong(), about.path("node").asText(), about.path("call").asInt());
  }

  @Override
  public void tick() {
    engine.tick();
  }

  @Override
  public long append(List<Input> roots, Durability durability) {
    return engine.append(roots(roots), durability);
  }

  private static List<Root> roots(List<Input> inputs) {
    return inputs.stream().map(input -> new Root(input.topic(), input.value())).toList();
  }

  @Override
  public void retry(Event failure) {
    JsonNode about = Value.encoded(failure.payload().bytes()).json().path("about");
    Value retry =
        StateChange.retried(failure.offset(), about.path("node").asText(), about.path("binding"));
    engine.append(List.of(new Root(Graph.STATE_CHANGES, retry)), Durability.PROCESS);
  }

  @Override
  public int doWork() {
    try {
      return engine.doWork();
    } catch (EngineStopped stopped) {
      engine.close();
      throw new Stopped(stopped);
    }
  }

  @Override
  public boolean settled() {
    return engine.settled();
  }

  @Override
  public void close() {
    engine.stop();
    engine.close();
  }
}
