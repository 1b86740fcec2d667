package io.leat.processor;

import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** A parameter of a node's method. */
sealed interface Parameter {

  VariableElement element();

  /** The name of the parameter in Java. */
  default String java() {
    return element().getSimpleName().toString();
  }

  /** Whether a test may leave it out. */
  boolean optional();

  /** How the value of an input is handed over. */
  enum Shape {
    PLAIN,
    NULLABLE,
    OPTIONAL,
    FROM,
    OPTIONAL_FROM
  }

  /**
   * An input.
   *
   * @param type of its values in Java, boxed
   */
  record Read(
      VariableElement element,
      String name,
      String pattern,
      boolean trigger,
      Shape shape,
      TypeMirror type)
      implements Parameter {

    @Override
    public boolean optional() {
      return !required();
    }

    boolean required() {
      return shape != Shape.OPTIONAL && shape != Shape.OPTIONAL_FROM;
    }
  }

  /**
   * An option.
   *
   * @param fallback the default as JSON; null if it must be set
   * @param type of its values in Java, boxed
   * @param field holds the type; null for the usual type of that Java type
   */
  record Setting(
      VariableElement element,
      String name,
      @Nullable String fallback,
      boolean trigger,
      TypeMirror type,
      @Nullable VariableElement field)
      implements Parameter {

    @Override
    public boolean optional() {
      return fallback != null;
    }
  }

  /**
   * The last product of an output.
   *
   * @param output its name, as written or the only one
   */
  record Last(VariableElement element, String output, TypeMirror type) implements Parameter {
    @Override
    public boolean optional() {
      return true;
    }
  }

  /** The value of a pattern variable. */
  record Variable(VariableElement element, String variable) implements Parameter {
    @Override
    public boolean optional() {
      return false;
    }
  }

  /** The values of all pattern variables. */
  record Variables(VariableElement element) implements Parameter {
    @Override
    public boolean optional() {
      return false;
    }
  }

  /**
   * The key of an effect.
   *
   * @param ordinal of the thing that it is the key of; null if the parameter gives the key of each
   */
  record Key(VariableElement element, @Nullable Integer ordinal) implements Parameter {
    @Override
    public boolean optional() {
      return false;
    }
  }

  /** The name of what invoked the node. */
  record Cause(VariableElement element) implements Parameter {
    @Override
    public boolean optional() {
      return false;
    }
  }
}
