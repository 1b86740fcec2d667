package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is an input. Of an input with values {@code T} it is
 *
 * <ul>
 *   <li>{@code T}: the node is not invoked until the input is present; a null fails, unless the
 *       parameter is marked {@code @Nullable}
 *   <li>{@code Optional<T>}: empty while it is absent, and when it is null
 *   <li>{@code From<T>}, {@code Optional<From<T>>}: with the topic that it comes from, which a
 *       wildcard leaves open; here null and absent can be told apart
 *   <li>{@code JsonNode} for {@code T}: whatever type the topic is of
 * </ul>
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface In {

  /** The topic or pattern: {@code quake/{id}}, {@code alert/*}. */
  String value();

  /** Its name in the input set; if it is not given, that of the parameter. */
  String name() default "";

  /** Whether an event on it invokes the node; otherwise it is only looked up. */
  boolean trigger() default true;
}
