package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of an effect that is the key by which a receiver tells that it was reached before, a
 * {@code String}: the same whenever the same invocation is tried. For as many things as the
 * invocation does, an {@code IntFunction<String>}, which gives the key of each by its place from 0.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.PARAMETER)
public @interface Key {

  /** Of a {@code String}: which of the things that the invocation does, from 0. */
  int value() default 0;
}
