package io.leat.nodes.value;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ser.PropertyWriter;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a class of records of which {@link RecordWriter} or {@link RecordReader} and a
 * tree make the same: its components are numbers, strings, booleans, times, enums, such records and
 * lists of these, and nothing tells Jackson to do anything special.
 *
 * @param type the class
 * @param complete whether no component, nor one within, may be missing or null
 * @param exact whether a record made from what the accessors of another return cannot be told from
 *     it: nothing in it can change, and its code only holds
 */
record RecordShape(Class<?> type, boolean complete, boolean exact) {

  /**
   * {@code float} and {@code BigDecimal} are not among them: a tree rounds and scales them anew.
   */
  private static final Set<Class<?>> SCALARS =
      Set.of(
          boolean.class,
          Boolean.class,
          byte.class,
          Byte.class,
          short.class,
          Short.class,
          int.class,
          Integer.class,
          long.class,
          Long.class,
          double.class,
          Double.class,
          BigInteger.class,
          String.class,
          Instant.class,
          Duration.class,
          LocalDate.class);

  /** What is asked of a class of records, its own and those within. */
  private record Question(Predicate<Class<?>> suits, Predicate<Class<?>> plain) {}

  private static final Question ON_READING = new Question(type -> !special(type), _ -> false);

  /** The shape of a class; null if it has none. */
  static @Nullable RecordShape of(Class<?> type, ObjectMapper mapper) {
    var onWriting =
        new Question(record -> !special(record) && sorted(record, mapper), PlainRecords::plain);
    return of(type, onWriting, List.of());
  }

  /**
   * The shape of a class by which its records are read; null if it has none. Is never called exact,
   * and is found sooner: class files and Jackson's way of writing do not matter.
   */
  static @Nullable RecordShape forReading(Class<?> type) {
    return of(type, ON_READING, List.of());
  }

  /**
   * @param around the records that the class is a component of; a record in itself has no shape,
   *     for it may be nested as deep as it likes
   */
  private static @Nullable RecordShape of(Class<?> type, Question question, List<Class<?>> around) {
    if (!type.isRecord() || around.contains(type) || !question.suits.test(type)) {
      return null;
    }
    List<Class<?>> within = Stream.concat(around.stream(), Stream.of(type)).toList();
    boolean complete = true;
    boolean exact = question.plain.test(type);
    for (RecordComponent component : type.getRecordComponents()) {
      RecordShape shape = of(component.getGenericType(), question, within);
      if (shape == null) {
        return null;
      }
      complete &= shape.complete && !ObjectCodec.nullable(component);
      exact &= shape.exact;
    }
    return new RecordShape(type, complete, exact);
  }

  private static @Nullable RecordShape of(
      java.lang.reflect.Type component, Question question, List<Class<?>> around) {
    if (component instanceof ParameterizedType list && list.getRawType() == List.class) {
      RecordShape element = of(list.getActualTypeArguments()[0], question, around);
      // Whoever made the list may change it.
      return element == null ? null : new RecordShape(List.class, element.complete, false);
    }
    if (!(component instanceof Class<?> type)) {
      return null;
    }
    if (SCALARS.contains(type) || (type.isEnum() && !special(type))) {
      return new RecordShape(type, true, true);
    }
    return of(type, question, around);
  }

  /** Whether Jackson writes the components in order of their names, and nothing else. */
  private static boolean sorted(Class<?> type, ObjectMapper mapper) {
    var written = new ArrayList<String>();
    try {
      JsonSerializer<?> serializer =
          mapper.getSerializerProviderInstance().findValueSerializer(type);
      for (Iterator<PropertyWriter> i = serializer.properties(); i.hasNext(); ) {
        written.add(i.next().getName());
      }
    } catch (JsonMappingException e) {
      return false;
    }
    return written.equals(
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getName)
            .sorted(Utf8.ORDER)
            .toList());
  }

  /** Whether something about a class, or what it inherits from, is meant for Jackson. */
  private static boolean special(Class<?> type) {
    Stream<AnnotatedElement> all =
        Stream.of(
                new AnnotatedElement[] {type},
                type.getDeclaredFields(),
                type.getDeclaredMethods(),
                type.getDeclaredConstructors(),
                Arrays.stream(type.getDeclaredConstructors())
                    .flatMap(constructor -> Arrays.stream(constructor.getParameters()))
                    .toArray(AnnotatedElement[]::new))
            .flatMap(Arrays::stream);
    return all.anyMatch(RecordShape::annotated)
        || Arrays.stream(type.getInterfaces()).anyMatch(RecordShape::special);
  }

  private static boolean annotated(AnnotatedElement element) {
    return Arrays.stream(element.getAnnotations())
        .map(Annotation::annotationType)
        .anyMatch(
            annotation ->
                forJackson(annotation)
                    || Arrays.stream(annotation.getAnnotations())
                        .anyMatch(above -> forJackson(above.annotationType())));
  }

  private static boolean forJackson(Class<?> annotation) {
    return annotation.getName().startsWith("com.fasterxml.jackson.")
        || annotation.getName().startsWith("java.beans.");
  }
}
