package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Where a node publishes what it returns, or one component of the record that it returns. */
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface Out {

  /** The topic or pattern, without wildcards: {@code alert/{id}}. */
  String value();

  /**
   * Its name among the outputs; if it is not given, that of the component, or for a method the
   * first word of the topic.
   */
  String name() default "";
}
