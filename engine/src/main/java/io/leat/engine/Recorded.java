package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The outcomes that the log already holds of roots which are not settled: they are used, not
 * computed again.
 *
 * <p>An invocation is recorded iff its node has an outcome at or after it, or a node downstream of
 * it, under the graph that ran then, has an outcome at its root or a later one. A recorded
 * invocation without products was empty, or failed.
 */
final class Recorded {

  /**
   * How far a node got: every call of the roots below {@code root}, and the calls up to {@code
   * call} at it.
   */
  private record Reach(long root, int call) {
    static final Reach NOTHING = new Reach(-1, -1);

    boolean covers(long root, int call) {
      return root < this.root || (root == this.root && call <= this.call);
    }

    static Reach farther(Reach a, Reach b) {
      return a.covers(b.root, b.call) ? a : b;
    }
  }

  private record Key(long root, String node) {}

  private final Map<Key, TreeMap<Integer, List<Event>>> products = new HashMap<>();
  private final Map<Long, List<String>> nodesByRoot = new HashMap<>();

  /** By node, its last outcome under the graph that is in force at the place that is being read. */
  private final Map<String, Reach> last = new HashMap<>();

  private final Map<String, Reach> reach = new HashMap<>();

  private final Precedents precedents;
  private final Inherited inherited;

  /** The present name of a node that is recorded under the one it had. */
  private final UnaryOperator<String> nowCalled;

  /** The highest root at which anything may be recorded. */
  private long highest = -1;

  /**
   * @param precedents what is known from the line that this branch left, if it is a fork
   * @param inherited what is taken over from there as it is
   * @param nowCalled the present name of a node that is recorded under the one it had
   */
  Recorded(Precedents precedents, Inherited inherited, UnaryOperator<String> nowCalled) {
    this.precedents = precedents;
    this.inherited = inherited;
    this.nowCalled = nowCalled;
  }

  Precedents precedents() {
    return precedents;
  }

  Inherited inherited() {
    return inherited;
  }

  /** A root is being handled. */
  void take(Event root) {
    precedents.take(root);
    inherited.take(root);
  }

  /** No node will be handled at a root below this one any more. */
  void finishedBelow(long root) {
    precedents.finishedBelow(root);
    inherited.finishedBelow(root);
  }

  /** Whether nothing is recorded at a root or any later one. */
  boolean spentAt(long root) {
    return root > highest;
  }

  /** Takes in a product of a root that is not settled. */
  void product(Event event) {
    String node = nowCalled.apply(nodeOf(event));
    Key key = new Key(event.root(), node);
    TreeMap<Integer, List<Event>> calls = products.get(key);
    if (calls == null) {
      calls = new TreeMap<>();
      products.put(key, calls);
      nodesByRoot.computeIfAbsent(event.root(), root -> new ArrayList<>()).add(node);
    }
    calls.computeIfAbsent(event.call(), call -> new ArrayList<>(1)).add(event);
    last.merge(node, new Reach(event.root(), event.call()), Reach::farther);
  }

  /**
   * Takes in the outcome of an invocation at a root that is not settled, told by a state change.
   */
  void outcome(JsonNode about) {
    Reach at = new Reach(about.path("root").asLong(), about.path("call").asInt());
    last.merge(nowCalled.apply(about.path("node").asText()), at, Reach::farther);
  }

  /**
   * Tells that everything taken in since the last time was recorded under {@code graph}.
   *
   * @param graph null if no graph was compiled before
   */
  void recordedUnder(@Nullable Graph graph) {
    last.forEach((node, outcome) -> reach.merge(node, outcome, Reach::farther));
    if (graph != null) {
      List<Node> ranked = graph.nodes();
      List<String> names = ranked.stream().map(Node::name).map(nowCalled).toList();
      Reach[] below = new Reach[ranked.size()];
      for (int i = ranked.size() - 1; i >= 0; i--) {
        Node node = ranked.get(i);
        below[i] = Reach.NOTHING;
        for (int j = i + 1; j < ranked.size(); j++) {
          if (Plan.feeds(node, ranked.get(j))) {
            long root =
                Math.max(below[j].root, last.getOrDefault(names.get(j), Reach.NOTHING).root);
            below[i] = Reach.farther(below[i], new Reach(root, Integer.MAX_VALUE));
          }
        }
        if (below[i].root >= 0) {
          reach.merge(names.get(i), below[i], Reach::farther);
        }
      }
    }
    last.clear();
    for (Reach reached : reach.values()) {
      highest = Math.max(highest, reached.root);
    }
  }

  /** Whether this invocation is not to be run, because its outcome is recorded. */
  boolean covers(String node, long root, int call) {
    Reach reached = spentAt(root) ? null : reach.get(node);
    return reached != null && reached.covers(root, call);
  }

  /** The recorded products of an invocation, in order; may be empty. Each can be taken once. */
  List<Event> take(String node, long root, int call) {
    TreeMap<Integer, List<Event>> calls = products.get(new Key(root, node));
    List<Event> events = calls == null ? null : calls.remove(call);
    return events == null ? List.of() : events;
  }

  /**
   * The recorded products of a node at a root that nobody took, in order of call: of calls that its
   * present graph does not make.
   */
  List<Event> takeRest(String node, long root) {
    TreeMap<Integer, List<Event>> calls = products.remove(new Key(root, node));
    if (calls == null) {
      return List.of();
    }
    return calls.values().stream().flatMap(List::stream).toList();
  }

  /** The nodes that have recorded products at a root. Can be taken once. */
  List<String> takeNodesAt(long root) {
    List<String> nodes = nodesByRoot.remove(root);
    return nodes == null ? List.of() : nodes;
  }

  static String nodeOf(Event event) {
    String node = event.node();
    if (node == null) {
      throw new IllegalArgumentException(
          "the event at offset " + event.offset() + " is a root, not a product");
    }
    return node;
  }
}
