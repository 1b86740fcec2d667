package io.leat.examples.quakes;

import io.leat.nodes.Graph;
import io.leat.nodes.annotation.At;
import io.leat.nodes.annotation.In;
import io.leat.nodes.annotation.Node;
import io.leat.nodes.annotation.Nodes;
import io.leat.nodes.annotation.Option;
import io.leat.nodes.annotation.Out;
import io.leat.nodes.annotation.Own;
import io.leat.nodes.annotation.Topic;
import io.leat.nodes.value.Type;
import java.util.Optional;

/** The graph of {@link Quakes}, with each node a method. */
@Nodes
@Topic(value = "quake/{id}", type = "QUAKE")
@Topic(value = "earthquake/{id}", type = "EARTHQUAKE")
@Topic(value = "in/{region}", type = "EARTHQUAKE")
@Topic(value = "on/{date}", type = "EARTHQUAKE")
@Topic(value = "alert/{id}", type = "ALERT", distinct = true)
@Topic(value = "strongest", type = "SHOCK", distinct = true)
public final class AnnotatedQuakes {

  static final Type<Double> MAGNITUDE = Quakes.MAGNITUDE;
  static final Type<Quake> QUAKE = Quakes.QUAKE;
  static final Type<Quake> EARTHQUAKE = Quakes.EARTHQUAKE;
  static final Type<Shock> ALERT = Quakes.ALERT;
  static final Type<Shock> SHOCK = Quakes.SHOCK;
  static final Type<Summary> SUMMARY = Quakes.SUMMARY;

  private AnnotatedQuakes() {}

  /** What {@code leat.yaml} names. */
  public static Graph graph() {
    return AnnotatedQuakesNodes.graph();
  }

  // region sift
  /** Drops explosions and quarry blasts. */
  @Node(version = "1")
  @Out("earthquake/{id}")
  static Optional<Quake> sift(@In("quake/{id}") Quake quake) {
    return quake.isEarthquake() ? Optional.of(quake) : Optional.empty();
  }

  // endregion

  /** What {@link #classify} publishes. */
  record Classified(
      @Out("alert/{id}") Optional<At<Shock>> alert, @Out("total/alerts") Optional<Long> total) {}

  /**
   * Alerts of what is strong enough, and counts the alerts that stand. When the threshold is
   * raised, alerts that no longer hold are withdrawn: their value is null from then on.
   *
   * @param alert the one that stands
   * @param total how many stand
   */
  @Node(version = "1")
  static Classified classify(
      @In("earthquake/{id}") Quake earthquake,
      @Option(type = "MAGNITUDE", defaultValue = "4.5") double threshold,
      @Own("alert") Optional<Shock> alert,
      @Own("total") Optional<Long> total) {
    boolean strong = earthquake.mag() >= threshold;
    boolean stands = alert.isPresent();
    if (!strong && !stands) {
      return new Classified(Optional.empty(), Optional.empty());
    }
    At<Shock> now = At.here(strong ? Shock.of(earthquake) : null);
    return new Classified(
        Optional.of(now),
        strong == stands ? Optional.empty() : Optional.of(total.orElse(0L) + (strong ? 1 : -1)));
  }

  // region strongest
  /** The strongest so far: one event for each that beats the one before. */
  @Node(version = "1")
  @Out("strongest")
  static Shock strongest(@In("earthquake/*") Quake earthquake, @Own Optional<Shock> strongest) {
    Shock shock = Shock.of(earthquake);
    return Shock.stronger(strongest.orElse(shock), shock);
  }

  // endregion

  // region route
  /** What {@link #route} publishes. */
  record Routed(@Out("in/{region}") At<Quake> in, @Out("on/{date}") At<Quake> on) {}

  /** Sends each earthquake on to its region and its day, which are not known before it is read. */
  @Node(version = "1")
  static Routed route(@In("earthquake/{id}") Quake earthquake) {
    return new Routed(
        At.of("region", earthquake.region(), earthquake),
        At.of("date", earthquake.date().toString(), earthquake));
  }

  // endregion

  /** Folds the earthquakes of each region into its summary. */
  @Node(version = "1")
  @Out(value = "region/{region}", name = "summary")
  static Summary regions(@In("in/{region}") Quake earthquake, @Own Optional<Summary> summary) {
    return with(earthquake, summary);
  }

  /** Folds the earthquakes of each day into its summary. */
  @Node(version = "1")
  @Out(value = "day/{date}", name = "summary")
  static Summary days(@In("on/{date}") Quake earthquake, @Own Optional<Summary> summary) {
    return with(earthquake, summary);
  }

  private static Summary with(Quake earthquake, Optional<Summary> summary) {
    return summary.map(sum -> sum.and(earthquake)).orElseGet(() -> Summary.of(earthquake));
  }

  /** Counts what is reported. */
  @Node(version = "1")
  @Out("total/quakes")
  static long countQuakes(@In("quake/*") Quake event, @Own Optional<Long> total) {
    return total.orElse(0L) + 1;
  }

  /** Counts the earthquakes among it. */
  @Node(version = "1")
  @Out("total/earthquakes")
  static long countEarthquakes(@In("earthquake/*") Quake event, @Own Optional<Long> total) {
    return total.orElse(0L) + 1;
  }
}
