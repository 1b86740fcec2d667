package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a topic, or with variables a family of topics, of the graph of a {@link Nodes} class.
 * Topics that are fed from outside must be declared; topics that nodes publish may be.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Topics.class)
public @interface Topic {

  /** Its name or pattern, without wildcards: {@code quake/{id}}. */
  String value();

  /**
   * The name of a static field of the class that holds its type: {@code QUAKE} for {@code static
   * final Type<Quake> QUAKE}. Empty: any JSON.
   */
  String type() default "";

  /** Whether a product that equals the topic's last value publishes nothing. */
  boolean distinct() default false;

  /**
   * Of a topic that the clock feeds, the time between two ticks, at least {@code 100ms}: {@code
   * 60s}. Its values are of type {@code Instant}. Empty: events feed it.
   */
  String every() default "";
}
