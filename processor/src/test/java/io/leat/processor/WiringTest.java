package io.leat.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.Graph;
import io.leat.nodes.Handed;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the processor writes does what the annotations say. */
final class WiringTest {

  private static final String SHOP =
      """
      @Nodes
      @Topic(value = "order/{id}", type = "ORDER")
      @Topic("rules")
      public class Shop {
        public record Order(String id, double sum) {}
        static final Type<Order> ORDER = Type.of("order", Order.class);
        static final Type<Double> FEE = Type.NUMBER.where("fee", "at least 0", fee -> fee >= 0);
        private final String currency;

        public Shop(String currency) { this.currency = currency; }

        public record Billed(@Out("bill/{id}") String bill, @Out("copy/{at}") List<At<String>> copies) {}

        /**
         * Writes a bill; see {@link #count}.
         *
         * @param fee in percent
         * @return the bill and its copies
         */
        @Node(onFailure = io.leat.nodes.Node.OnFailure.STOP)
        public Billed bill(
            @In("order/{id}") Order order,
            @In(value = "rules", trigger = false) Optional<From<JsonNode>> rules,
            @Option(type = "FEE", defaultValue = "10") double fee,
            @Option(defaultValue = "net", trigger = false) String kind,
            @Bound String id,
            @Trigger String by) {
          String bill = id + " " + order.sum() * (1 + fee / 100) + currency + " " + kind + " by " + by;
          String rule = rules.map(from -> from.topic() + " " + from.value()).orElse("no rules");
          return new Billed(bill, List.of(At.of("at", "desk", rule), At.of("at", "file", null)));
        }

        @Node(version = "1", beside = 2, kind = io.leat.nodes.Kind.RECORDED)
        @Out("total")
        public static long count(@In("order/*") From<Order> order, @Own Optional<Long> total) {
          return total.orElse(0L) + order.topic().length();
        }
      }
      """;

  private static final Compilation SHOP_COMPILED = compiled();

  private static Compilation compiled() {
    Compilation compiled = Compilation.of("Shop", SHOP);
    assertThat(compiled.complaints()).isEmpty();
    return compiled;
  }

  private static Graph shop() throws ReflectiveOperationException {
    Class<?> nodes = SHOP_COMPILED.classes().loadClass("shop.ShopNodes");
    return (Graph) nodes.getMethod("graph", String.class).invoke(null, "€");
  }

  private static Node node(String name) throws ReflectiveOperationException {
    return Objects.requireNonNull(shop().node(name));
  }

  private static List<Product> run(Node node, @Nullable Value rules, @Nullable String context)
      throws Exception {
    var inputs = new @Nullable Value[node.inputs().size()];
    inputs[0] = Value.parse("{\"id\":\"7\",\"sum\":2}");
    var topics = new @Nullable String[inputs.length];
    topics[0] = node.inputs().getFirst().pattern().wild() ? "order/7" : null;
    if (inputs.length > 1) {
      inputs[1] = rules;
    }
    var own = new @Nullable Value[node.own() ? 1 : 0];
    List<Value> options =
        node.options().stream().map(o -> Objects.requireNonNull(o.fallback())).toList();
    Binding binding = node.variables().isEmpty() ? Binding.EMPTY : Binding.of("id", "7");
    try (Runner runner = node.body().open(node, Path.of(""))) {
      return runner.run(
          new Handed(
              0,
              node.name(),
              0,
              binding,
              Arrays.asList(inputs),
              Arrays.asList(topics),
              options,
              Arrays.asList(own),
              context,
              null));
    }
  }

  @Test
  void aNodeIsHandedWhatItsParametersSayAndPublishesWhatItReturns() throws Exception {
    List<Product> products = run(node("bill"), null, "order");

    assertThat(products)
        .containsExactly(
            new Product(0, Value.parse("\"7 2.2€ net by order\""), Binding.EMPTY),
            new Product(1, Value.parse("\"no rules\""), Binding.of("at", "desk")),
            new Product(1, Value.NULL, Binding.of("at", "file")));
  }

  @Test
  void anInputThatIsNullIsNotOneThatIsAbsent() throws Exception {
    assertThat(run(node("bill"), Value.NULL, "order").get(1).value())
        .isEqualTo(Value.parse("\"rules null\""));
  }

  @Test
  void aWildcardTellsWhereItsValueCameFrom() throws Exception {
    assertThat(run(node("count"), null, null))
        .containsExactly(new Product(0, Value.parse("7"), Binding.EMPTY));
  }

  @Test
  void whatIsSaidOfANodeIsPartOfTheGraph() throws Exception {
    Node bill = node("bill");
    Node count = node("count");

    assertThat(bill.onFailure()).isEqualTo(Node.OnFailure.STOP);
    assertThat(bill.context()).isTrue();
    assertThat(bill.own()).isFalse();
    assertThat(bill.inputs().getFirst().required()).isTrue();
    assertThat(bill.inputs().get(1).required()).isFalse();
    assertThat(bill.inputs().get(1).trigger()).isFalse();
    assertThat(bill.options().getFirst().type().name()).isEqualTo("fee");
    assertThat(bill.options().get(1).trigger()).isFalse();
    assertThat(bill.code()).matches("[0-9a-f]{64}");
    assertThat(count.code()).isEqualTo("1");
    assertThat(count.kind()).isEqualTo(Kind.RECORDED);
    assertThat(count.own()).isTrue();
    assertThat(count.body().beside()).isTrue();
  }

  @Test
  void theCodeOfANodeIsThatOfTheClassItIsWrittenIn() throws Exception {
    String changed = SHOP.replace("\"no rules\"", "\"none\"");
    Compilation other = Compilation.of("Shop", changed);
    Graph graph =
        (Graph)
            other
                .classes()
                .loadClass("shop.ShopNodes")
                .getMethod("graph", String.class)
                .invoke(null, "€");

    assertThat(Objects.requireNonNull(graph.node("bill")).code()).isNotEqualTo(node("bill").code());
    assertThat(Objects.requireNonNull(graph.node("count")).code()).isEqualTo("1");
    assertThat(shop().identity()).isEqualTo(shop().identity()).isNotEqualTo(graph.identity());
  }

  @Test
  void aTestPassesOnlyWhatHasNoDefault() throws Exception {
    ClassLoader classes = SHOP_COMPILED.classes();
    Class<?> nodes = classes.loadClass("shop.ShopNodes");
    Class<?> shop = classes.loadClass("shop.Shop");
    Class<?> order = classes.loadClass("shop.Shop$Order");
    Object given =
        nodes
            .getMethod("bill", order, String.class, String.class)
            .invoke(null, order.getConstructors()[0].newInstance("7", 2.0), "7", "order");
    Object instance = shop.getConstructor(String.class).newInstance("€");

    Object dear = given.getClass().getMethod("withFee", double.class).invoke(given, 50.0);

    assertThat(given.getClass().getMethod("fee").invoke(given)).isEqualTo(10.0);
    assertThat(dear.getClass().getMethod("run", shop).invoke(dear, instance).toString())
        .contains("7 3.0€ net by order");
  }

  @Test
  void theDocumentationOfTheMethodGoesAlong() {
    assertThat(SHOP_COMPILED.written("shop.ShopNodes"))
        .contains("Writes a bill; see {@link Shop#count}.")
        .contains("@param fee in percent")
        .doesNotContain("@return the bill");
  }

  @Test
  void aNullWhereNoneIsTakenFails() throws Exception {
    Node count = node("count");
    Node bill = node("bill");

    assertThat(count.inputs().getFirst().type().name()).isEqualTo("order");
    try (Runner runner = bill.body().open(bill, Path.of(""))) {
      assertThatThrownBy(
              () ->
                  runner.run(
                      new Handed(
                          0,
                          "bill",
                          0,
                          Binding.of("id", "7"),
                          Arrays.asList(Value.NULL, null),
                          Arrays.asList(null, null),
                          List.of(Value.parse("1"), Value.parse("\"net\"")),
                          List.of(),
                          "order",
                          null)))
          .hasMessageContaining("input order is null; mark its parameter @Nullable");
    }
  }
}
