package io.leat.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.processor.Compilation.Complaint;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many mistakes in one class are told in one compilation, each at its element. */
final class MistakesTest {

  private static List<Complaint> complaints(String body) {
    return Compilation.of(
            "Shop",
            """
            @Nodes
            @Topic(value = "order/{id}", type = "ORDER")
            @Topic("rules")
            class Shop {
              record Order(String id, double sum) {}
              record Bill(double sum) {}
              static final Type<Order> ORDER = Type.of("order", Order.class);
            """
                + body
                + "}\n")
        .complaints();
  }

  private static Complaint at(String line, String message) {
    return new Complaint(line, message);
  }

  @Test
  void mistakesOfParameters() {
    assertThat(
            complaints(
                """
                @Node(name = "two") static void several(
                  @In("rules") @Bound JsonNode rules,
                  @In("rules") JsonNode hashCode) {}
                @Node @Out("total") static long fold(@In("order/*") Order order,
                  @Own long total,
                  @Own("totl") Optional<Long> other,
                  @Bound int id,
                  @Trigger int by,
                  @Key String key) { return 1; }
                @Node static void none(@In("order/*") Order order,
                  @Own Optional<Long> total) {}
                @Node static void options(@In("order/*") Order order,
                  @Option(defaultValue = "1", mustBeSet = true) int days,
                  @Option(defaultValue = "{}") Map<String, String> map,
                  @Option(defaultValue = "1", type = "ORDER") double fee) {}
                @Node(kind = io.leat.nodes.Kind.EFFECT) static void tell(@In("order/*") Order order,
                  @Key int key,
                  @Key(-1) String before) {}
                """))
        .containsExactlyInAnyOrder(
            at(
                "@In(\"rules\") @Bound JsonNode rules,",
                "node two, parameter rules: it has several annotations; expected one of @In,"
                    + " @Option, @Own, @Bound, @Trigger, @Key, and collaborators in the constructor"
                    + " of the class"),
            at(
                "@In(\"rules\") JsonNode hashCode) {}",
                "node two, parameter hashCode: the name is taken in records; choose another"),
            at(
                "@Own long total,",
                "node fold, parameter total: long cannot be its own last product, for at first"
                    + " there is none; expected an Optional"),
            at(
                "@Own(\"totl\") Optional<Long> other,",
                "node fold, parameter other: there is no output 'totl'; did you mean total?"),
            at(
                "@Bound int id,",
                "node fold, parameter id: int cannot hold a pattern variable; expected a String, or"
                    + " a Binding for all of them"),
            at(
                "@Trigger int by,",
                "node fold, parameter by: int cannot hold the name of the trigger; expected a"
                    + " String"),
            at(
                "@Key String key) { return 1; }",
                "node fold, parameter key: only an effect has keys; say @Node(kind = EFFECT), or"
                    + " leave the parameter out"),
            at(
                "@Own Optional<Long> total) {}",
                "node none, parameter total: the node publishes nothing that could be its own;"
                    + " leave @Own out"),
            at(
                "@Option(defaultValue = \"1\", mustBeSet = true) int days,",
                "node options, parameter days: the option has a default and must be set; expected"
                    + " one of both"),
            at(
                "@Option(defaultValue = \"{}\") Map<String, String> map,",
                "node options, parameter map: Map is no value of an option; expected "
                    + JavaTypes.VALUES),
            at(
                "@Option(defaultValue = \"1\", type = \"ORDER\") double fee) {}",
                "node options, parameter fee: it is a Double, but type ORDER has values of Order;"
                    + " expected the same"),
            at(
                "@Key int key,",
                "node tell, parameter key: int cannot hold a key; expected a String, or an"
                    + " IntFunction<String> for the key of each"),
            at(
                "@Key(-1) String before) {}",
                "node tell, parameter before: the place -1 of a key is below 0"));
  }

  @Test
  void mistakesOfMethodsAndResults() {
    assertThat(
            complaints(
                """
                record Half(@Out("half") String half, String rest) {}
                @Node
                static <T> void generic(@In("rules") JsonNode rules) {}
                @Node @Out("void")
                static void silent(@In("rules") JsonNode rules) {}
                @Node
                static Half half(@In("rules") JsonNode rules) { return new Half("", ""); }
                @Node @Out("both")
                static Half both(@In("rules") JsonNode rules) { return new Half("", ""); }
                """))
        .extracting(Complaint::message)
        .contains(
            "node generic: the method has type parameters; expected the types of its values, such"
                + " as Quake",
            "node silent: @Out says where to publish, but the method returns void; return a value,"
                + " or leave @Out out",
            "node half: component rest of what it returns has no @Out; say where it is published",
            "node both: the method has @Out, and the components of what it returns have too;"
                + " expected one of both");
  }

  @Test
  void mistakesOfTheWholeAreToldTogetherInTheWordsOfTheBuilder() {
    assertThat(
            Compilation.of(
                    "Shop",
                    """
                    @Nodes
                    @Topic("order/{id}")
                    @Topic("shop/{region}")
                    @Topic("fx")
                    @Topic(value = "tick", every = "1ms")
                    @Renamed(from = "pay", to = "payy")
                    class Shop {
                      @Node(attempts = 3, backoff = "soon", timeout = "late", beside = -1)
                      static void pay(@In("order/{id}") JsonNode order) {}
                      @Node
                      static void join(@In("order/{id}") JsonNode order,
                          @In("shop/{region}") JsonNode shop,
                          @In("fx") JsonNode fx) {}
                      @Node
                      static void look(@In(value = "fx", trigger = false) JsonNode fx) {}
                      @Node @Out("tick")
                      static String tick(@In("fx") JsonNode fx) { return ""; }
                    }
                    """)
                .complaints())
        .extracting(Complaint::message)
        .containsExactlyInAnyOrder(
            "topic tick: ticks every 1 ms; the least is 100 ms, in whole milliseconds",
            "renamed pay: is said to be 'payy' now, which is no node and no topic of this graph;"
                + " did you mean pay?",
            "node pay: expected a backoff such as 500ms, 10s or 5m, not 'soon'",
            "node pay: expected a timeout such as 500ms, 10s or 5m, not 'late'",
            "node pay: has a timeout, but runs on the engine's thread, which nobody can interrupt;"
                + " let it run beside (jobs: 1, @Node(beside = 1))",
            "node pay: beside must be at least 0, not -1",
            "node pay: is tried once; only commands, and nodes that are recorded or effects, are"
                + " tried again",
            "node join, input fx: triggers, but leaves id, region unbound, which no other input has"
                + " together; say trigger: false or add such an input",
            "node look: has no input that triggers, so nothing would ever invoke it",
            "node tick, output tick: publishes to tick, which the clock feeds; a topic has one"
                + " source");
  }

  @Test
  void mistakesOfATopicThatTheClockFeeds() {
    assertThat(
            Compilation.of(
                    "Shop",
                    """
                    @Nodes
                    @Topic(value = "a", every = "often")
                    @Topic(value = "b", every = "1s", distinct = true)
                    class Shop {
                      @Node static void look(@In("a") Instant at) {}
                    }
                    """)
                .complaints())
        .containsExactlyInAnyOrder(
            at(
                "class Shop {",
                "topic a: every is 'often'; expected a duration such as 500ms, 10s or 5m"),
            at(
                "class Shop {",
                "topic b: ticks are of type instant, and no two are equal; leave type and distinct"
                    + " out"));
  }
}
