package io.leat.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Modifier;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;
import org.jspecify.annotations.Nullable;

/**
 * Writes what belongs to one node: the record of its inputs, a method that begins such a record,
 * and the method that adds the node to a graph. Used once.
 */
final class NodeWriter {
  private final AnnotatedNode node;
  private final ClassName inputs;
  private final JavaTypes types;
  private final Elements elements;
  private final NodeWiring wiring;

  NodeWriter(
      AnnotatedNode node, ClassName graph, Families families, JavaTypes types, Elements elements) {
    this.node = node;
    this.inputs = graph.nestedClass(Words.upper(node.name()));
    this.types = types;
    this.elements = elements;
    this.wiring = new NodeWiring(node, inputs, families, types);
  }

  static String adder(AnnotatedNode node) {
    return "add" + Words.upper(node.name());
  }

  MethodSpec wiring() {
    return wiring.method();
  }

  /** The record of inputs. */
  TypeSpec inputs() {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    node.parameters().forEach(parameter -> components.addParameter(component(parameter)));
    TypeSpec.Builder type =
        TypeSpec.recordBuilder(inputs)
            .addModifiers(Modifier.PUBLIC)
            .recordConstructor(components.build())
            .addJavadoc("$L", CodeBlock.of("$L", recordDoc()));
    for (Parameter parameter : node.parameters()) {
      if (parameter.optional()) {
        type.addMethod(wither(parameter));
      }
    }
    return type.addMethod(run()).build();
  }

  private static ParameterSpec component(Parameter parameter) {
    TypeName type = TypeName.get(parameter.element().asType());
    if (ParameterReader.nullable(parameter.element())) {
      type = type.annotated(AnnotationSpec.builder(nullable(parameter)).build());
    }
    return ParameterSpec.builder(type, parameter.java()).build();
  }

  private static ClassName nullable(Parameter parameter) {
    for (List<? extends AnnotationMirror> said :
        List.of(
            parameter.element().getAnnotationMirrors(),
            parameter.element().asType().getAnnotationMirrors())) {
      for (AnnotationMirror annotation : said) {
        var type =
            (javax.lang.model.element.TypeElement) annotation.getAnnotationType().asElement();
        if (type.getSimpleName().contentEquals("Nullable")) {
          return ClassName.get(type);
        }
      }
    }
    return ClassName.get(Nullable.class);
  }

  private MethodSpec wither(Parameter parameter) {
    List<String> names = node.parameters().stream().map(Parameter::java).toList();
    return MethodSpec.methodBuilder("with" + Words.upper(Words.kebab(parameter.java())))
        .addModifiers(Modifier.PUBLIC)
        .addJavadoc("The same with another $L.", parameter.java())
        .returns(inputs)
        .addParameter(component(parameter))
        .addStatement("return new $T($L)", inputs, String.join(", ", names))
        .build();
  }

  /** Calls the annotated method with the inputs of the record. */
  private MethodSpec run() {
    MethodSpec.Builder run =
        MethodSpec.methodBuilder("run")
            .addModifiers(Modifier.PUBLIC)
            .returns(TypeName.get(node.method().getReturnType()))
            .addJavadoc("Runs the node alone on these inputs.");
    node.method().getThrownTypes().forEach(thrown -> run.addException(TypeName.get(thrown)));
    CodeBlock target = CodeBlock.of("$T", node.owner().asType());
    if (!node.isStatic()) {
      run.addParameter(TypeName.get(node.owner().asType()), "instance");
      target = CodeBlock.of("instance");
    }
    String arguments = String.join(", ", node.parameters().stream().map(Parameter::java).toList());
    boolean isVoid = node.method().getReturnType().getKind() == TypeKind.VOID;
    return run.addStatement(
            "$L$L.$N($L)",
            isVoid ? "" : "return ",
            target,
            node.method().getSimpleName(),
            arguments)
        .build();
  }

  /** Begins a record with what has no default. */
  MethodSpec factory() {
    MethodSpec.Builder factory =
        MethodSpec.methodBuilder(Words.lower(node.name()))
            .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .returns(inputs)
            .addJavadoc("$L", CodeBlock.of("$L", factoryDoc()));
    var arguments = new ArrayList<CodeBlock>();
    for (Parameter parameter : node.parameters()) {
      if (parameter.optional()) {
        arguments.add(fallback(parameter));
      } else {
        factory.addParameter(component(parameter));
        arguments.add(CodeBlock.of("$N", parameter.java()));
      }
    }
    return factory
        .addStatement("return new $T($L)", inputs, CodeBlock.join(arguments, ", "))
        .build();
  }

  private CodeBlock fallback(Parameter parameter) {
    if (!(parameter instanceof Parameter.Setting setting)) {
      return CodeBlock.of("$T.empty()", Optional.class);
    }
    Value value = Value.parse(Objects.requireNonNull(setting.fallback()));
    if (types.is(setting.type(), String.class)) {
      return CodeBlock.of("$S", value.as(Type.STRING));
    }
    if (types.is(setting.type(), Long.class)) {
      return CodeBlock.of("$LL", value);
    }
    if (types.is(setting.type(), Double.class)) {
      return CodeBlock.of("$L", value.as(Type.NUMBER));
    }
    return types.is(setting.type(), Integer.class) || types.is(setting.type(), Boolean.class)
        ? CodeBlock.of("$L", value)
        : CodeBlock.of(
            "$T.requireNonNull($T.parse($S).as($L))",
            Objects.class,
            Value.class,
            value.toString(),
            wiring.type(setting));
  }

  /** The documentation of the method, its links made to lead there from another class. */
  private String doc() {
    String doc = elements.getDocComment(node.method());
    return doc == null
        ? ""
        : doc.strip()
            .replaceAll("(?m)^ ", "")
            .replaceAll("\\{@(link|linkplain) #", "{@$1 " + node.owner().getSimpleName() + "#");
  }

  /** What the method says of itself and of its parameters; the rest is of its result. */
  private String recordDoc() {
    String doc = doc();
    int result = firstTag(doc, "@return", "@throws", "@see", "@since");
    String kept = (result < 0 ? doc : doc.substring(0, result)).strip();
    return kept.isEmpty() ? "The inputs of node %s.".formatted(node.name()) : kept;
  }

  private String factoryDoc() {
    String doc = doc();
    int tags = doc.startsWith("@") ? 0 : doc.indexOf("\n@");
    String said = (tags < 0 ? doc : doc.substring(0, tags)).strip();
    String begins =
        "The inputs of node %s; what has a default may be said after.".formatted(node.name());
    return said.isEmpty() ? begins : said + "\n\n<p>" + begins;
  }

  private static int firstTag(String doc, String... tags) {
    int first = -1;
    for (String tag : tags) {
      int at = doc.startsWith(tag) ? 0 : doc.indexOf("\n" + tag);
      if (at >= 0 && (first < 0 || at < first)) {
        first = at;
      }
    }
    return first;
  }
}
