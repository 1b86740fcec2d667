package io.leat.examples.gauges;

import io.leat.nodes.Graph;
import io.leat.nodes.annotation.In;
import io.leat.nodes.annotation.Node;
import io.leat.nodes.annotation.Nodes;
import io.leat.nodes.annotation.Option;
import io.leat.nodes.annotation.Out;
import io.leat.nodes.annotation.Own;
import io.leat.nodes.annotation.Topic;
import io.leat.nodes.value.Type;
import java.util.Optional;

/** The level of a river at each gauge, and a warning where it rises fast. */
// region graph
@Nodes
@Topic(value = "level/{gauge}", type = "READING")
public final class Gauges {

  record Reading(String gauge, long cm) {}

  record Trend(long cm, long rise) {}

  static final Type<Reading> READING =
      Type.of("level", Reading.class)
          .where("reading", "at least 0 cm", reading -> reading.cm() >= 0);

  private Gauges() {}

  /** What {@code leat.yaml} names. */
  public static Graph graph() {
    return GaugesNodes.graph();
  }

  // endregion

  // region watch
  record Watched(
      @Out("trend/{gauge}") Trend trend, @Out("warning/{gauge}") Optional<String> warning) {}

  /**
   * Compares each level with the one before.
   *
   * @param rise warns of more, in cm
   * @param trend the one before, at the same gauge
   */
  @Node
  static Watched watch(
      @In("level/{gauge}") Reading level,
      @Option(defaultValue = "20") long rise,
      @Own("trend") Optional<Trend> trend) {
    long risen = level.cm() - trend.map(Trend::cm).orElse(level.cm());
    return new Watched(
        new Trend(level.cm(), risen),
        risen > rise ? Optional.of(risen + " cm up") : Optional.empty());
  }

  // endregion

  // region count
  /** Counts the warnings of all gauges. */
  @Node
  @Out("warnings")
  static long count(@In("warning/*") String warning, @Own Optional<Long> warnings) {
    return warnings.orElse(0L) + 1;
  }
  // endregion
}
