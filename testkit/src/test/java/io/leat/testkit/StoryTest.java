package io.leat.testkit;

import static io.leat.testkit.LeatTest.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.engine.Leat;
import io.leat.engine.Machine;
import io.leat.engine.Root;
import io.leat.engine.Run;
import io.leat.log.ChronicleStore;
import io.leat.log.LogStore;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import io.leat.testkit.Shop.Order;
import io.leat.testkit.Shop.Price;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an author tells and expects. */
final class StoryTest {
  @RegisterExtension final LeatTest leat = LeatTest.of(Shop::graph);

  @Test
  void productsAreExpectedInOrderEachOnce() {
    leat.append("rate", 2).append("order/a", new Order("Ann", 30));

    leat.expect("price/a", new Price("Ann", 60));
    leat.expectRan("price", "count");

    leat.append("order/a", new Order("Ann", 60))
        .append("order/b", json("{\"customer\":\"Bob\",\"amount\":70}"));

    leat.expect("price/*", new Price("Ann", 120), new Price("Bob", 140));
    leat.expect("total/large", 1, 2);
    leat.expectNothingElse();
    leat.expectRan("price {id=a}", "count", "price {id=b}", "count");
    assertThat(leat.get("total/large")).contains(Value.parse("2"));
    assertThat(leat.values("rate")).containsExactly(Value.parse("2"));
  }

  @Test
  void whatANodeRequiresKeepsItFromRunning() {
    leat.append("order/a", new Order("Ann", 30));

    leat.expectNothing("price/a");
    leat.expectNothingRan();
  }

  @Test
  void nothingRunsAgainInACrashAndNothingIsLost() {
    leat.append("rate", 2).append("order/a", new Order("Ann", 60));
    leat.expectRan("price", "count");

    leat.crash();

    leat.expectNothingRan();
    leat.expect("price/a", new Price("Ann", 120));
    leat.append("order/b", new Order("Bob", 60)).expect("total/large", 1, 2);
  }

  @Test
  void aLossOfPowerTakesWhatWasNotForcedToTheDisk() {
    leat.append("rate", 2).append("order/a", new Order("Ann", 60));

    leat.losePower();

    assertThat(leat.values("order/a")).isEmpty();
    leat.append("rate", 2).append("order/a", new Order("Ann", 60));
    leat.expect("price/a", new Price("Ann", 120));
  }

  @Test
  void anOptionIsSetBeforeTheStoryAndInItsMidst() {
    leat.set("count.limit", 10).append("rate", 1).append("order/a", new Order("Ann", 20));
    leat.expect("total/large", 1);

    leat.set("count.limit", 50).append("order/b", new Order("Bob", 20));

    leat.expectNothing("total/large");
  }

  @Test
  void otherCodeTakesThePlaceOfANode() {
    Output<Price> price = Output.named("price", Shop.PRICE);
    leat.replace("price", call -> call.publish(price, new Price("stub", 1_000)));
    leat.append("rate", 2).append("order/a", new Order("Ann", 1));

    leat.expect("price/a", new Price("stub", 1_000)).expect("total/large", 1);
  }

  @Test
  void aNodeThatFailsIsToldToAndHealed() {
    leat.append("rate", 2).fail("price").append("order/a", new Order("Ann", 60));
    leat.expectFailure("price", "the story says that it fails").expectNothing("price/a");

    leat.heal("price")
        .append("order/a", new Order("Ann", 61))
        .expect("price/a", new Price("Ann", 122));
  }

  @Test
  void aFailureIsExpectedByItsMessage() {
    leat.append("rate", 2).append("order/a", new Order("Ann", -1));

    leat.expectFailure("price", "nobody orders -1");
  }

  @Test
  void badInputIsRefusedAsAnywhere() {
    assertThatThrownBy(() -> leat.append("ordr/a", 1))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("did you mean order/{id}?");
    assertThatThrownBy(() -> leat.append("order/a", "no order"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("is not of type object");
    assertThatThrownBy(() -> leat.fail("prize"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("did you mean price?");
  }

  @Test
  void realHistoryIsToldToAChangedGraphInOneLine(@TempDir Path workspace) {
    try (Leat real = Leat.open(workspace, Shop.graph())) {
      real.append("rate", Value.parse("2"));
      real.append("order/a", Value.of(Shop.ORDER, new Order("Ann", 60)));
    }

    leat.with(graph -> graph.without("count"))
        .appendHistory(workspace)
        .expect("price/a", new Price("Ann", 120))
        .expectNothingElse();
  }

  @Test
  void anotherGraphGoesOnInTheMidstOfTheStory() {
    leat.append("rate", 2)
        .append("order/a", new Order("Ann", 60))
        .expect("price/a", new Price("Ann", 120));
    leat.expectRan("price", "count");

    leat.replace("price", _ -> {});
    leat.append("order/a", new Order("Ann", 70));

    leat.expectRan("price").expectNothing("price/a");
  }

  @Test
  void aNodeUnderAnotherNameGoesOnAndIsNotWokenAsANewOne() {
    leat.append("rate", 2).append("order/a", new Order("Ann", 60)).expect("total/large", 1);
    leat.expectRan("price", "count");

    leat.with(graph -> graph.renamed(Map.of("count", "tally"))).append("rate", 3);

    leat.expectNothingRan();
    leat.append("order/b", new Order("Bob", 60)).expect("total/large", 2);
    leat.expectRan("price", "tally");
  }

  private static Graph clocked() {
    GraphBuilder graph = Graph.builder();
    Topic<Instant> minutes = graph.time("time/minute", Duration.ofMinutes(1));
    NodeBuilder count = graph.node("count");
    Input<Instant> minute = count.input("minute", minutes);
    Output<Long> total = count.output("total", "minutes/{hour}", Type.INTEGER);
    count.run(
        call -> {
          String hour = call.get(minute).toString().substring(11, 13);
          call.publish(total, Binding.of("hour", hour), 1L);
        });
    return graph.build();
  }

  @Test
  void timePassesAsItIsToldAndEachTickIsOneEvent() {
    try (LeatTest clock = LeatTest.of(StoryTest::clocked)) {
      clock.advance(Duration.ofSeconds(59)).expectNothingRan();
      clock.advance(Duration.ofSeconds(1));
      assertThat(clock.values("time/minute"))
          .containsExactly(Value.parse("\"2026-01-01T00:01:00Z\""));

      clock.advance(Duration.ofMinutes(60)).expect("minutes/01", 1, 1);

      assertThat(clock.values("time/minute")).hasSize(61);
      assertThat(clock.values("minutes/00")).hasSize(59);
      clock.crash().expectNothing("minutes/01");
      clock.advance(Duration.ofMinutes(1)).expect("minutes/01", 1);
    }
  }

  @Test
  void ticksOfARealHistoryAreToldAgainAndTheStoryGoesOnFromThere(@TempDir Path workspace) {
    StoryClock then = new StoryClock();
    Machine machine = new Machine(then, Thread::startVirtualThread);
    try (LogStore store = ChronicleStore.open(workspace, then);
        Leat real = Leat.over(store, clocked(), workspace, machine);
        Run run = real.start(List.of(), _ -> {})) {
      then.reach(then.instant().plus(Duration.ofMinutes(90)));
      assertThat(run.tick()).isEqualTo(90);
      var _ = run.toTheEnd();
    }

    try (LeatTest clock = LeatTest.of(StoryTest::clocked)) {
      clock.appendHistory(workspace).advance(Duration.ofMinutes(1));

      assertThat(clock.values("minutes/00")).hasSize(59);
      assertThat(clock.values("minutes/01")).hasSize(32);
      clock.expectDeterministic();
    }
  }

  @Test
  void optionsOfANodeThatIsLeftOutAreNoPartOfItsHistory(@TempDir Path workspace) {
    try (Leat real = Leat.open(workspace, Shop.graph())) {
      real.append("rate", Value.parse("2"));
      real.append("count.limit", Value.parse("7"));
    }

    leat.with(graph -> graph.without("count")).appendHistory(workspace);

    assertThat(leat.values("count.limit")).isEmpty();
  }

  @Test
  void manyRootsAreOneBatch() {
    leat.append(
        List.of(
            new Root("rate", Value.parse("3")),
            new Root("order/a", Value.of(Shop.ORDER, new Order("Ann", 1)))));

    leat.expect("price/a", new Price("Ann", 3));
  }
}
