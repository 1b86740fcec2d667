package io.leat.examples.gauges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.examples.gauges.Gauges.Reading;
import io.leat.examples.gauges.Gauges.Trend;
import io.leat.nodes.value.Invalid;
import io.leat.testkit.LeatTest;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class GaugesTest {

  // region alone
  @Test
  void aRiseOfMoreThanTheOptionIsWarnedOf() {
    var before = Optional.of(new Trend(100, 0));
    var given = GaugesNodes.watch(new Reading("upper", 125)).withTrend(before);

    assertThat(given.run().warning()).contains("25 cm up");
    assertThat(given.withRise(30).run().warning()).isEmpty();
  }

  // endregion

  // region story
  @RegisterExtension final LeatTest leat = LeatTest.of(Gauges::graph);

  @Test
  void warningsOfAllGaugesAreCounted() {
    leat.append("level/upper", new Reading("upper", 100));
    leat.append("level/lower", new Reading("lower", 80));
    leat.append("level/upper", new Reading("upper", 130));
    leat.append("level/lower", new Reading("lower", 102));

    leat.expect("warning/upper", "30 cm up");
    leat.expect("warning/lower", "22 cm up");
    leat.expect("warnings", 1, 2);
  }

  @Test
  void anImpossibleLevelIsRefusedAtTheDoor() {
    assertThatThrownBy(() -> leat.append("level/upper", new Reading("upper", -1)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("expected at least 0 cm");
  }
  // endregion
}
