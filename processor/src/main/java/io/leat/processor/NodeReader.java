package io.leat.processor;

import io.leat.nodes.annotation.At;
import io.leat.nodes.annotation.Node;
import io.leat.nodes.annotation.Out;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads one method with {@code @Node}: what it is called, reads and publishes. */
final class NodeReader {
  private final JavaTypes types;
  private final TypeFields fields;
  private final Complaints complaints;

  NodeReader(JavaTypes types, TypeFields fields, Complaints complaints) {
    this.types = types;
    this.fields = fields;
    this.complaints = complaints;
  }

  AnnotatedNode read(ExecutableElement method) {
    Node said = method.getAnnotation(Node.class);
    String name =
        said.name().isEmpty() ? Words.kebab(method.getSimpleName().toString()) : said.name();
    checkCallable(method, name);
    boolean several = components(method.getReturnType()).stream().anyMatch(NodeReader::isOut);
    List<Result> results = several ? record(method, name) : single(method, name);
    var reader =
        new ParameterReader(
            name, said, results, new ParameterReader.Around(types, fields, complaints));
    var parameters = new ArrayList<Parameter>();
    for (VariableElement parameter : method.getParameters()) {
      Parameter read = reader.read(parameter);
      if (read != null) {
        parameters.add(read);
      }
    }
    return new AnnotatedNode(
        method, name, said, GraphReader.helpers(method), parameters, results, several);
  }

  private void checkCallable(ExecutableElement method, String name) {
    if (method.getModifiers().contains(Modifier.PRIVATE)) {
      complaints.add(
          method,
          "node %s: the method is private, and the generated class calls it; leave `private` out"
              .formatted(name));
    }
    if (!method.getTypeParameters().isEmpty()) {
      complaints.add(
          method,
          "node %s: the method has type parameters; expected the types of its values, such as Quake"
              .formatted(name));
    }
  }

  private static boolean isOut(Element element) {
    return element.getAnnotation(Out.class) != null;
  }

  private static List<? extends RecordComponentElement> components(TypeMirror type) {
    return type instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
            && element.getKind() == ElementKind.RECORD
        ? element.getRecordComponents()
        : List.of();
  }

  private List<Result> record(ExecutableElement method, String node) {
    if (isOut(method)) {
      complaints.add(
          method,
          "node %s: the method has @Out, and the components of what it returns have too; expected one of both"
              .formatted(node));
    }
    var results = new ArrayList<Result>();
    for (RecordComponentElement component : components(method.getReturnType())) {
      Out out = component.getAnnotation(Out.class);
      String name = Words.kebab(component.getSimpleName().toString());
      if (out == null) {
        complaints.add(
            method,
            "node %s: component %s of what it returns has no @Out; say where it is published"
                .formatted(node, component.getSimpleName()));
        continue;
      }
      add(
          results,
          component,
          node,
          out,
          out.name().isEmpty() ? name : out.name(),
          component.asType());
    }
    return results;
  }

  private List<Result> single(ExecutableElement method, String node) {
    Out out = method.getAnnotation(Out.class);
    boolean isVoid = method.getReturnType().getKind() == TypeKind.VOID;
    if (out == null) {
      if (!isVoid) {
        complaints.add(
            method,
            "node %s: it returns %s, and nothing says where that is published; add @Out(\"topic\"), or return void"
                .formatted(node, types.show(method.getReturnType())));
      }
      return List.of();
    }
    if (isVoid) {
      complaints.add(
          method,
          "node %s: @Out says where to publish, but the method returns void; return a value, or leave @Out out"
              .formatted(node));
      return List.of();
    }
    String name = out.value().split("/", 2)[0];
    var results = new ArrayList<Result>();
    add(
        results,
        method,
        node,
        out,
        out.name().isEmpty() ? name : out.name(),
        method.getReturnType());
    return results;
  }

  private void add(
      List<Result> results, Element element, String node, Out out, String name, TypeMirror type) {
    Result result = result(element, out.value(), name, type);
    if (types.isValue(result.type())) {
      results.add(result);
      return;
    }
    complaints.add(
        element,
        "node %s, output %s: %s cannot be published; expected %s, or an Optional, List or At of one"
            .formatted(node, name, types.show(result.type()), JavaTypes.VALUES));
  }

  private Result result(Element element, String pattern, String name, TypeMirror type) {
    TypeMirror list = types.argument(type, List.class);
    if (list != null) {
      return result(element, pattern, name, list, Result.Shape.LIST, Result.Shape.LIST_AT);
    }
    TypeMirror optional = types.argument(type, Optional.class);
    return optional != null
        ? result(element, pattern, name, optional, Result.Shape.OPTIONAL, Result.Shape.OPTIONAL_AT)
        : result(element, pattern, name, type, Result.Shape.ONE, Result.Shape.AT);
  }

  private Result result(
      Element element,
      String pattern,
      String name,
      TypeMirror type,
      Result.Shape here,
      Result.Shape there) {
    @Nullable TypeMirror at = types.argument(type, At.class);
    return at == null
        ? new Result(element, name, pattern, here, types.boxed(type))
        : new Result(element, name, pattern, there, types.boxed(at));
  }
}
