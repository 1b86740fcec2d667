package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter that is an option, set at the topic {@code node.option}. It has a default, or says
 * that it must be set.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Option {

  /**
   * Its default as JSON; for a {@code String} parameter the text itself.
   *
   * <p>What nobody writes stands for none.
   */
  String defaultValue() default NONE;

  /** Whether it has no default, so that every run has to set it. */
  boolean mustBeSet() default false;

  /** The name of a static field of the class that holds its type, as for {@link Topic#type}. */
  String type() default "";

  /** Its name; if it is not given, that of the parameter. */
  String name() default "";

  /** Whether setting it invokes the node; otherwise it counts from the next event on. */
  boolean trigger() default true;

  /** No default: no text that JSON or a person would write. */
  String NONE = "\0";
}
