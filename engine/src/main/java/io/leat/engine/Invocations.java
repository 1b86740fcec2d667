package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.state.TraversalReader.Traversal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Takes the settled past into the plan of today, and finds where its nodes were ever invoked, as
 * far as it matters: setting an option invokes them there again. Each traversal is read under the
 * graph that ran then; no code runs. Owned by the engine's thread.
 */
final class Invocations {

  /** A graph took over: roots from {@code settled} on are handled with it. */
  private record Compiled(long settled, long offset, JsonNode change) {}

  /** The time of a graph that reads otherwise than that of today. */
  private record Former(Plan plan, Remembering remembering) {}

  private final Plan today;
  private final List<Station> stations;
  private final Remembering whole;
  private final Remembering values;
  private final Deque<Compiled> later = new ArrayDeque<>();

  /** Of the graph that ran then; empty if the nodes that matter read the same today. */
  private List<Former> then = List.of();

  /**
   * @param stations those of which it matters where they were invoked
   */
  Invocations(Plan today, List<Station> stations) {
    this.today = today;
    this.stations = stations;
    this.whole = new Remembering(today, stations);
    this.values = new Remembering(today, List.of());
  }

  /** A root was read, perhaps long before it is its turn. */
  void read(Event root) {
    if (!stations.isEmpty() && root.topic().equals(Graph.STATE_CHANGES)) {
      JsonNode change = LoggedValue.of(root.payload()).json();
      if (StateChange.is(change, StateChange.COMPILED)) {
        long settled = change.path("about").path("settled").asLong();
        later.addLast(new Compiled(settled, root.offset(), change));
      }
    }
  }

  /** Takes in the next traversal, in order of root. */
  void remember(Traversal traversal) {
    while (!later.isEmpty() && later.getFirst().settled() <= traversal.root().offset()) {
      end();
      then = under(later.removeFirst());
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

  private List<Former> under(Compiled compiled) {
    Graph graph = Graph.described(compiled.change().path("graph"));
    if (stations.stream().allMatch(station -> readsAlike(station.node, graph))) {
      return List.of();
    }
    Plan plan = new Plan(graph);
    var since = StateChange.since(compiled.change(), compiled.offset());
    plan.stations.forEach(
        station -> station.since = since.getOrDefault(station.node.name(), Long.MAX_VALUE));
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
    return List.of(new Former(plan, new Remembering(plan, were)));
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
    LiveTopic topic = plan.topics.named(event.topic.name);
    topic.add(
        new Published(
            event.root,
            plan.rankOf(today.nodeAt(event.rank)),
            event.call,
            event.ordinal,
            topic,
            event.value,
            event.offset),
        event.root);
  }
}
