package io.leat.processor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Kind;
import io.leat.nodes.Mode;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Topic;
import io.leat.nodes.file.GraphFile;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One graph in which everything is said that can be, said in three ways. */
final class SameGraphTest {
  @TempDir private Path folder;

  private static Graph annotated() throws ReflectiveOperationException {
    Compilation compiled =
        Compilation.of(
            "Shop",
            """
            @Nodes
            @Topic(value = "order/{id}", type = "ORDER")
            @Topic("rules")
            @Topic(value = "time/minute", every = "60s")
            @Topic(value = "price/{id}", distinct = true)
            @Renamed(from = "tell", to = "notify")
            @Renamed(from = "cost/{id}", to = "price/{id}")
            public final class Shop {
              static final Type<JsonNode> ORDER =
                  Type.ANY.where("order", Value.parse("{\\"required\\": [\\"sum\\"]}").json());
              static final Type<Double> FEE =
                  Type.NUMBER.where("fee", Value.parse("{\\"minimum\\": 0}").json());

              record Priced(@Out("price/{id}") JsonNode price, @Out("by/{clerk}") At<String> by) {}

              @Node(version = "2", onFailure = io.leat.nodes.Node.OnFailure.STOP)
              static Priced price(
                  @In("order/{id}") JsonNode order,
                  @In(value = "rules", trigger = false) Optional<JsonNode> rules,
                  @In(value = "time/minute", name = "now", trigger = false) Instant minute,
                  @Option(type = "FEE", defaultValue = "4.5") double fee,
                  @Option(mustBeSet = true, trigger = false) String shop,
                  @Own("price") Optional<JsonNode> last,
                  @Trigger String by) {
                return new Priced(order, At.of("clerk", "ann", by));
              }

              @Node(version = "7", kind = io.leat.nodes.Kind.EFFECT, attempts = 3, backoff = "1s",
                  timeout = "10s", beside = 4)
              static void notify(
                  @In("price/{id}") JsonNode price, @Key String key, @Key(1) String other,
                  @Key IntFunction<String> each) {
                throw new IllegalStateException(key + " " + other + " " + each.apply(7));
              }
            }
            """);
    assertThat(compiled.complaints()).isEmpty();
    Class<?> nodes = compiled.classes().loadClass("shop.ShopNodes");
    return (Graph) nodes.getMethod("graph").invoke(null);
  }

  private static Graph built() {
    GraphBuilder g = Graph.builder();
    Topic<JsonNode> orders =
        g.topic(
            "order/{id}", Type.ANY.where("order", Value.parse("{\"required\": [\"sum\"]}").json()));
    Topic<JsonNode> rules = g.topic("rules");
    var minute = g.time("time/minute", Duration.ofSeconds(60));
    Topic<JsonNode> prices = g.distinct("price/{id}", Type.ANY);
    g.renamed("tell", "notify").renamed("cost/{id}", "price/{id}");

    NodeBuilder price = g.node("price").version("2").onFailure(OnFailure.STOP).own().context();
    price.input("order", orders, Mode.REQUIRED);
    price.input("rules", rules, Mode.LOOKUP);
    price.input("now", minute, Mode.LOOKUP, Mode.REQUIRED);
    price.option("fee", Type.NUMBER.where("fee", Value.parse("{\"minimum\": 0}").json()), 4.5);
    price.option("shop", Type.STRING, Mode.LOOKUP);
    price.output("price", prices);
    price.output("by", "by/{clerk}", Type.STRING);
    price.run(_ -> {});

    NodeBuilder tell = g.node("notify").version("7").kind(Kind.EFFECT);
    tell.retry(3, Duration.ofSeconds(1)).input("price", prices, Mode.REQUIRED);
    tell.timeout(Duration.ofSeconds(10)).beside(4, _ -> {});
    return g.build();
  }

  private Graph written() throws Exception {
    return GraphFile.load(
        Files.writeString(
            folder.resolve("leat.yaml"),
            """
            types:
              order: {schema: {required: [sum]}}
              fee: {parent: number, schema: {minimum: 0}}
            topics:
              "order/{id}": {type: order}
              rules: {}
              time/minute: {every: 60s}
              "price/{id}": {distinct: true}
              "by/{clerk}": {type: string}
            nodes:
              price:
                version: "2"
                inputs:
                  order: {topic: "order/{id}", required: true}
                  rules: {topic: rules, trigger: false}
                  now: {topic: time/minute, trigger: false, required: true}
                options:
                  fee: {type: fee, default: 4.5}
                  shop: {type: string, trigger: false}
                outputs: {price: "price/{id}", by: "by/{clerk}"}
                own: true
                context: true
                on-failure: stop
                run: {command: [cat], mode: worker}
              notify:
                version: "7"
                kind: effect
                inputs: {price: {topic: "price/{id}", required: true}}
                retry: {attempts: 3, backoff: 1s}
                run: {command: [cat], mode: worker, timeout: 10s, jobs: 4}
            renamed:
              tell: notify
              "cost/{id}": "price/{id}"
            """));
  }

  @Test
  void itIsTheSameGraphWithTheSameIdentityInWhateverLanguageItsNodesAre() throws Exception {
    Graph built = built();

    assertThat(annotated().describe().toPrettyString())
        .isEqualTo(built.describe().toPrettyString());
    assertThat(written().describe().toPrettyString()).isEqualTo(built.describe().toPrettyString());
    assertThat(annotated().identity()).isEqualTo(built.identity());
    assertThat(written().identity()).isEqualTo(built.identity());
    assertThat(annotated().nodes().getLast().body().timeoutBeside())
        .isEqualTo(built.nodes().getLast().body().timeoutBeside())
        .isEqualTo(Duration.ofSeconds(10));
    assertThat(built.renames()).containsEntry("tell", "notify").hasSize(2);
  }
}
