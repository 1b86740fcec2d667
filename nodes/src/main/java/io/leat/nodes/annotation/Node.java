package io.leat.nodes.annotation;

import io.leat.nodes.Kind;
import io.leat.nodes.Node.OnFailure;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method that is a node. It is static, or belongs to a class with one constructor, whose
 * parameters are the collaborators that {@code graph(…)} is given.
 *
 * <p>What it publishes is what it returns, and {@link Out} says where: on the method for one
 * output, or on each component of a record that it returns for several. For an output of values
 * {@code T} that is
 *
 * <ul>
 *   <li>{@code T}: one event; none if it is null
 *   <li>{@code Optional<T>}: one event or none
 *   <li>{@code At<T>}: one event, at variables that the node's binding lacks, or with a value that
 *       is null
 *   <li>{@code List<T>}, {@code List<At<T>>}: several events, in their order
 * </ul>
 *
 * A node of {@code void} publishes nothing. What is promised to a node is told at {@link
 * io.leat.nodes.Node}.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Node {

  /** Its name; if it is not given, that of the method. */
  String name() default "";

  /**
   * What counts as the same code, 1 to 200 characters. Without it, a digest of the class does, and
   * any change in that class makes other code of all its nodes.
   */
  String version() default "";

  /** Classes that the digest covers too: those that the method calls. */
  Class<?>[] helpers() default {};

  /** What its invocations are: a function of what they are handed, or recorded, or an effect. */
  Kind kind() default Kind.PURE;

  /** What a failed invocation does to the run. */
  OnFailure onFailure() default OnFailure.SKIP;

  /**
   * How often an invocation is tried, 1 to 100. More than once only if the node is recorded or an
   * effect.
   */
  int attempts() default 1;

  /** The time between two tries: {@code 500ms}, {@code 10s}, {@code 5m}. */
  String backoff() default "0s";

  /**
   * How long an invocation may take before it counts as failed: {@code 500ms}, {@code 10s}, {@code
   * 5m}; without it, for ever. Only if the node runs beside the engine's thread.
   */
  String timeout() default "";

  /**
   * How many invocations may run at once beside the engine's thread, for a node that waits; 0 for
   * one that computes and runs on the engine's thread.
   */
  int beside() default 0;
}
