package io.leat.processor;

import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;

/**
 * An output of a node.
 *
 * @param element the method, or the component of the record that it returns
 * @param pattern as written, perhaps wrong
 * @param type of its values in Java, boxed
 */
record Result(Element element, String name, String pattern, Shape shape, TypeMirror type) {

  /** How many events one invocation publishes to it, and where. */
  enum Shape {
    ONE,
    OPTIONAL,
    LIST,
    AT,
    OPTIONAL_AT,
    LIST_AT
  }
}
