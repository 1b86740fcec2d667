package io.leat.nodes.value;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Objects as Jackson writes and reads them, with no surprises: no coercion between strings and
 * numbers, no classes named by data, and every component of a record must be there and not null
 * unless it is marked {@code @Nullable}. Properties that the record does not have are left aside.
 */
final class ObjectCodec<T> implements Codec<T> {

  static final ObjectMapper MAPPER =
      JsonMapper.builder(JsonTree.JSON)
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.SORT_CREATOR_PROPERTIES_FIRST)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          // Denies every class that data would name.
          .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder().build())
          .withCoercionConfig(LogicalType.Textual, ObjectCodec::refuseOthers)
          .addModule(times())
          .build();

  private final JavaType type;
  private final List<Need> needs;

  /** A component that must be there: its property, and what it needs in turn. */
  private record Need(String property, List<Need> needs) {}

  ObjectCodec(Class<T> type) {
    this.type = MAPPER.constructType(type);
    this.needs = needs(type, 0);
  }

  /** What JSON a property of a record is; empty if it has no such component. */
  Set<String> kindsOf(String property) {
    if (!type.getRawClass().isRecord()) {
      return Set.of();
    }
    for (RecordComponent component : type.getRawClass().getRecordComponents()) {
      if (component.getName().equals(property)) {
        Class<?> wanted = component.getType();
        boolean number =
            Number.class.isAssignableFrom(wanted)
                || (wanted.isPrimitive() && wanted != boolean.class);
        boolean truth = wanted == boolean.class || wanted == Boolean.class;
        return Set.of(number ? "number" : truth ? "boolean" : "string");
      }
    }
    return Set.of();
  }

  @Override
  public Value encode(T object) {
    RecordWriter direct = RecordWriter.of(type.getRawClass());
    Value value = direct == null ? null : direct.encode(object, this);
    return value == null ? encodeByTree(object) : value;
  }

  /** What {@link #encode} comes to, whichever way it goes. */
  Value encodeByTree(T object) {
    try {
      return Value.of(MAPPER.<JsonNode>valueToTree(object));
    } catch (IllegalArgumentException e) {
      throw new Invalid(
          "cannot write a " + name() + " as JSON: " + Show.text(String.valueOf(e.getMessage())));
    }
  }

  @Override
  public T decode(Value value) {
    RecordReader direct = RecordReader.of(type.getRawClass());
    // What is read for the class of a T is a T.
    @SuppressWarnings("unchecked")
    T object = direct == null ? null : (T) direct.decode(value.bytes());
    return object == null ? decodeByTree(value) : object;
  }

  /** What {@link #decode} comes to, whichever way it goes. */
  T decodeByTree(Value value) {
    JsonNode json = value.json();
    checkNeeds(json, needs, "");
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JsonProcessingException e) {
      throw new Invalid("expected an object for %s: %s%s".formatted(name(), reason(e), place(e)));
    }
  }

  /** One class has one codec, however many types are handed as it. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectCodec<?> that && type.equals(that.type);
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  private void checkNeeds(JsonNode json, List<Need> needs, String path) {
    if (needs.isEmpty()) {
      return;
    }
    for (Need need : needs) {
      JsonNode found = json.get(need.property);
      if (found == null || found.isNull()) {
        throw new Invalid(
            "expected an object for %s: %s%s is %s"
                .formatted(name(), path, need.property, found == null ? "missing" : "null"));
      }
      checkNeeds(found, need.needs, path + need.property + ".");
    }
  }

  /** What Jackson says, without its advice on how to configure it. */
  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int advice = message.indexOf(" (but ");
    return Show.text(advice < 0 ? message : message.substring(0, advice), 240);
  }

  private String name() {
    return type.getRawClass().getSimpleName();
  }

  private static String place(JsonProcessingException e) {
    if (!(e instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
      return "";
    }
    var place = new StringBuilder();
    for (JsonMappingException.Reference reference : mapping.getPath()) {
      String name = reference.getFieldName();
      place.append('/').append(name == null ? String.valueOf(reference.getIndex()) : name);
    }
    return " at " + place;
  }

  /** A record in itself needs itself without end: four levels will do, Jackson finds the rest. */
  private static List<Need> needs(Class<?> type, int level) {
    var needs = new ArrayList<Need>();
    if (type.isRecord() && level < 4) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (!nullable(component)) {
          needs.add(new Need(property(component), needs(component.getType(), level + 1)));
        }
      }
    }
    return needs;
  }

  /** A number or boolean is no text. */
  private static void refuseOthers(MutableCoercionConfig text) {
    text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
        .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
  }

  static boolean nullable(RecordComponent component) {
    return markedNullable(component) || markedNullable(component.getAnnotatedType());
  }

  private static boolean markedNullable(AnnotatedElement element) {
    for (Annotation annotation : element.getAnnotations()) {
      if (annotation.annotationType().getSimpleName().equals("Nullable")) {
        return true;
      }
    }
    return false;
  }

  private static String property(RecordComponent component) {
    JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
  }

  private static SimpleModule times() {
    var module = new SimpleModule("times");
    add(module, Instant.class, Instant::parse);
    add(module, Duration.class, Duration::parse);
    add(module, LocalDate.class, LocalDate::parse);
    return module;
  }

  private static <U> void add(SimpleModule module, Class<U> type, Function<String, U> parse) {
    module.addSerializer(
        type,
        new JsonSerializer<U>() {
          @Override
          public void serialize(U object, JsonGenerator json, SerializerProvider provider)
              throws IOException {
            json.writeString(object.toString());
          }
        });
    module.addDeserializer(
        type,
        new JsonDeserializer<U>() {
          @Override
          public U deserialize(JsonParser json, DeserializationContext context) throws IOException {
            String text = json.getText();
            try {
              return parse.apply(text);
            } catch (java.time.DateTimeException e) {
              throw JsonMappingException.from(json, "'" + text + "' is no " + type.getSimpleName());
            }
          }
        });
  }
}
