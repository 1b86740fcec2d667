package io.leat.examples.quakes;

import static io.leat.nodes.Mode.REQUIRED;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;

/**
 * What became of the seismic events of a week.
 *
 * <pre>
 * quake/{id} ─┬─ sift ── earthquake/{id} ─┬─ classify ── alert/{id}, total/alerts
 *             │                           ├─ strongest ── strongest
 *             │                           ├─ route ─┬─ in/{region} ── regions ── region/{region}
 *             │                           │         └─ on/{date} ──── days ───── day/{date}
 *             │                           └─ count-earthquakes ── total/earthquakes
 *             └─ count-quakes ── total/quakes
 * </pre>
 */
public final class Quakes {

  // region types
  static final Type<Double> MAGNITUDE =
      Type.NUMBER.where("magnitude", schema("{'minimum': -2, 'maximum': 10}"));

  static final Type<Quake> QUAKE =
      Type.ANY
          .where(
              "quake",
              schema(
                  """
                  {'type': 'object',
                   'required': ['id', 'time', 'type', 'mag', 'place', 'depth'],
                   'properties': {
                     'id': {'type': 'string'}, 'time': {'type': 'integer'},
                     'type': {'type': 'string'}, 'place': {'type': 'string'},
                     'mag': {'type': 'number', 'minimum': -2, 'maximum': 10},
                     'depth': {'type': 'number'}}}
                  """))
          .as(Quake.class);

  static final Type<Quake> EARTHQUAKE =
      QUAKE.where("earthquake", schema("{'properties': {'type': {'const': 'earthquake'}}}"));

  // endregion

  /** A shock, or null where an alert was withdrawn. */
  static final Type<Shock> ALERT = Type.ANY.as(Shock.class);

  static final Type<Shock> SHOCK = Type.OBJECT.named("shock").as(Shock.class);
  static final Type<Summary> SUMMARY = Type.OBJECT.named("summary").as(Summary.class);

  private Quakes() {}

  /** What {@code leat.yaml} names. */
  public static Graph graph() {
    GraphBuilder graph = Graph.builder();
    Topic<Quake> quakes = graph.topic("quake/{id}", QUAKE);
    Topic<Quake> earthquakes = graph.topic("earthquake/{id}", EARTHQUAKE);
    Topic<Quake> inRegion = graph.topic("in/{region}", EARTHQUAKE);
    Topic<Quake> onDate = graph.topic("on/{date}", EARTHQUAKE);

    sift(graph, quakes, earthquakes);
    classify(graph, earthquakes);
    strongest(graph, earthquakes);
    route(graph, earthquakes, inRegion, onDate);
    summarize(graph.node("regions"), inRegion, graph.topic("region/{region}", SUMMARY));
    summarize(graph.node("days"), onDate, graph.topic("day/{date}", SUMMARY));
    count(graph.node("count-quakes"), quakes, "quake/*", "total/quakes");
    count(graph.node("count-earthquakes"), earthquakes, "earthquake/*", "total/earthquakes");
    return graph.build();
  }

  // region sift
  /** Drops explosions and quarry blasts. */
  private static void sift(GraphBuilder graph, Topic<Quake> quakes, Topic<Quake> earthquakes) {
    NodeBuilder node = graph.node("sift").version("1");
    Input<Quake> quake = node.input("quake", quakes, REQUIRED);
    Output<Quake> earthquake = node.output("earthquake", earthquakes);
    node.run(
        call -> {
          if (call.get(quake).isEarthquake()) {
            call.publish(earthquake, call.get(quake));
          }
        });
  }

  // endregion

  /**
   * Alerts of what is strong enough, and counts the alerts that stand. When the threshold is
   * raised, alerts that no longer hold are withdrawn: their value is null from then on.
   */
  private static void classify(GraphBuilder graph, Topic<Quake> earthquakes) {
    NodeBuilder node = graph.node("classify").version("1").own();
    Input<Quake> earthquake = node.input("earthquake", earthquakes, REQUIRED);
    Option<Double> threshold = node.option("threshold", MAGNITUDE, 4.5);
    Output<Shock> alert = node.output("alert", graph.distinct("alert/{id}", ALERT));
    Output<Long> total = node.output("total", graph.topic("total/alerts", Type.INTEGER));
    node.run(
        call -> {
          boolean strong = call.get(earthquake).mag() >= call.get(threshold);
          boolean stands = call.own(alert).isPresent();
          if (strong) {
            call.publish(alert, Shock.of(call.get(earthquake)));
          } else if (stands) {
            call.publish(alert, null);
          }
          if (strong != stands) {
            call.publish(total, call.own(total).orElse(0L) + (strong ? 1 : -1));
          }
        });
  }

  // region strongest
  /** The strongest so far: one event for each that beats the one before. */
  private static void strongest(GraphBuilder graph, Topic<Quake> earthquakes) {
    NodeBuilder node = graph.node("strongest").version("1").own();
    Input<Quake> earthquake = node.input("earthquake", earthquakes, "earthquake/*", REQUIRED);
    Output<Shock> strongest = node.output("strongest", graph.distinct("strongest", SHOCK));
    node.run(
        call -> {
          Shock shock = Shock.of(call.get(earthquake));
          call.publish(strongest, Shock.stronger(call.own(strongest).orElse(shock), shock));
        });
  }

  // endregion

  /** Sends each earthquake on to its region and its day, which are not known before it is read. */
  private static void route(
      GraphBuilder graph, Topic<Quake> earthquakes, Topic<Quake> inRegion, Topic<Quake> onDate) {
    NodeBuilder node = graph.node("route").version("1");
    Input<Quake> earthquake = node.input("earthquake", earthquakes, REQUIRED);
    Output<Quake> in = node.output("in", inRegion);
    Output<Quake> on = node.output("on", onDate);
    node.run(
        call -> {
          Quake quake = call.get(earthquake);
          call.publish(in, Binding.of("region", quake.region()), quake);
          call.publish(on, Binding.of("date", quake.date().toString()), quake);
        });
  }

  /** Folds the earthquakes of each key into its summary. */
  private static void summarize(NodeBuilder node, Topic<Quake> keyed, Topic<Summary> summaries) {
    Input<Quake> earthquake = node.input("earthquake", keyed, REQUIRED);
    Output<Summary> summary = node.output("summary", summaries);
    node.version("1")
        .own()
        .run(
            call -> {
              Quake quake = call.get(earthquake);
              call.publish(
                  summary,
                  call.own(summary).map(sum -> sum.and(quake)).orElseGet(() -> Summary.of(quake)));
            });
  }

  /** Counts the events of all topics of a family. */
  private static void count(NodeBuilder node, Topic<?> family, String pattern, String into) {
    node.input("event", family, pattern, REQUIRED);
    Output<Long> total = node.output("total", into, Type.INTEGER);
    node.version("1").own().run(call -> call.publish(total, call.own(total).orElse(0L) + 1));
  }

  /** A JSON Schema, with single quotes for double ones. */
  private static JsonNode schema(String text) {
    return Value.parse(text.replace('\'', '"')).json();
  }
}
