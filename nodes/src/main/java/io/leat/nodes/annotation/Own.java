package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is the node's own last product at the binding, an {@code Optional}: for folds
 * and counters. Empty at first, and when that product was null.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Own {

  /** The name of the output; may be left out where there is only one. */
  String value() default "";
}
