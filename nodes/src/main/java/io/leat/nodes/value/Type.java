package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A name, perhaps a parent, and a predicate that every value of the type fulfils, after the
 * parent's. Says too as which Java class its values are handed to Java code. Immutable,
 * thread-safe. Equal by name, parent and predicate; a graph has one type of a name.
 *
 * <p>Null is a value like any other: only {@code any}, {@code null} and types whose predicates say
 * so take it.
 */
public final class Type<T> {

  /** What a predicate has against a value, as the end of a sentence; null if nothing. */
  private interface Rule {
    @Nullable String refusal(Value value);
  }

  /** Every value. */
  public static final Type<JsonNode> ANY = builtIn("any", Codec.TREE, _ -> null);

  /** Null alone. */
  public static final Type<JsonNode> NULL = builtIn("null", Codec.TREE, "n", "null");

  /** True and false. */
  public static final Type<Boolean> BOOLEAN =
      builtIn("boolean", Codec.BOOLEAN, "tf", "true or false");

  /** Numbers. Code sees the nearest double; {@code as(BigDecimal.class)} for all digits. */
  public static final Type<Double> NUMBER =
      builtIn("number", Codec.DOUBLE, "-0123456789", "a number");

  /** Whole numbers of any size; {@code as(BigInteger.class)} for those that fit no long. */
  public static final Type<Long> INTEGER = builtIn("integer", Codec.LONG, Type::whole);

  /** Strings of any length that a value may have. */
  public static final Type<String> STRING = builtIn("string", Codec.STRING, "\"", "a string");

  /** A string in base64. */
  public static final Type<byte[]> BYTES = builtIn("bytes", Codec.BYTES, Type::base64);

  /** JSON objects. */
  public static final Type<JsonNode> OBJECT = builtIn("object", Codec.TREE, "{", "an object");

  /** A string such as {@code 2026-11-20T10:00:00Z}. */
  public static final Type<Instant> INSTANT =
      builtIn("instant", Codec.INSTANT, decodes(Codec.INSTANT));

  /** A string such as {@code PT1H30M}. */
  public static final Type<Duration> DURATION =
      builtIn("duration", Codec.DURATION, decodes(Codec.DURATION));

  /** Stands in a graph under construction for a type that its topic will tell. */
  public static final Type<JsonNode> UNTYPED = builtIn("(not said)", Codec.TREE, _ -> null);

  private static final Map<String, Type<?>> BUILT_IN = builtIn();

  private final String name;
  private final @Nullable Type<?> parent;
  private final Rule rule;
  private final Codec<T> codec;

  /** What the graph file says of it; empty for those that need no declaration. */
  private final ObjectNode description;

  private Type(
      String name, @Nullable Type<?> parent, Rule rule, Codec<T> codec, ObjectNode description) {
    this.name = name;
    this.parent = parent;
    this.rule = rule;
    this.codec = codec;
    this.description = description;
  }

  /** The built-in type of a name; null if there is none. {@code list<…>} is not among them. */
  static @Nullable Type<?> builtIn(String name) {
    return BUILT_IN.get(name);
  }

  static List<String> builtInNames() {
    return BUILT_IN.keySet().stream().sorted(Utf8.ORDER).toList();
  }

  /**
   * Objects that Java code sees as a record, or as another class that Jackson can read and write.
   * Every component must be there and not null, unless it is marked {@code @Nullable}; properties
   * that the record lacks are ignored, the event keeps them.
   *
   * @throws Invalid if the name is no word or that of a built-in type
   */
  public static <T> Type<T> of(String name, Class<T> type) {
    Codec<T> codec = new ObjectCodec<>(type);
    ObjectNode description = declaration(OBJECT);
    description.put("code", CodeDigest.of(type));
    return new Type<>(checkedName(name), OBJECT, decodes(codec), codec, description);
  }

  /** Lists of values of a type; its name is {@code list<NAME>}. */
  public static <E> Type<List<E>> list(Type<E> elements) {
    Rule rule =
        value -> {
          if (value.bytes()[0] != '[') {
            return "expected a list";
          }
          for (JsonNode element : value.json()) {
            String refusal = elements.refusal(Value.of(element));
            if (refusal != null) {
              return "element " + Show.text(element.toString()) + " " + refusal;
            }
          }
          return null;
        };
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    return new Type<>(
        "list<" + elements.name + ">", elements, rule, Codec.list(elements.codec), none);
  }

  /**
   * The values of this type that fulfil a predicate.
   *
   * @param expected what the predicate demands, such as {@code between -2 and 10}
   * @throws Invalid if the name is no word or that of a built-in type
   */
  public Type<T> where(String name, String expected, Predicate<? super T> predicate) {
    ObjectNode description = declaration(this);
    description.put("expected", expected);
    description.put("code", CodeDigest.of(predicate.getClass()));
    Rule rule =
        value -> {
          try {
            T object = value.as(this);
            return object != null && predicate.test(object) ? null : "expected " + expected;
          } catch (RuntimeException e) {
            return "expected " + expected + ", but asking failed: " + Show.text(e.toString());
          }
        };
    return new Type<>(checkedName(name), this, rule, codec, description);
  }

  /**
   * The values of this type that fulfil a JSON Schema (dialect 2020-12; nothing is fetched).
   *
   * @throws Invalid if the schema is none, or the name is no word or that of a built-in type
   */
  public Type<T> where(String name, JsonNode schema) {
    Schema checked = Schema.of(schema);
    ObjectNode description = declaration(this);
    description.set("schema", Value.of(schema).json());
    return new Type<>(
        checkedName(name), this, value -> checked.refusal(value.json()), codec, description);
  }

  /** The same values under another name. */
  public Type<T> named(String name) {
    return new Type<>(checkedName(name), this, _ -> null, codec, declaration(this));
  }

  /** A type as history tells of it; its predicate, if it was code, is not known any more. */
  public Type<T> described(String name, ObjectNode description) {
    return new Type<>(checkedName(name), this, _ -> null, codec, description);
  }

  /** The same type, handed to Java code as another class. */
  public <U> Type<U> as(Class<U> type) {
    return new Type<>(name, parent, rule, codecOf(type), description);
  }

  // One class, one codec: the casts are between equal classes.
  @SuppressWarnings("unchecked")
  private static <U> Codec<U> codecOf(Class<U> type) {
    if (JsonNode.class == type) {
      return (Codec<U>) Codec.TREE;
    }
    if (Integer.class == type) {
      return (Codec<U>) Codec.INTEGER;
    }
    for (Map.Entry<Class<?>, Codec<?>> known :
        Map.<Class<?>, Codec<?>>of(
                Long.class,
                Codec.LONG,
                Double.class,
                Codec.DOUBLE,
                String.class,
                Codec.STRING,
                Boolean.class,
                Codec.BOOLEAN)
            .entrySet()) {
      if (known.getKey() == type) {
        return (Codec<U>) known.getValue();
      }
    }
    return new ObjectCodec<>(type);
  }

  /** Its name, unique in a graph: a word, that of a built-in type, or {@code list<…>}. */
  public String name() {
    return name;
  }

  /** The type whose predicate is checked first; for a list that of its elements. */
  @Nullable Type<?> parent() {
    return parent;
  }

  Codec<T> codec() {
    return codec;
  }

  /** Whether it is declared in a graph, rather than built in or a list. */
  boolean declared() {
    return !description.isEmpty();
  }

  /**
   * The declaration as the graph file has it: parent, schema; code of a predicate that is no
   * schema.
   */
  public JsonNode describe() {
    return description;
  }

  /** Whether every value of this type is one of {@code other} because it descends from it. */
  public boolean is(Type<?> other) {
    if (other.name.equals("any") || equals(other)) {
      return true;
    }
    if (list() && other.list() && parent != null && other.parent != null) {
      return parent.is(other.parent);
    }
    return !list() && parent != null && parent.is(other);
  }

  private boolean list() {
    return name.endsWith(">");
  }

  /**
   * Checks that a value is of this type.
   *
   * @throws Invalid naming the type whose predicate failed (the topmost that did), the value and
   *     what was expected
   */
  public void check(Value value) {
    String refusal = refusal(value);
    if (refusal != null) {
      throw new Invalid("the value " + Show.value(value) + " " + refusal);
    }
  }

  /** What the type has against a value, as the end of a sentence; null if nothing. */
  public @Nullable String refusal(Value value) {
    if (parent != null && !list()) {
      String above = parent.refusal(value);
      if (above != null) {
        return above.startsWith("is not of type " + parent.name + ":")
            ? above + " (type " + name + " descends from it)"
            : above;
      }
    }
    String reason = rule.refusal(value);
    return reason == null ? null : "is not of type " + name + ": " + reason;
  }

  private static String checkedName(String name) {
    String problem = Names.wordProblem(name);
    if (problem != null) {
      throw new Invalid("type " + Show.quoted(name) + " " + problem);
    }
    if (BUILT_IN.containsKey(name)) {
      throw new Invalid("type '" + name + "' is built in; choose another name");
    }
    return name;
  }

  private static ObjectNode declaration(Type<?> parent) {
    return JsonNodeFactory.instance.objectNode().put("parent", parent.name);
  }

  private static <T> Type<T> builtIn(String name, Codec<T> codec, Rule rule) {
    return new Type<>(name, null, rule, codec, JsonNodeFactory.instance.objectNode());
  }

  /** Canonical JSON tells by its first byte what it is. */
  private static <T> Type<T> builtIn(
      String name, Codec<T> codec, String firstBytes, String expected) {
    return builtIn(
        name,
        codec,
        value -> firstBytes.indexOf(value.bytes()[0]) >= 0 ? null : "expected " + expected);
  }

  private static @Nullable String whole(Value value) {
    if (value.isDecodedBy(Codec.LONG)) {
      return null;
    }
    byte[] bytes = value.bytes();
    for (int i = bytes[0] == '-' ? 1 : 0; i < bytes.length; i++) {
      if (bytes[i] < '0' || bytes[i] > '9') {
        return "expected a whole number";
      }
    }
    return null;
  }

  private static @Nullable String base64(Value value) {
    return value.raw() ? null : decodes(Codec.BYTES).refusal(value);
  }

  private static Rule decodes(Codec<?> codec) {
    return value -> {
      if (value.isNull()) {
        return "expected not null";
      }
      try {
        Object _ = value.decoded(codec);
        return null;
      } catch (Invalid e) {
        return e.getMessage();
      }
    };
  }

  private static Map<String, Type<?>> builtIn() {
    return Map.ofEntries(
        Map.entry("any", ANY),
        Map.entry("null", NULL),
        Map.entry("boolean", BOOLEAN),
        Map.entry("number", NUMBER),
        Map.entry("integer", INTEGER),
        Map.entry("string", STRING),
        Map.entry("bytes", BYTES),
        Map.entry("object", OBJECT),
        Map.entry("instant", INSTANT),
        Map.entry("duration", DURATION));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof Type<?> that
            && name.equals(that.name)
            && description.equals(that.description)
            && Objects.equals(parent, that.parent));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
