package io.leat.nodes.value;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValueTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  @ParameterizedTest
  @CsvSource({
    "1.0, 1",
    "6.40, 6.4",
    "-0, 0",
    "-0.0, 0",
    "0e9999999, 0",
    "1e3, 1000",
    "1.5E+3, 1500",
    "12345678901234567890123, 12345678901234567890123",
    "0.1, 0.1",
    "0.1000000000000000055511151231257827, 0.1000000000000000055511151231257827",
    "0.000001, 0.000001",
    "0.0000001, 1e-7",
    "0.00000012, 1.2e-7",
    "1.2e-300, 1.2e-300",
    "-1.20e-8, -1.2e-8",
    "123456789.125, 123456789.125",
    "9007199254740993, 9007199254740993",
    "100000000000000000000.5, 100000000000000000000.5"
  })
  void numbersAreWrittenInTheirShortestExactForm(String written, String canonical) {
    assertThat(Value.parse(written.getBytes(UTF_8))).hasToString(canonical);
    assertThat(Value.parse(canonical.getBytes(UTF_8))).hasToString(canonical);
    assertThat(Value.parse(("[" + written + "]").getBytes(UTF_8)))
        .hasToString("[" + canonical + "]");
    assertThat(Value.of(JSON.numberNode(new BigDecimal(written)))).hasToString(canonical);
  }

  @Test
  void hugeNumbersStayExactUpToABound() {
    assertThat(Value.parse("1e400")).hasToString("1" + "0".repeat(400));

    for (String bomb :
        List.of("1e1001", "1e-1001", "1e999999999", "9".repeat(1001), "1e99999999999")) {
      assertThatThrownBy(() -> Value.parse(bomb)).isInstanceOf(Invalid.class);
    }
    assertThatThrownBy(() -> Value.of(JSON.numberNode(BigInteger.TWO.pow(1 << 20))))
        .hasMessageContaining("string");
    assertThatThrownBy(() -> Value.of(JSON.numberNode(new BigDecimal("1e999999999"))))
        .hasMessageContaining("exponent");
    assertThatThrownBy(() -> Value.of(Type.NUMBER, Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void keysAreInOrderOfTheirBytes() {
    String json = "{\"b\":1,\"\\ud835\\udd38\":2,\"\uff21\":3,\"a\":{\"d\":[],\"c\":{}}}";

    assertThat(Value.parse(json))
        .hasToString("{\"a\":{\"c\":{},\"d\":[]},\"b\":1,\"\uff21\":3,\"\ud835\udd38\":2}");
  }

  @Test
  void stringsAreEscapedAsLittleAsCanBe() {
    assertThat(Value.parse("\"\\u0041\\/\\n\\u0001\\u001F\\u007f\\\"\\\\\\u00e9\""))
        .hasToString("\"A/\\n\\u0001\\u001f\u007f\\\"\\\\é\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "01",
        "+1",
        ".5",
        "1.",
        "NaN",
        "Infinity",
        "nul",
        "'a'",
        "\"a",
        "\"\t\"",
        "1 2",
        "{} []",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "\"\\ud800\"",
        "\"\\udc00x\"",
        "{\"\\ud800\":1}",
        "/*c*/1",
        "\ufeff1",
        "{a:1}",
        "tru"
      })
  void whatIsNotOneJsonValueIsRefused(String text) {
    assertThatThrownBy(() -> Value.parse(text.getBytes(UTF_8))).isInstanceOf(Invalid.class);
  }

  @Test
  void refusalsNameLineAndColumn() {
    assertThatThrownBy(() -> Value.parse("{\"a\": 1,\n \"a\": 2}"))
        .hasMessageContaining("'a' is given twice")
        .hasMessageContaining("line 2, column 7");
    assertThatThrownBy(() -> Value.parse("{\n  oops}")).hasMessageContaining("line 2, column 3");
  }

  @Test
  void refusalsAreInOurWordsNotInThoseOfTheParser() {
    assertThatThrownBy(() -> Value.parse("[NaN]"))
        .hasMessage("not JSON at column 5: NaN is no number that JSON knows");
    assertThatThrownBy(() -> Value.parse("oops"))
        .hasMessage(
            "not JSON at column 1: 'oops' is neither a number, true, false or null, nor begins a"
                + " text, a list or an object");
    assertThatThrownBy(() -> Value.parse("{"))
        .hasMessage(
            "not JSON at column 2: Unexpected end-of-input: expected close marker for Object");
    assertThatThrownBy(() -> Value.parse("\"" + "x".repeat(Value.BYTES_MAX + 1) + "\""))
        .hasMessageStartingWith("not JSON to keep: a text of more than 16777216 characters");
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    assertThatThrownBy(() -> Value.parse(new byte[] {'"', (byte) 0xc3, '"'}))
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(
            () -> Value.parse(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
        .hasMessageContaining("UTF-8");
  }

  @Test
  void depthAndSizeAreBounded() {
    Value.parse("[".repeat(100) + "]".repeat(100));

    assertThatThrownBy(() -> Value.parse("[".repeat(101) + "]".repeat(101)))
        .hasMessageContaining("100");
    assertThatThrownBy(() -> Value.parse("[".repeat(1_000_000))).hasMessageContaining("100");
    assertThatThrownBy(
            () ->
                Value.of(
                    JSON.arrayNode().add(Value.parse("[".repeat(100) + "]".repeat(100)).json())))
        .hasMessageContaining("100");
    assertThatThrownBy(() -> Value.parse(new byte[Value.BYTES_MAX + 1]))
        .hasMessageContaining("16777216");
  }

  @Test
  void codeSeesTheSameTreeHoweverTheValueArrived() {
    ObjectNode tree = JSON.objectNode();
    tree.put("z", 1L).put("float", 6.4f).put("double", 1e22).put("zero", -0.0);
    tree.put("decimal", new BigDecimal("6.40")).put("big", BigInteger.TEN).putArray("a").add(2.0);
    Value made = Value.of((JsonNode) tree);

    Value parsed = Value.parse(tree.toString());
    Value recovered = Value.encoded(made.bytes());

    assertThat(parsed).isEqualTo(made);
    assertThat(recovered.json()).isEqualTo(made.json()).isEqualTo(parsed.json());
    assertThat(names(made)).containsExactly("a", "big", "decimal", "double", "float", "z", "zero");
    assertThat(names(recovered)).isEqualTo(names(made));
  }

  private static List<String> names(Value value) {
    var names = new ArrayList<String>();
    value.json().fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void nobodyChangesWhatAnotherSees() {
    ObjectNode mine = JSON.objectNode().put("a", 1);
    Value value = Value.of((JsonNode) mine);

    mine.put("a", 2);

    assertThat(value).hasToString("{\"a\":1}");
    assertThat(value.json().path("a").intValue()).isEqualTo(1);
    assertThatThrownBy(() -> ((ObjectNode) value.json()).put("a", 3))
        .isInstanceOf(UnsupportedOperationException.class);
    ObjectNode copy = value.json().deepCopy();
    assertThat(copy.put("a", 3)).isNotEqualTo(value.json());
  }

  @Test
  void nativeValuesComeBackAsTheyWent() {
    for (double number :
        new double[] {0, 1, -1.5, 6.4, 1e22, 1e-7, Double.MIN_VALUE, Double.MAX_VALUE}) {
      Value value = Value.of(Type.NUMBER, number);
      assertThat(Value.encoded(value.bytes()).as(Type.NUMBER)).isEqualTo(number);
      assertThat(Value.parse(value.toString())).isEqualTo(value);
    }
    assertThat(Value.of(Type.NUMBER, -0.0).as(Type.NUMBER)).isEqualTo(0.0);
    assertThat(Value.of(Type.INTEGER, Long.MIN_VALUE)).hasToString("-9223372036854775808");
    assertThat(Value.encoded(Value.of(Type.STRING, "a\n\ud835\udd38").bytes()).as(Type.STRING))
        .isEqualTo("a\n\ud835\udd38");
    assertThat(Value.of(Type.STRING, null)).isEqualTo(Value.NULL);
    assertThatThrownBy(() -> Value.parse("\"x\"").as(Type.INTEGER))
        .hasMessageContaining("\"x\"")
        .hasMessageContaining("integer");
  }

  @Test
  void theFastAndTheLongWayAgreeOnRandomValues() {
    for (long seed = 0; seed < 3000; seed++) {
      var random = new SplittableRandom(seed);
      String text = randomJson(random, 3);
      Value made = Value.of(JsonTree.parse(text));

      assertThat(
              JsonScan.canonical(made.bytes())
                  || made.toString().contains("e-")
                  || made.toString().contains("\\"))
          .as("seed %d: %s is seen to be canonical", seed, made)
          .isTrue();
      if (JsonScan.canonical(text.getBytes(UTF_8))) {
        assertThat(made).as("seed %d", seed).hasToString(text);
      }
      assertThat(Value.parse(made.bytes())).as("seed %d", seed).isEqualTo(made);
      assertThat(Value.encoded(made.bytes()).json()).as("seed %d", seed).isEqualTo(made.json());
    }
  }

  private static String randomJson(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 7)) {
      case 0 -> List.of("null", "true", "false").get(random.nextInt(3));
      case 1 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 2 -> Double.toString((random.nextInt(2000) - 1000) / Math.pow(10, random.nextInt(9)));
      case 3 ->
          new BigDecimal(BigInteger.valueOf(random.nextLong()), random.nextInt(40) - 20).toString();
      case 4 -> JSON.textNode(randomText(random)).toString();
      case 5 -> {
        var elements = new ArrayList<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
          elements.add(randomJson(random, depth - 1));
        }
        yield "[" + String.join(",", elements) + "]";
      }
      default -> {
        var names = new HashSet<String>();
        for (int i = random.nextInt(4); i > 0; i--) {
          names.add(JSON.textNode(randomText(random)).toString());
        }
        var fields = new ArrayList<String>();
        for (String name : names) {
          fields.add(name + ":" + randomJson(random, depth - 1));
        }
        yield "{" + String.join(",", fields) + "}";
      }
    };
  }

  private static String randomText(SplittableRandom random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.appendCodePoint(
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x80 + random.nextInt(0x700);
            case 2 -> 0xe000 + random.nextInt(0x1ff0);
            default -> 0x10000 + random.nextInt(0x1000);
          });
    }
    return text.toString();
  }

  @Test
  void bytesThatOneReaderChangesAreTheSameForTheNext() {
    Value value = Value.parse("\"AAE=\"");

    Objects.requireNonNull(value.as(Type.BYTES))[0] = 7;

    assertThat(value.as(Type.BYTES)).containsExactly(0, 1);
  }

  /** Counts how often it is made. */
  record Counted(int n) {
    static int made;

    Counted {
      made++;
    }
  }

  @Test
  void aValueIsDecodedOnceForItsCheckAndAllItsReaders() {
    Type<Counted> type = Type.of("counted", Counted.class);
    Type<Counted> small = type.where("small", "a small n", counted -> counted.n() < 10);
    Value value = Value.parse("{\"n\":3}");
    Counted.made = 0;

    small.check(value);

    assertThat(value.as(small)).isSameAs(value.as(Type.of("other", Counted.class)));
    assertThat(Counted.made).isEqualTo(1);
  }
}
