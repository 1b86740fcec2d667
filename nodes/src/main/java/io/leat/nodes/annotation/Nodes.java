package io.leat.nodes.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A class whose {@link Node} methods are the nodes of a graph. For {@code Quakes} the processor
 * writes {@code QuakesNodes}, with
 *
 * <ul>
 *   <li>{@code graph(…)}: the graph; its arguments are those of the constructors of the classes
 *       whose methods are not static
 *   <li>for each node a record of its inputs, which runs the node alone, for tests
 * </ul>
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Nodes {

  /** Other classes whose {@link Node} methods belong to the same graph. */
  Class<?>[] with() default {};
}
