package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the compiler makes of several {@link Renamed} annotations. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Renames {

  /** In the order written. */
  Renamed[] value();
}
