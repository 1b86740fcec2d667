package io.leat.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A node that has another name is the same node. */
final class RenamedTest {
  private static final Map<String, String> OTHERWISE = Map.of("twice", "double", "sum", "add");

  /** {@code x -> twice -> doubled/{x} -> sum -> total}. */
  private static Graph graph(int jobs) {
    var graph = Graph.builder();
    Topic<Long> numbers = graph.topic("x", Type.INTEGER);
    Topic<Long> doubles = graph.topic("doubled", Type.INTEGER);
    NodeBuilder twice = graph.node("twice").version("1");
    Input<Long> number = twice.input("number", numbers);
    Output<Long> doubled = twice.output("doubled", doubles);
    Code code = call -> call.publish(doubled, 2 * call.get(number));
    if (jobs == 0) {
      twice.run(code);
    } else {
      twice.beside(jobs, code);
    }
    NodeBuilder sum = graph.node("sum").version("1").own();
    Input<Long> summand = sum.input("summand", doubles);
    Output<Long> total = sum.output("total", "total", Type.INTEGER);
    sum.run(call -> call.publish(total, call.own(total).orElse(0L) + call.get(summand)));
    return graph.build();
  }

  private static void tell(Stage stage) {
    stage.append("x", "1").turn().append("x", "2").append("x", "3").settle(7);
  }

  @Test
  void itGoesOnWhereItWasAndIsNotWoken() {
    Stage stage = new Stage(graph(0));
    tell(stage);
    stage.ran();

    stage.restart(graph(0).renamed(OTHERWISE)).settle();
    assertThat(stage.ran()).isEmpty();
    stage.append("x", "4").settle();

    assertThat(stage.values("total")).containsExactly("2", "6", "12", "20");
    assertThat(stage.ran()).allMatch(call -> call.contains(".double.") || call.contains(".add."));
    stage.restart(graph(0).renamed(OTHERWISE)).settle();
    assertThat(stage.ran()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void itGoesOnWithUnfinishedWorkAndDoesNothingTwice(int jobs) {
    Stage undisturbed = new Stage(graph(jobs));
    tell(undisturbed);

    for (int nth = 0; nth < undisturbed.writes(); nth++) {
      Stage stage = new Stage(graph(jobs));

      stage.dieAtWrite(nth, true, () -> tell(stage)).restart(graph(jobs).renamed(OTHERWISE));
      List.of("1", "2", "3")
          .subList(stage.values("x").size(), 3)
          .forEach(value -> stage.append("x", value));
      stage.settle();

      for (String topic : List.of("doubled", "total")) {
        assertThat(stage.values(topic))
            .as("%s after death at write %d", topic, nth)
            .isEqualTo(undisturbed.values(topic));
      }
    }
  }
}
