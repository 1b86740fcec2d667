package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is the value of a pattern variable, a {@code String}; or all of them, a {@link
 * io.leat.nodes.value.Binding}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Bound {

  /** The variable; if it is not given, the parameter's name is. */
  String value() default "";
}
