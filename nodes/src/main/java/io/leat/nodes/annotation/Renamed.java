package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of the graph of a {@link Nodes} class that a node or a topic had another name before, as
 * {@link io.leat.nodes.GraphBuilder#renamed} does.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
@Repeatable(Renames.class)
public @interface Renamed {

  /** Its name before, of a topic its pattern. */
  String from();

  /** Its name in this graph. */
  String to();
}
