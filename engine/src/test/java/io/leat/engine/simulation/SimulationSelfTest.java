package io.leat.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.simulation.NaiveSubject.Wrong;
import io.leat.nodes.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation itself: what is right passes, what is wrong is found. */
class SimulationSelfTest {
  private static final int SEEDS = 40;

  /** Without what the naive subject does not know. */
  private static Story story(long seed) {
    Story drawn = Story.draw(seed);
    return drawn
        .with(drawn.graph().of(Kind.PURE))
        .with(
            drawn.steps().stream()
                .filter(
                    step ->
                        switch (step) {
                          case Step.Ail _,
                              Step.Retry _,
                              Step.Recode _,
                              Step.Rebuild _,
                              Step.Fork _ ->
                              false;
                          default -> true;
                        })
                .toList());
  }

  @Test
  void aSubjectThatDoesAsTheOracleSaysPasses() {
    var simulation = new Simulation(NaiveSubject.maker(Wrong.NOTHING));

    for (long seed = 0; seed < SEEDS; seed++) {
      assertThat(simulation.run(seed, story(seed), "%d")).isNotNull();
    }
  }

  @ParameterizedTest
  @EnumSource(names = "NOTHING", mode = EnumSource.Mode.EXCLUDE)
  void aSubjectThatDoesOneThingWrongIsFound(Wrong wrong) {
    var simulation = new Simulation(NaiveSubject.maker(wrong));

    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < SEEDS; seed++) {
                simulation.run(seed, story(seed), "run %d again");
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("again")
        .hasMessageContaining("the smallest story");
  }
}
