package io.leat.engine.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogStore;
import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import io.leat.state.Snapshots;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a simulation drives: something that turns the roots on a log into products. Owned by one
 * thread.
 */
public interface Subject {

  /** A root to be. */
  record Input(String topic, Value value) {}

  /** Node code was called. */
  record Ran(long root, String node, int call, Handed handed) {}

  /** The identity of an invocation. */
  record Identity(long root, String node, int call) {
    /** Whether an event is a product of this invocation. */
    boolean is(Event event) {
      return event.root() == root && event.call() == call && node.equals(event.node());
    }
  }

  /**
   * What is not deterministic in the world, made so.
   *
   * @param beside runs slow nodes
   * @param listener is told of every call of node code
   * @param snapshots what may be kept besides the log, and be lost, damaged or old at any start
   */
  record World(
      InstantSource clock, Executor beside, Consumer<Ran> listener, Snapshots.Store snapshots) {}

  /** Starts subjects. */
  interface Maker {
    Subject open(LogStore store, String branch, Graph graph, World world);

    /** What an event of the engine's own topic says. */
    Change read(Event event);

    /**
     * Forks {@code main} at a cut, with what the roots below it caused.
     *
     * @param cone the nodes that are to be executed again at later roots; null for all
     * @return whether that was everything
     */
    boolean fork(LogStore store, long cut, String onto, @Nullable Set<String> cone);

    /** What explains a branch; null if nothing does. */
    default @Nullable Explainer explain(LogStore store, String branch) {
      return null;
    }

    /** What whoever waits for a batch of roots is given; null if nobody can wait. */
    default @Nullable List<Event> caused(LogStore store, String branch, long first) {
      return null;
    }

    /** Runs again what is recorded, and says where something else comes out. */
    default List<String> differences(LogStore store, String branch, Graph graph) {
      return List.of();
    }

    /** Binds options on a fork, and appends to it the roots of {@code main} from the cut on. */
    void carry(LogStore store, long cut, String onto, List<Input> options);
  }

  /** Says from the log alone what invocations were handed: by index of input, null where absent. */
  interface Explainer {

    /** The invocation that made a product. */
    Made made(Event product);

    /** Call by call, what a node was invoked on at a root. */
    List<List<@Nullable Event>> calls(long root, String node);

    /**
     * An invocation.
     *
     * @param trigger name of the input or option that called for it
     * @param inputs by index, what it was handed
     */
    record Made(String trigger, List<@Nullable Event> inputs) {}
  }

  /** What the engine says on its own topic. */
  sealed interface Change {

    /**
     * An invocation failed.
     *
     * @param outcome false if the engine stopped and is to try again
     */
    record Failed(Identity call, boolean outcome) implements Change {}

    /**
     * An invocation of a node that is not pure ended without failing.
     *
     * @param closed whether it was not run, being an effect on a fork
     * @param execution says the same of two calls iff the same code was handed the same
     * @param products as told: each by its output, with its value where it was not published
     */
    record Answered(Identity call, boolean closed, String execution, JsonNode products)
        implements Change {}

    /** An invocation is to be retried. */
    record Retried(String node, Binding binding) implements Change {}

    /**
     * Another graph runs from now on.
     *
     * @param settled the first root that it handles
     */
    record Compiled(String identity, long settled) implements Change {}

    /** Something that matters to no rule. */
    record Other() implements Change {}
  }

  /** A node failed whose policy is to stop. What was done is on the log, and the log is free. */
  final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Stopped(Throwable cause) {
      super(cause);
    }
  }

  /** Writes one atomic batch and returns its first offset. */
  long append(List<Input> roots, Durability durability);

  /**
   * Appends the root that retries a failed invocation.
   *
   * @param failure the event that told of it
   */
  void retry(Event failure);

  /**
   * Does a little and returns how much; 0 if there is nothing to do now. May throw {@link Stopped}.
   */
  int doWork();

  /** Appends the ticks that are due. */
  void tick();

  /** True if nothing waits. */
  boolean settled();

  /** A clean stop. */
  void close();
}
