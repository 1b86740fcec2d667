package io.leat.processor;

import io.leat.nodes.annotation.Node;
import java.util.List;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/**
 * A method that is a node.
 *
 * @param said what its annotation says
 * @param helpers classes that count for the identity of its code
 * @param several whether it returns a record with an output for each component
 */
record AnnotatedNode(
    ExecutableElement method,
    String name,
    Node said,
    List<TypeMirror> helpers,
    List<Parameter> parameters,
    List<Result> results,
    boolean several) {

  TypeElement owner() {
    return JavaTypes.owner(method);
  }

  boolean isStatic() {
    return method.getModifiers().contains(Modifier.STATIC);
  }

  <P extends Parameter> List<P> parameters(Class<P> kind) {
    return parameters.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
