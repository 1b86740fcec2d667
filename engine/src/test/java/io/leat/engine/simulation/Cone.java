package io.leat.engine.simulation;

import io.leat.engine.oracle.Era;
import io.leat.engine.oracle.Ranking;
import io.leat.engine.simulation.Subject.Input;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Draws nodes that are to be executed again while the record of all others is taken over, and adds
 * those whose record would not fit.
 *
 * @param past of main
 * @param events of main
 * @param graph that is to run
 */
record Cone(Past past, List<Event> events, long cut, Graph graph) {

  Set<String> draw(List<Input> options, SplittableRandom random) {
    var named = new HashSet<String>();
    for (Node node : graph.nodes()) {
      boolean set =
          node.options().stream()
              .anyMatch(o -> options.stream().anyMatch(i -> i.topic().equals(node.topicOf(o))));
      if (random.nextInt(3) == 0 || set || wokenByStateChanges(node) || rewired(node)) {
        named.add(node.name());
      }
    }
    var cone = new HashSet<>(named);
    var ranking = new Ranking(graph);
    named.forEach(name -> cone.addAll(ranking.below(name)));
    return cone;
  }

  private boolean wokenByStateChanges(Node node) {
    return node.inputs().stream().anyMatch(in -> in.pattern().match(Graph.STATE_CHANGES) != null)
        || events.stream()
            .filter(event -> node.name().equals(event.node()) && event.root() >= cut)
            .anyMatch(e -> events.get((int) e.root()).topic().equals(Graph.STATE_CHANGES));
  }

  private boolean rewired(Node node) {
    return past.eras().stream()
        .map(Era::graph)
        .map(then -> then.node(node.name()))
        .anyMatch(then -> then == null || !wiring(then).equals(wiring(node)));
  }

  private static String wiring(@Nullable Node node) {
    var wiring = new StringBuilder();
    if (node != null) {
      node.inputs()
          .forEach(
              in ->
                  wiring
                      .append(in.name() + in.pattern() + in.trigger() + in.required())
                      .append(' '));
      node.outputs().forEach(out -> wiring.append(out.name() + out.pattern()).append(' '));
      node.options().forEach(o -> wiring.append(o.name() + o.trigger() + o.fallback()).append(' '));
      wiring.append(node.own()).append(node.context()).append(node.kind());
    }
    return wiring.toString();
  }
}
