package io.leat.testkit;

import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Mode;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Type;
import java.util.Objects;

/** A graph for tests: orders get a price once there is a rate; large ones are counted. */
final class Shop {
  static final Type<Order> ORDER = Type.of("order", Order.class);
  static final Type<Price> PRICE = Type.of("price", Price.class);

  record Order(String customer, long amount) {}

  record Price(String customer, long cents) {}

  private Shop() {}

  static Graph graph() {
    GraphBuilder g = Graph.builder();
    Topic<Order> orders = g.topic("order/{id}", ORDER);
    Topic<Long> rates = g.topic("rate", Type.INTEGER);
    Topic<Price> prices = g.topic("price/{id}", PRICE);
    Topic<Long> large = g.topic("total/large", Type.INTEGER);
    price(g.node("price"), orders, rates, prices);
    count(g.node("count"), prices, large);
    return g.build();
  }

  private static void price(
      NodeBuilder node, Topic<Order> orders, Topic<Long> rates, Topic<Price> prices) {
    Input<Order> order = node.input("order", orders);
    Input<Long> rate = node.input("rate", rates, Mode.LOOKUP, Mode.REQUIRED);
    Output<Price> price = node.output("price", prices);
    node.run(
        call -> {
          Order what = Objects.requireNonNull(call.get(order));
          if (what.amount < 0) {
            throw new IllegalArgumentException("nobody orders " + what.amount);
          }
          call.publish(
              price,
              new Price(what.customer, what.amount * Objects.requireNonNull(call.get(rate))));
        });
  }

  private static void count(NodeBuilder node, Topic<Price> prices, Topic<Long> large) {
    Input<Price> price = node.input("price", prices, "price/*");
    Option<Long> limit = node.option("limit", Type.INTEGER, 100L, Mode.LOOKUP);
    Output<Long> count = node.output("count", large);
    node.own();
    node.run(
        call -> {
          if (Objects.requireNonNull(call.get(price)).cents > call.get(limit)) {
            call.publish(count, call.own(count).orElse(0L) + 1);
          }
        });
  }
}
