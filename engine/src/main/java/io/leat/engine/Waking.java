package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.function.BiConsumer;

/** Which nodes a root wakes by itself, rather than by a subscription. */
final class Waking {
  private Waking() {}

  /**
   * Tells each station that the root wakes, with the trigger: its option got another value, its
   * invocation is retried, or it is new in the graph.
   */
  static void by(Published root, Plan plan, BiConsumer<Station, Trigger> wake) {
    Plan.OptionOf set = plan.options.get(root.topic.name.text());
    if (set != null && set.option().trigger() && root.root >= set.station().since) {
      Value before = set.station().option(set.option(), root.root - 1);
      if (!root.value.equals(before)) {
        wake.accept(set.station(), new Trigger.OptionSet(root, set.option().name()));
      }
    }
    if (root.topic.name.text().equals(Graph.STATE_CHANGES)) {
      byStateChange(root, plan, wake);
    }
  }

  private static void byStateChange(Published root, Plan plan, BiConsumer<Station, Trigger> wake) {
    JsonNode change = root.value.json();
    if (StateChange.is(change, StateChange.COMPILED)) {
      for (Station station : plan.stations) {
        if (station.since == root.root && station.node.kind() != Kind.EFFECT) {
          wake.accept(station, new Trigger.Arrival(root));
        }
      }
    } else if (StateChange.is(change, StateChange.RETRIED)) {
      JsonNode about = change.path("about");
      Station station = plan.station(about.path("node").asText());
      if (station != null && root.root >= station.since) {
        Binding binding = StateChange.binding(about);
        // The graph may be another than the one that let the root in.
        if (StateChange.binds(binding, station.node)) {
          wake.accept(station, new Trigger.Retry(root, binding));
        }
      }
    }
  }
}
