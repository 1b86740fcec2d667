package io.leat.engine;

import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.value.Pattern;
import java.util.HashMap;
import java.util.Map;

/**
 * How often nodes may be invoked at most, if no invocation publishes more than one event for each
 * output.
 *
 * @param roots by topic, how many there are
 * @param published by node that does not run, how many products of it are taken over
 */
record Bound(Graph graph, Map<String, Long> roots, Map<String, Long> published) {
  /** There is none: a node is invoked at every binding that is known. */
  static final long NONE = -1;

  /** For all nodes together that run. */
  long all() {
    Map<String, Long> invocations = new HashMap<>();
    long sum = 0;
    for (Node node : graph.nodes()) {
      if (!published.containsKey(node.name())) {
        long bound = of(node, invocations);
        invocations.put(node.name(), bound);
        sum = plus(sum, bound);
      }
    }
    return sum;
  }

  private long of(Node node, Map<String, Long> above) {
    long bound = 0;
    for (Option<?> option : node.options()) {
      long set = option.trigger() ? roots.getOrDefault(node.topicOf(option), 0L) : 0;
      bound = plus(bound, set > 0 && !node.variables().isEmpty() ? NONE : set);
    }
    for (Input<?> input : node.inputs()) {
      if (input.trigger()) {
        long events = events(input.pattern(), above);
        boolean one = input.pattern().variables().containsAll(node.variables());
        bound = plus(bound, events != 0 && !one ? NONE : events);
      }
    }
    return bound;
  }

  /** How many events an input may see. */
  private long events(Pattern pattern, Map<String, Long> above) {
    long events = 0;
    for (Map.Entry<String, Long> root : roots.entrySet()) {
      events = plus(events, pattern.match(root.getKey()) == null ? 0 : root.getValue());
    }
    for (Node node : graph.nodes()) {
      long outputs =
          node.outputs().stream().filter(output -> output.pattern().overlaps(pattern)).count();
      if (outputs > 0) {
        Long taken = published.get(node.name());
        long invocations = above.getOrDefault(node.name(), 0L);
        long made = invocations == NONE ? NONE : invocations * outputs;
        events = plus(events, taken == null ? made : taken);
      }
    }
    return events;
  }

  private static long plus(long a, long b) {
    return a == NONE || b == NONE ? NONE : a + b;
  }
}
