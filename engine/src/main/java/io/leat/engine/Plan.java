package io.leat.engine;

import io.leat.nodes.Graph;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A graph made ready to be traversed: its stations in order of rank, its topics, and what is
 * upstream of what. A station is *slow* if it runs beside the engine's thread or depends on one
 * that does; all others finish each root before the next one is taken.
 */
final class Plan {

  /** An option and the station that it belongs to. */
  record OptionOf(Station station, Option<?> option) {}

  final Graph graph;

  /** By rank. */
  final List<Station> stations;

  final Topics topics;

  /** By topic name. */
  final Map<String, OptionOf> options = new HashMap<>();

  private final Map<String, Station> byName = new HashMap<>();
  private final List<List<Station>> upstream = new ArrayList<>();
  private final boolean[] slow;

  Plan(Graph graph) {
    this.graph = graph;
    List<Station> ranked = new ArrayList<>();
    for (Node node : graph.nodes()) {
      Station station = new Station(node, ranked.size());
      ranked.add(station);
      byName.put(node.name(), station);
    }
    this.stations = List.copyOf(ranked);
    this.topics = new Topics(graph, stations);
    this.slow = new boolean[stations.size()];
    for (Station station : stations) {
      station.connect(topics);
      for (Option<?> option : station.node.options()) {
        options.put(station.node.topicOf(option), new OptionOf(station, option));
      }
      List<Station> direct = directlyUpstream(station);
      upstream.add(direct);
      slow[station.rank] = station.node.body().beside() || direct.stream().anyMatch(this::slow);
    }
  }

  private List<Station> directlyUpstream(Station station) {
    return stations.stream()
        .filter(other -> other.rank < station.rank && feeds(other.node, station.node))
        .toList();
  }

  static boolean feeds(Node from, Node to) {
    return from.outputs().stream()
        .anyMatch(
            output ->
                to.inputs().stream().anyMatch(input -> input.pattern().overlaps(output.pattern())));
  }

  /** Says what options are set to when the engine starts. */
  void set(List<Root> settings) {
    for (Root setting : settings) {
      OptionOf set = options.get(setting.topic());
      if (set != null) {
        set.station().set(set.option(), setting.value());
      }
    }
  }

  /** The station of a node; history may know it by the name it had before. */
  @Nullable Station station(String name) {
    return byName.get(nowCalled(name));
  }

  /** What a node of history is called in this graph. */
  String nowCalled(String node) {
    return nowCalled(graph, node);
  }

  /** What a node of history is called in a graph. */
  static String nowCalled(Graph graph, String node) {
    return graph.node(node) != null ? node : graph.renames().getOrDefault(node, node);
  }

  List<Station> upstream(Station station) {
    return upstream.get(station.rank);
  }

  boolean slow(Station station) {
    return slow[station.rank];
  }
}
