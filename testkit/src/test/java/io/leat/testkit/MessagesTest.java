package io.leat.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.testkit.Shop.Order;
import io.leat.testkit.Shop.Price;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an author reads when an expectation is not fulfilled. */
final class MessagesTest {
  private final LeatTest leat = LeatTest.of(Shop::graph);

  @AfterEach
  void close() {
    leat.close();
  }

  private static void says(ThrowingCallable expectation, String... lines) {
    assertThatThrownBy(expectation)
        .isInstanceOf(AssertionError.class)
        .satisfies(
            e ->
                org.assertj.core.api.Assertions.assertThat(String.valueOf(e.getMessage()).lines())
                    .containsExactlyElementsOf(Arrays.asList(lines)));
  }

  @Test
  void anotherValue() {
    leat.append("rate", 2).append("order/a", new Order("Ann", 30));

    says(
        () -> leat.expect("price/a", new Price("Ann", 61)),
        "expected on price/a",
        "    {\"cents\":61,\"customer\":\"Ann\"}",
        "but there was",
        "    {\"cents\":60,\"customer\":\"Ann\"}",
        "they differ in value 1 at /cents: expected 61, but it is 60",
        "what happened:",
        "    the engine started",
        "    rate came: 2",
        "    order/a came: {\"amount\":30,\"customer\":\"Ann\"}",
        "      price {id=a} ran",
        "        published price/a: {\"cents\":60,\"customer\":\"Ann\"}",
        "      count ran");
  }

  @Test
  void nothingForWantOfAnInput() {
    leat.append("order/a", new Order("Ann", 30));

    says(
        () -> leat.expect("price/a", new Price("Ann", 60)),
        "expected on price/a",
        "    {\"cents\":60,\"customer\":\"Ann\"}",
        "but there was",
        "    nothing",
        "node price publishes there, and did not run: it requires rate, where nothing is",
        "what happened:",
        "    the engine started",
        "    order/a came: {\"amount\":30,\"customer\":\"Ann\"}");
  }

  @Test
  void nothingBecauseTheNodeFailed() {
    leat.append("rate", 2).append("order/a", new Order("Ann", -1));

    says(
        () -> leat.expect("price/a", new Price("Ann", 60)),
        "expected on price/a",
        "    {\"cents\":60,\"customer\":\"Ann\"}",
        "but there was",
        "    nothing",
        "node price publishes there, and failed",
        "what happened:",
        "    the engine started",
        "    rate came: 2",
        "    order/a came: {\"amount\":-1,\"customer\":\"Ann\"}",
        "      price {id=a} ran",
        "        price {id=a} failed: IllegalArgumentException: nobody orders -1");
  }

  @Test
  void moreOrLessRan() {
    leat.append("rate", 2).append("order/a", new Order("Ann", 30));

    says(
        () -> leat.expectRan("price", "price {id=b}"),
        "expected to run: price, price {id=b}",
        "but did not run: price {id=b}",
        "but ran too: count",
        "what happened:",
        "    the engine started",
        "    rate came: 2",
        "    order/a came: {\"amount\":30,\"customer\":\"Ann\"}",
        "      price {id=a} ran",
        "        published price/a: {\"cents\":60,\"customer\":\"Ann\"}",
        "      count ran");
  }

  @Test
  void aTopicOrNodeThatThereIsNot() {
    says(
        () -> leat.expectNothing("prize/a"),
        "no node publishes to prize/a; nodes publish to price/{id}, total/large");
    says(() -> leat.expectRan("prize"), "there is no node prize; the nodes are price, count");
  }
}
