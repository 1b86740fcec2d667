package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.nodes.Graph;
import io.leat.nodes.Node.OnFailure;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever instant the process dies at: nothing is lost, nothing is there twice, nothing recorded
 * is computed again.
 */
class CrashTest {

  /** A diamond, a fold below it, and a node that fails on the second of three roots. */
  private static Graph graph(int jobs) {
    return new ShowGraph(jobs)
        .outside("x")
        .node("left", "x")
        .node("right", "x")
        .node("join", "left", "right")
        .node("picky", "picky", OnFailure.SKIP, "picky(2)"::equals, "x")
        .counter("count", "join")
        .build();
  }

  private static void tell(Stage stage) {
    stage.append("x", "1").turn().append("x", "2").append("x", "3").settle(7);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aCrashAtAnyAppendBoundaryEndsInTheSameCanonicalForm(int jobs) {
    Stage undisturbed = new Stage(graph(jobs));
    tell(undisturbed);

    for (int nth = 0; nth < undisturbed.writes(); nth++) {
      for (boolean written : List.of(false, true)) {
        Stage stage = new Stage(graph(jobs));

        stage.dieAtWrite(nth, written, () -> tell(stage));
        roots(stage).forEach(value -> stage.append("x", value));
        stage.settle();

        assertThat(stage.canonicalForm())
            .as("death at write %d, which %s there", nth, written ? "is" : "is not")
            .isEqualTo(undisturbed.canonicalForm());
      }
    }
  }

  /** The roots that are not there yet: a caller who was not answered asks again. */
  private static List<String> roots(Stage stage) {
    List<String> there = stage.values("x");
    return Arrays.asList("1", "2", "3").subList(there.size(), 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void forgottenPositionsCauseNoReExecution(int jobs) {
    Stage stage = new Stage(graph(jobs));
    tell(stage);
    assertThat(stage.ran()).isNotEmpty().doesNotHaveDuplicates();

    stage.crash().settle();

    assertThat(stage.ran()).isEmpty();
  }

  @Test
  void whatIsOnTheLogIsNotComputedAgainAndTheRestIs() {
    Stage stage = new Stage(graph(1));
    stage.append("x", "1");
    while (stage.values("left").isEmpty()) {
      stage.turn();
      stage.tasks().run(1, new SplittableRandom(stage.events().size()));
    }
    var before = new HashSet<>(stage.ran());

    stage.crash().settle();

    assertThat(before).isNotEmpty();
    assertThat(stage.ran()).isNotEmpty().noneMatch(call -> call.endsWith(".left.0"));
    assertThat(stage.values("left")).hasSize(1);
    assertThat(stage.values("count")).containsExactly("1");
  }

  @Test
  void anAnswerThatComesAfterItsEngineDiedDoesNotCount() {
    Stage stage = new Stage(graph(2));
    stage.append("x", "1").turn();
    var ofTheDead = stage.tasks();

    stage.crash();
    assertThat(ofTheDead.run(100, new SplittableRandom(1))).isPositive();
    stage.settle();

    assertThat(stage.values("join")).containsExactly("\"join(left(1) right(1))\"");
  }

  @Test
  void afterALossOfPowerWhatWasNotForcedIsGoneAndTheRestIsWhole() {
    Stage stage = new Stage(graph(0));
    tell(stage);

    stage.losePower().settle();
    assertThat(stage.canonicalForm()).isEmpty();

    tell(stage);
    Stage undisturbed = new Stage(graph(0));
    tell(undisturbed);
    assertThat(stage.canonicalForm()).isEqualTo(undisturbed.canonicalForm());
  }
}
