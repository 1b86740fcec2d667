package io.leat.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.processor.Compilation.Complaint;
import org.junit.jupiter.api.Test;

/** Graphs that do not fit are refused while they are compiled, at the element that is wrong. */
final class RefusalsTest {

  private static void refuses(String body, String line, String message) {
    String source =
        """
        @Nodes
        @Topic(value = "order/{id}", type = "ORDER")
        @Topic("rules")
        class Shop {
          record Order(String id, double sum) {}
          record Bill(double sum) {}
          static final Type<Order> ORDER = Type.of("order", Order.class);
          private static final Type<Bill> HIDDEN = Type.of("bill", Bill.class);
        """;

    assertThat(Compilation.of("Shop", source + body + "}\n").complaints())
        .containsExactly(new Complaint(line, message));
  }

  @Test
  void aSubscriberOfAnotherTypeThanTheProduct() {
    refuses(
        """
        @Node @Out("bill/{id}") static Bill bill(@In("order/{id}") Order order) { return new Bill(1); }
        @Node static void pay(
            @In("bill/{id}")
            Order bill) {}
        """,
        "Order bill) {}",
        "node pay, input bill: reads values of type Order, but topic bill/{id} is of type Bill;"
            + " make them one");
  }

  @Test
  void aProductOfAnotherTypeThanItsTopic() {
    refuses(
        """
        @Node @Out("order/{id}") static Bill bill(@In("rules") JsonNode rules) { return new Bill(1); }
        """,
        "@Node @Out(\"order/{id}\") static Bill bill(@In(\"rules\") JsonNode rules) { return new"
            + " Bill(1); }",
        "node bill, output order: publishes values of type Bill, but topic order/{id} is of type"
            + " Order; make them one");
  }

  @Test
  void aTopicThatIsNone() {
    refuses(
        """
        @Node static void pay(
            @In("ordr/{id}")
            Order order) {}
        """,
        "Order order) {}",
        "node pay, input order: reads 'ordr/{id}', which is no topic of this graph; did you mean"
            + " order/{id}?");
  }

  @Test
  void aNameGivenTwice() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order) {}
        @Node(name = "pay") static void again(@In("order/{id}") Order order) {}
        """,
        "@Node(name = \"pay\") static void again(@In(\"order/{id}\") Order order) {}",
        "node pay: the name is given twice; give each node a name of its own");
  }

  @Test
  void aCycle() {
    refuses(
        """
        @Node @Out("a/{id}") static Bill a(@In("b/{id}") Bill bill) { return bill; }
        @Node @Out("b/{id}") static Bill b(@In("a/{id}") Bill bill) { return bill; }
        """,
        "@Node @Out(\"a/{id}\") static Bill a(@In(\"b/{id}\") Bill bill) { return bill; }",
        "node a: cycle: a -> b -> a; break it by reading one of these topics elsewhere");
  }

  @Test
  void anOptionWithoutDefaultThatDoesNotSaySo() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            @Option double fee) {}
        """,
        "@Option double fee) {}",
        "node pay, parameter fee: the option has no default; give defaultValue, or say mustBeSet ="
            + " true if every run has to set it");
  }

  @Test
  void aDefaultThatIsNotOfItsType() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            @Option(defaultValue = "1.5") int days) {}
        """,
        "@Option(defaultValue = \"1.5\") int days) {}",
        "node pay, parameter days: the default '1.5' is refused: the value 1.5 cannot be read as"
            + " integer: expected a whole number that fits an int; write it as JSON");
  }

  @Test
  void aDefaultThatIsNoJson() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            @Option(defaultValue = "often") double fee) {}
        """,
        "@Option(defaultValue = \"often\") double fee) {}",
        "node pay, parameter fee: the default 'often' is refused: not JSON at column 1:"
            + " 'often' is neither a number, true, false or null, nor begins a text, a list or an"
            + " object; write it as JSON");
  }

  @Test
  void aTypeThatNoFieldHolds() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            @Option(defaultValue = "1", type = "ODER") double fee) {}
        """,
        "@Option(defaultValue = \"1\", type = \"ODER\") double fee) {}",
        "node pay, parameter fee: type names no static field Type<…> of class Shop, 'ODER'; did you"
            + " mean ORDER?");
  }

  @Test
  void aTypeThatTheGeneratedClassCannotSee() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            @Option(defaultValue = "{}", type = "HIDDEN") Bill bill) {}
        """,
        "@Option(defaultValue = \"{}\", type = \"HIDDEN\") Bill bill) {}",
        "node pay, parameter bill: the field HIDDEN is private, and the generated class reads it;"
            + " leave `private` out");
  }

  @Test
  void aParameterThatNothingIsSaidOf() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            Locale locale) {}
        """,
        "Locale locale) {}",
        "node pay, parameter locale: it has no annotation; expected one of @In, @Option, @Own,"
            + " @Bound, @Trigger, @Key, and collaborators in the constructor of the class");
  }

  @Test
  void aParameterThatIsNoValue() {
    refuses(
        """
        @Node static void pay(
            @In("order/{id}") Map<String, Order> orders) {}
        """,
        "@In(\"order/{id}\") Map<String, Order> orders) {}",
        "node pay, parameter orders: Map is no value of an input; expected "
            + JavaTypes.VALUES
            + ", or an Optional or From of one");
  }

  @Test
  void aResultThatCannotBePublished() {
    refuses(
        """
        @Node @Out("bill/{id}")
        static Locale bill(@In("order/{id}") Order order) { return Locale.ROOT; }
        """,
        "static Locale bill(@In(\"order/{id}\") Order order) { return Locale.ROOT; }",
        "node bill, output bill: Locale cannot be published; expected "
            + JavaTypes.VALUES
            + ", or an Optional, List or At of one");
  }

  @Test
  void aResultThatGoesNowhere() {
    refuses(
        "@Node static Bill bill(@In(\"order/{id}\") Order order) { return new Bill(1); }\n",
        "@Node static Bill bill(@In(\"order/{id}\") Order order) { return new Bill(1); }",
        "node bill: it returns Bill, and nothing says where that is published; add @Out(\"topic\"),"
            + " or return void");
  }

  @Test
  void anInstanceThatCannotBeMade() {
    refuses(
        """
        private Shop() {}
        @Node void pay(@In("order/{id}") Order order) {}
        """,
        "class Shop {",
        "node pay is a method of an instance of Shop: expected one constructor that is not private,"
            + " found 0; leave one, or make the method static");
  }

  @Test
  void aPatternThatIsNone() {
    refuses(
        """
        @Node static void pay(
            @In("order/{id") Order order) {}
        """,
        "@In(\"order/{id\") Order order) {}",
        "node pay, input order: topic 'order/{id' mixes a variable or wildcard with text in '{id';"
            + " it must be a whole segment");
  }

  @Test
  void twoNodesThatPublishToTheSameTopics() {
    refuses(
        """
        @Node @Out("bill/{id}") static Bill bill(@In("order/{id}") Order order) { return new Bill(1); }
        @Node @Out("bill/{no}")
        static Bill copy(@In("order/{no}") Order order) { return new Bill(1); }
        """,
        "static Bill copy(@In(\"order/{no}\") Order order) { return new Bill(1); }",
        "node copy, output bill: publishes to bill/{no}, but node bill does too (bill/{id}); a"
            + " topic has one source");
  }

  @Test
  void aLastProductThatIsNotWhatIsPublished() {
    refuses(
        """
        @Node @Out("total") static long count(@In("order/*") Order order,
            @Own Optional<Integer> total) { return 1; }
        """,
        "@Own Optional<Integer> total) { return 1; }",
        "node count, parameter total: output total publishes Long; expected Optional<Long>, not"
            + " Optional<Integer>");
  }

  @Test
  void aVariableThatNoInputHas() {
    refuses(
        """
        @Node static void pay(@In("order/{id}") Order order,
            @Bound String ib) {}
        """,
        "@Bound String ib) {}",
        "node pay, parameter ib: no input has the variable 'ib'; did you mean id?");
  }

  @Test
  void aPrivateMethod() {
    refuses(
        "@Node private static void pay(@In(\"order/{id}\") Order order) {}\n",
        "@Node private static void pay(@In(\"order/{id}\") Order order) {}",
        "node pay: the method is private, and the generated class calls it; leave `private` out");
  }

  @Test
  void aGraphWithoutNodes() {
    refuses(
        "",
        "class Shop {",
        "class Shop: expected a method with @Node; add one, or name the classes that have some in"
            + " @Nodes(with)");
  }
}
