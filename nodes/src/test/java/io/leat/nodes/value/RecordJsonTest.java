package io.leat.nodes.value;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records go straight to bytes and back where it makes no difference, and only there. */
final class RecordJsonTest {
  private static final int TIMES = 500;

  enum Kind {
    WATER,
    MILL
  }

  record Inner(double share, String name) {}

  record Everything(
      boolean truth,
      Boolean boxedTruth,
      byte tiny,
      short small,
      int whole,
      Integer boxedWhole,
      long large,
      Long boxedLarge,
      double fraction,
      Double boxedFraction,
      BigInteger huge,
      String text,
      Instant at,
      Duration took,
      LocalDate day,
      Kind kind,
      Inner inner,
      List<Inner> inners,
      List<Double> shares) {}

  record Compact(long a) {
    Compact {
      a = Math.abs(a);
    }
  }

  record Told(long a) {
    @Override
    public long a() {
      return a + 1;
    }
  }

  record Swapped(long a, long b) {
    Swapped(long a, long b) {
      this.a = b;
      this.b = a;
    }
  }

  record Spelled(long a, String b) {
    Spelled(long a, String b) {
      this.a = a;
      this.b = b;
    }
  }

  record Absent(long a, @Nullable String b) {}

  record Listing(List<String> names) {}

  record Renamed(@JsonProperty("b") long a) {}

  record Ignoring(long a, @JsonIgnore long b) {}

  record Getting(long a) {
    public long getDouble() {
      return 2 * a;
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  interface Shape {}

  record Circle(long radius) implements Shape {}

  record Rounded(float f) {}

  record Scaled(BigDecimal d) {}

  record Mapped(Map<String, Long> fields) {}

  record Tree(long a, List<Tree> below) {}

  record Json(JsonNode json) {}

  record Any(Object a) {}

  @Test
  void onlyRecordsWithNothingSpecialHaveAShape() {
    assertThat(shape(Everything.class)).isEqualTo(new RecordShape(Everything.class, true, false));
    assertThat(shape(Inner.class)).isEqualTo(new RecordShape(Inner.class, true, true));
    assertThat(shape(Spelled.class)).isEqualTo(new RecordShape(Spelled.class, true, true));
    assertThat(shape(Absent.class)).isEqualTo(new RecordShape(Absent.class, false, true));
    for (Class<?> inexact : List.of(Compact.class, Told.class, Swapped.class, Listing.class)) {
      assertThat(shape(inexact)).isEqualTo(new RecordShape(inexact, true, false));
    }
    for (Class<?> none :
        List.of(
            Renamed.class,
            Ignoring.class,
            Getting.class,
            Circle.class,
            Rounded.class,
            Scaled.class,
            Mapped.class,
            Tree.class,
            Json.class,
            Any.class,
            String.class)) {
      assertThat(shape(none)).as(none.getSimpleName()).isNull();
      // What Jackson would write besides does not matter to who reads.
      boolean read = none == Getting.class;
      assertThat(RecordShape.forReading(none) != null).as(none.getSimpleName()).isEqualTo(read);
    }
  }

  @Test
  void whatCannotDifferIsHandedOnAsItIsAndAllElseComesFromTheBytes() {
    Inner held = new Inner(0.5, "a");
    Inner negativeZero = new Inner(-0.0, "a");
    Swapped swapped = new Swapped(1, 2);

    assertThat(passedOn(held)).isSameAs(held);
    assertThat(passedOn(negativeZero)).isNotSameAs(negativeZero).isEqualTo(new Inner(0.0, "a"));
    assertThat(passedOn(swapped)).isNotSameAs(swapped).isEqualTo(new Swapped(2, 1));
    assertThat(passedOn(new Told(1))).extracting(Told::a).isEqualTo(3L);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void writesTheBytesThatATreeGives(long seed) {
    var random = new Random(seed);
    var codec = new ObjectCodec<>(Everything.class);
    var direct = Objects.requireNonNull(RecordWriter.of(Everything.class));
    for (int i = 0; i < TIMES; i++) {
      Everything object = everything(random);

      Object byTree = outcome(() -> codec.encodeByTree(object));
      assertThat(outcome(() -> codec.encode(object))).isEqualTo(byTree);
      assertThat(direct.encode(object, codec) != null).isEqualTo(byTree instanceof Value);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void readsTheRecordThatATreeGives(long seed) {
    var random = new Random(seed);
    var codec = new ObjectCodec<>(Everything.class);
    for (int i = 0; i < TIMES; i++) {
      ObjectNode tree = tree(random);
      Value value = Value.of(tree);

      assertThat(outcome(() -> codec.decode(Value.encoded(value.bytes()))))
          .isEqualTo(outcome(() -> codec.decodeByTree(value)));
    }
  }

  /** A record as JSON, and often something wrong with it. */
  private static ObjectNode tree(Random random) {
    var codec = new ObjectCodec<>(Everything.class);
    while (true) {
      try {
        ObjectNode tree = codec.encodeByTree(everything(random)).json().deepCopy();
        var names = new ArrayList<String>();
        tree.fieldNames().forEachRemaining(names::add);
        for (int i = random.nextInt(3); i > 0; i--) {
          spoil(random, random.nextInt(4) == 0 ? (ObjectNode) tree.get("inner") : tree, names);
        }
        return tree;
      } catch (Invalid | ClassCastException | NullPointerException e) {
        // It has what JSON cannot say, or is spoilt already: another one.
      }
    }
  }

  private static void spoil(Random random, ObjectNode object, List<String> names) {
    String name = random.nextInt(5) == 0 ? "other" : names.get(random.nextInt(names.size()));
    var make = JsonNodeFactory.instance;
    switch (random.nextInt(9)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.put(name, 5);
      case 3 -> object.put(name, 6.5);
      case 4 -> object.put(name, "5");
      case 5 -> object.put(name, true);
      case 6 -> object.set(name, make.objectNode().put("name", "x").put("share", 1));
      case 7 -> object.set(name, make.arrayNode().add(1).addNull());
      default -> object.put(name, BigInteger.TWO.pow(70));
    }
  }

  private static Everything everything(Random random) {
    return new Everything(
        random.nextBoolean(),
        random.nextBoolean(),
        (byte) random.nextInt(),
        (short) random.nextInt(),
        random.nextInt(),
        random.nextInt(),
        random.nextLong() >> random.nextInt(64),
        random.nextLong() >> random.nextInt(64),
        fraction(random),
        fraction(random),
        new BigInteger(random.nextInt(100) == 0 ? 3_400 : 90, random).negate(),
        text(random),
        Instant.ofEpochSecond(random.nextLong() >> 20, random.nextInt(1_000_000_000)),
        Duration.ofNanos(random.nextLong()),
        LocalDate.ofEpochDay(random.nextInt()),
        Kind.values()[random.nextInt(2)],
        inner(random),
        random.ints(random.nextInt(4)).mapToObj(_ -> inner(random)).toList(),
        random.nextInt(20) == 0
            ? Arrays.asList(1.0, null)
            : random.ints(random.nextInt(4)).mapToObj(_ -> fraction(random)).toList());
  }

  private static Inner inner(Random random) {
    return new Inner(fraction(random), text(random));
  }

  private static double fraction(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> -0.0;
      case 1 -> 0x1p53;
      case 2 -> 1e300;
      case 3 -> Double.MIN_VALUE;
      case 4 -> random.nextInt(9) == 0 ? Double.NaN : 1e-7;
      case 5 -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
      default -> random.nextInt(1_000_000) / Math.pow(10, random.nextInt(9));
    };
  }

  private static String text(Random random) {
    int length = random.nextInt(50) == 0 ? 7_900 + random.nextInt(300) : random.nextInt(12);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      switch (random.nextInt(12)) {
        case 0 -> text.append((char) random.nextInt(0x20));
        case 1 -> text.append("\"\\/\u007f".charAt(random.nextInt(4)));
        case 2 -> text.append((char) (0x80 + random.nextInt(0x1000)));
        case 3 -> text.append("\u2028\ufeff\ufffd\uffff".charAt(random.nextInt(4)));
        case 4 -> text.appendCodePoint(0x10000 + random.nextInt(0x100000));
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    if (random.nextInt(200) == 0) {
      text.insert(random.nextInt(length + 1), (char) (0xd800 + random.nextInt(0x800)));
    }
    return text.toString();
  }

  /** What comes of it, or what is said of why nothing does. */
  private static Object outcome(Supplier<Object> made) {
    try {
      return made.get();
    } catch (Invalid e) {
      return e.problems();
    }
  }

  private static <T> @Nullable T passedOn(T record) {
    @SuppressWarnings("unchecked") // The class of a T.
    var type = Type.of("passed-on", (Class<T>) record.getClass());
    return Value.of(type, record).as(type);
  }

  private static @Nullable RecordShape shape(Class<?> type) {
    return RecordShape.of(type, ObjectCodec.MAPPER);
  }
}
