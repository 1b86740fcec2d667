package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.engine.Eras.Era;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.state.TraversalReader.Traversal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Takes the settled past into the plan of today, and finds where its nodes were ever invoked, as
 * far as it matters: setting an option invokes them there again. Each traversal is read under the
 * graph that ran then; no code runs. Owned by the engine's thread.
 */
final class Invocations {

  /** The time of a graph that reads otherwise than that of today. */
  private record Former(Plan plan, Remembering remembering) {}

  private final Plan today;
  private final List<Station> stations;
  private final Remembering whole;
  private final Remembering values;
  private final Eras eras = new Eras();

  /** Which graph handled the traversal taken in last: offset of what told of it. */
  private long compiled = -1;

  /** Of the graph that ran then; empty if the nodes that matter read the same today. */
  private List<Former> then = List.of();

  /**
   * @param stations those of which it matters where they were invoked
   */
  Invocations(Plan today, List<Station> stations) {
    this.today = today;
    this.stations = stations;
    this.whole = new Remembering(today, stations, eras);
    this.values = new Remembering(today, List.of(), eras);
  }

  /** A root was read, perhaps long before it is its turn. */
  void read(Event root) {
    if (root.topic().equals(Graph.STATE_CHANGES)) {
      JsonNode change = LoggedValue.of(root.payload()).json();
      if (StateChange.is(change, StateChange.COMPILED)) {
        eras.add(root.offset(), change);
      }
    }
  }

  /** Takes in the next traversal, in order of root. */
  void remember(Traversal traversal) {
    Era handling = eras.handling(traversal.root().offset());
    if (handling != null && handling.compiled() != compiled) {
      end();
      compiled = handling.compiled();
      then = under(handling);
    }
    if (then.isEmpty()) {
      whole.remember(traversal);
    } else {
      values.remember(traversal);
      then.getFirst().remembering().remember(traversal);
    }
  }

  /** No more traversals come, or none under this graph. */
  void end() {
    for (Former former : then) {
      for (Station station : stations) {
        Station was = former.plan().station(station.node.name());
        if (was != null) {
          was.invokedSites().forEach(site -> invoked(station, site));
        }
      }
    }
    then = List.of();
  }

  private static void invoked(Station station, Site former) {
    Set<String> variables = Set.copyOf(station.node.variables());
    if (former.binding.values().keySet().equals(variables)) {
      Site site = station.site(former.binding);
      if (site.firstInvoked < station.since) {
        site.firstInvoked = former.firstInvoked;
      }
    }
  }

  private List<Former> under(Era era) {
    if (stations.stream().allMatch(station -> readsAlike(station.node, era.graph()))) {
      return List.of();
    }
    Plan plan = Scene.plan(era.graph(), era.since());
    for (LiveTopic topic : today.topics.all()) {
      Published last = topic.last();
      if (last != null) {
        add(plan, last);
      }
    }
    List<Station> were = new ArrayList<>();
    for (Station station : stations) {
      Station was = plan.station(station.node.name());
      if (was != null) {
        were.add(was);
      }
    }
    return List.of(new Former(plan, new Remembering(plan, were, eras)));
  }

  private static boolean readsAlike(Node node, Graph graph) {
    Node former = graph.node(node.name());
    return former == null || read(former).equals(read(node));
  }

  private static List<String> read(Node node) {
    List<String> read = new ArrayList<>();
    for (Input<?> input : node.inputs()) {
      read.add(input.pattern() + " " + input.trigger() + " " + input.required());
    }
    return read;
  }

  private void add(Plan plan, Published event) {
    LiveTopic topic = plan.topics.named(event.topic.name.text());
    topic.add(
        new Published(
            event.root, event.rank, event.call, event.ordinal, topic, event.value, event.offset),
        event.root);
  }
}
