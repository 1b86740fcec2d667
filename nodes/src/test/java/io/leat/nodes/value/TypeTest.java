package io.leat.nodes.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TypeTest {

  record Place(double lat, double lon) {}

  enum Level {
    LOW,
    HIGH
  }

  record Event(
      String id,
      int count,
      Place place,
      Instant at,
      Level level,
      @JsonProperty("net-work") String network,
      List<String> tags,
      @Nullable String note) {}

  private static final Type<Event> EVENT = Type.of("event", Event.class);

  private static final String JSON =
      "{\"at\":\"2026-11-20T10:00:00Z\",\"count\":3,\"id\":\"a\",\"level\":\"HIGH\","
          + "\"net-work\":\"ci\",\"note\":null,\"place\":{\"lat\":1.5,\"lon\":-2},\"tags\":[\"x\"]}";

  private static JsonNode json(String text) {
    return Value.parse(text).json();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          any      | null          | true
          any      | [1]           | true
          null     | null          | true
          null     | 0             | false
          boolean  | false         | true
          boolean  | "true"        | false
          integer  | 7             | true
          integer  | 7.0           | true
          integer  | 1e30          | true
          integer  | 7.5           | false
          number   | -7.5          | true
          number   | "7"           | false
          string   | ""            | true
          string   | null          | false
          object   | {}            | true
          object   | []            | false
          object   | null          | false
          bytes    | "aGk="        | true
          bytes    | "aGk"         | false
          bytes    | "aGl="        | false
          bytes    | ""            | true
          bytes    | "a*"          | false
          bytes    | null          | false
          instant  | "2026-11-20T10:00:00Z" | true
          instant  | "2026-11-20"  | false
          duration | "PT10S"       | true
          duration | "10s"         | false
          list<number>       | [1,2.5]    | true
          list<number>       | [1,"x"]    | false
          list<number>       | 1          | false
          list<list<string>> | [["a"],[]] | true
          list<list<string>> | [["a"],1]  | false
          """)
  void builtInTypesTakeWhatTheirNamesSay(String name, String value, boolean takes) {
    Type<?> type = new Types().find(name);

    assertThat(type).isNotNull();
    assertThat(type.refusal(Value.parse(value)) == null).isEqualTo(takes);
  }

  @Test
  void aRecordIsAnObjectType() {
    Event event = Value.parse(JSON).as(EVENT);

    assertThat(event)
        .isEqualTo(
            new Event(
                "a",
                3,
                new Place(1.5, -2),
                Instant.parse("2026-11-20T10:00:00Z"),
                Level.HIGH,
                "ci",
                List.of("x"),
                null));
    assertThat(Value.of(EVENT, event)).hasToString(JSON);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "id":"a"      | "idx":"a"       | id is missing
          "id":"a"      | "id":null       | id is null
          "id":"a"      | "id":7          | /id
          "count":3     | "count":"3"     | /count
          "count":3     | "count":3.5     | /count
          "count":3     | "count":3000000000 | /count
          "lat":1.5     | "lta":1.5       | place.lat is missing
          "lat":1.5     | "lat":null      | place.lat is null
          "HIGH"        | "MIDDLE"        | /level
          "HIGH"        | 0               | /level
          10:00:00Z     | noon            | is no Instant
          """)
  void whatIsNotTheRecordIsRefusedByPlace(String part, String wrong, String says) {
    assertThatThrownBy(() -> EVENT.check(Value.parse(JSON.replace(part, wrong))))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("is not of type event: expected an object for Event")
        .hasMessageContaining(says);
  }

  @Test
  void propertiesThatARecordLacksAreLeftAside() {
    Type<Place> place = Type.of("place", Place.class);

    assertThat(Value.parse("{\"lat\":1,\"lon\":2,\"depth\":3}").as(place))
        .isEqualTo(new Place(1, 2));
  }

  @Test
  void parentsAreCheckedFirstAndTheOneThatRefusesIsNamed() {
    Type<Double> magnitude =
        Type.NUMBER.where("magnitude", json("{\"minimum\":-2,\"maximum\":10}"));
    Type<Double> strong = magnitude.where("strong", "at least 6", m -> m >= 6);

    strong.check(Value.parse("6.4"));
    assertThatThrownBy(() -> strong.check(Value.parse("5")))
        .hasMessage("the value 5 is not of type strong: expected at least 6");
    assertThatThrownBy(() -> strong.check(Value.parse("11")))
        .hasMessageContaining("is not of type magnitude: must have a maximum value of 10")
        .hasMessageContaining("strong descends from it");
    assertThatThrownBy(() -> strong.check(Value.parse("\"x\"")))
        .hasMessageContaining("the value \"x\" is not of type number: expected a number");
    assertThat(strong.is(Type.NUMBER) && strong.is(Type.ANY) && !magnitude.is(strong)).isTrue();
    assertThat(Type.list(strong).is(Type.list(magnitude))).isTrue();
    assertThat(Type.list(magnitude).is(Type.list(strong))).isFalse();
  }

  @Test
  void aPredicateThatThrowsRefuses() {
    Type<String> odd =
        Type.STRING.where(
            "odd",
            "something",
            text -> {
              throw new IllegalStateException("boom on " + text);
            });

    assertThatThrownBy(() -> odd.check(Value.parse("\"x\""))).hasMessageContaining("boom on x");
  }

  @Test
  void longValuesAreShortenedInMessages() {
    Value value = Value.parse("\"" + "x".repeat(10_000) + "\"");

    assertThatThrownBy(() -> Type.NUMBER.check(value))
        .satisfies(e -> assertThat(String.valueOf(e.getMessage()).length()).isLessThan(200));
  }

  @Test
  void schemasFetchNothingAndAreCheckedThemselves() {
    for (String schema :
        List.of(
            "{\"$ref\":\"https://example.com/a.json\"}",
            "{\"properties\":{\"a\":{\"$ref\":\"file:///etc/passwd\"}}}",
            "{\"$schema\":\"http://json-schema.org/draft-07/schema#\"}",
            "{\"type\":\"nonsense\"}",
            "{\"minimum\":\"x\"}",
            "[]",
            "7")) {
      assertThatThrownBy(() -> Type.ANY.where("t", json(schema)))
          .as(schema)
          .isInstanceOf(Invalid.class);
    }
    Type.ANY
        .where("t", json("{\"$defs\":{\"a\":{\"type\":\"number\"}},\"$ref\":\"#/$defs/a\"}"))
        .check(Value.parse("1"));
  }

  @Test
  void namesOfTypesAreWordsAndNotBuiltIn() {
    assertThatThrownBy(() -> Type.NUMBER.where("a b", "x", _ -> true))
        .hasMessageContaining("'a b'");
    assertThatThrownBy(() -> Type.NUMBER.where("string", "x", _ -> true))
        .hasMessage("type 'string' is built in; choose another name");
  }

  @Test
  void aTypeMayBeHandedAsAnotherClass() {
    assertThat(Value.parse("12345678901234567890123").as(Type.INTEGER.as(BigInteger.class)))
        .isEqualTo(new BigInteger("12345678901234567890123"));
    assertThat(Value.parse("7").as(Type.INTEGER.as(Integer.class))).isEqualTo(7);
    assertThat(Value.of(Type.DURATION, Duration.ofMinutes(90))).hasToString("\"PT1H30M\"");
    assertThat(Value.of(Type.BYTES, new byte[] {104, 105})).hasToString("\"aGk=\"");
    assertThat(Value.of(Type.list(Type.NUMBER), List.of(1.0, 2.5))).hasToString("[1,2.5]");
    assertThat(Value.parse("[1,2.5]").as(Type.list(Type.NUMBER))).containsExactly(1.0, 2.5);
    assertThatThrownBy(() -> Value.parse("12345678901234567890123").as(Type.INTEGER))
        .hasMessageContaining("fits a long");
  }

  @Test
  void dataNamesNoClasses() {
    Type<Holder> holder = Type.of("holder", Holder.class);

    assertThatThrownBy(
            () ->
                holder.check(
                    Value.parse(
                        "{\"it\":{\"@class\":\"javax.swing.JEditorPane\",\"text\":\"x\"}}")))
        .isInstanceOf(Invalid.class);
  }

  /** What must never work: a class that lets data say which class to make. */
  record Holder(
      @com.fasterxml.jackson.annotation.JsonTypeInfo(
              use = com.fasterxml.jackson.annotation.JsonTypeInfo.Id.CLASS)
          Object it) {}
}
