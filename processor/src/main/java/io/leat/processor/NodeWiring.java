package io.leat.processor;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Kind;
import io.leat.nodes.Mode;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.annotation.Bridge;
import io.leat.nodes.value.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Writes the method that adds one node to a graph: its declaration, then what it runs. */
final class NodeWiring {
  private final AnnotatedNode node;
  private final ClassName inputs;
  private final Families families;
  private final JavaTypes types;

  NodeWiring(AnnotatedNode node, ClassName inputs, Families families, JavaTypes types) {
    this.node = node;
    this.inputs = inputs;
    this.families = families;
    this.types = types;
  }

  MethodSpec method() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(NodeWriter.adder(node))
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .addParameter(GraphBuilder.class, "graph");
    if (!node.isStatic()) {
      method.addParameter(TypeName.get(node.owner().asType()), "instance");
    }
    method.addStatement("$T node = graph.node($S)", NodeBuilder.class, node.name());
    method.addCode(declaration());
    node.parameters(Parameter.Read.class).forEach(read -> method.addCode(input(read)));
    node.parameters(Parameter.Setting.class).forEach(setting -> method.addCode(option(setting)));
    node.results().forEach(result -> method.addCode(output(result)));
    int beside = node.said().beside();
    CodeBlock run =
        beside > 0 ? CodeBlock.of("node.beside($L, ", beside) : CodeBlock.of("node.run(");
    return method.addCode("$Lcall -> {\n$>", run).addCode(body()).addCode("$<});\n").build();
  }

  /** What is said of the node as a whole. */
  private CodeBlock declaration() {
    CodeBlock.Builder code = CodeBlock.builder();
    if (node.said().version().isEmpty()) {
      var written = new ArrayList<TypeMirror>(List.of(node.owner().asType()));
      written.addAll(node.helpers());
      List<CodeBlock> classes =
          written.stream().map(type -> CodeBlock.of("$T.class", type)).toList();
      code.addStatement("node.writtenIn($L)", CodeBlock.join(classes, ", "));
    } else {
      code.addStatement("node.version($S)", node.said().version());
    }
    if (!node.parameters(Parameter.Last.class).isEmpty()) {
      code.addStatement("node.own()");
    }
    if (!node.parameters(Parameter.Cause.class).isEmpty()) {
      code.addStatement("node.context()");
    }
    if (node.said().kind() != Kind.PURE) {
      code.addStatement("node.kind($T.$L)", Kind.class, node.said().kind());
    }
    if (node.said().onFailure() != OnFailure.SKIP) {
      code.addStatement("node.onFailure($T.$L)", OnFailure.class, node.said().onFailure());
    }
    if (node.said().attempts() > 1) {
      code.addStatement(
          "node.retry($L, $T.ofMillis($L))",
          node.said().attempts(),
          Duration.class,
          Draft.duration(node.said().backoff()).toMillis());
    }
    if (!node.said().timeout().isEmpty()) {
      code.addStatement(
          "node.timeout($T.ofMillis($L))",
          Duration.class,
          Draft.duration(node.said().timeout()).toMillis());
    }
    return code.build();
  }

  private CodeBlock input(Parameter.Read read) {
    CodeBlock.Builder modes = CodeBlock.builder();
    Draft.modes(read).forEach(mode -> modes.add(", $T.$L", Mode.class, mode));
    return CodeBlock.builder()
        .addStatement(
            "$T $N = node.input($S, $S$L$L)",
            handle(Input.class, read.type()),
            in(read),
            read.name(),
            read.pattern(),
            families.argument(read.pattern(), read.type()),
            modes.build())
        .build();
  }

  private CodeBlock option(Parameter.Setting setting) {
    String json = setting.fallback();
    CodeBlock rest;
    if (json == null) {
      rest = setting.trigger() ? CodeBlock.of("") : CodeBlock.of(", $T.LOOKUP", Mode.class);
    } else {
      String canonical = Value.parse(json).toString();
      rest = CodeBlock.of(", $T.parse($S), $L", Value.class, canonical, setting.trigger());
    }
    return CodeBlock.builder()
        .addStatement(
            "$T $N = node.option($S, $L$L)",
            handle(Option.class, setting.type()),
            setting.java() + "Option",
            setting.name(),
            type(setting),
            rest)
        .build();
  }

  /** The expression of the type of an option. */
  CodeBlock type(Parameter.Setting setting) {
    VariableElement field = setting.field();
    return field == null ? types.expression(setting.type()) : JavaTypes.expression(field);
  }

  private CodeBlock output(Result result) {
    return CodeBlock.builder()
        .addStatement(
            "$T $N = node.output($S, $S$L)",
            handle(Output.class, result.type()),
            out(result.name()),
            result.name(),
            result.pattern(),
            families.argument(result.pattern(), result.type()))
        .build();
  }

  private static TypeName handle(Class<?> kind, TypeMirror value) {
    return ParameterizedTypeName.get(ClassName.get(kind), TypeName.get(value));
  }

  private static String in(Parameter.Read read) {
    return read.java() + "In";
  }

  private static String out(String output) {
    return Words.lower(output) + "Out";
  }

  /** Reads the inputs from the call, runs the method, publishes what it returns. */
  private CodeBlock body() {
    List<CodeBlock> arguments = node.parameters().stream().map(this::argument).toList();
    CodeBlock run =
        CodeBlock.of(
            "new $T($L).run($L)",
            inputs,
            CodeBlock.join(arguments, ", "),
            node.isStatic() ? "" : "instance");
    if (node.method().getReturnType().getKind() == TypeKind.VOID) {
      return CodeBlock.builder().addStatement("$L", run).build();
    }
    CodeBlock.Builder code =
        CodeBlock.builder()
            .addStatement("$T result = $L", TypeName.get(node.method().getReturnType()), run);
    for (Result result : node.results()) {
      CodeBlock value =
          node.several()
              ? CodeBlock.of("result.$N()", result.element().getSimpleName())
              : CodeBlock.of("result");
      code.addStatement(
          "$T.$L(call, $N, $L)", Bridge.class, publish(result.shape()), out(result.name()), value);
    }
    return code.build();
  }

  private CodeBlock argument(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Read read ->
          switch (read.shape()) {
            case PLAIN -> CodeBlock.of("$T.value(call, $N)", Bridge.class, in(read));
            case NULLABLE -> CodeBlock.of("$T.nullable(call, $N)", Bridge.class, in(read));
            case OPTIONAL -> CodeBlock.of("call.find($N)", in(read));
            case FROM -> CodeBlock.of("$T.from(call, $N)", Bridge.class, in(read));
            case OPTIONAL_FROM -> CodeBlock.of("$T.find(call, $N)", Bridge.class, in(read));
          };
      case Parameter.Setting setting -> CodeBlock.of("call.get($N)", setting.java() + "Option");
      case Parameter.Last last -> CodeBlock.of("call.own($N)", out(last.output()));
      case Parameter.Variable variable -> CodeBlock.of("call.binding($S)", variable.variable());
      case Parameter.Variables _ -> CodeBlock.of("call.binding()");
      case Parameter.Key key ->
          key.ordinal() == null
              ? CodeBlock.of("call::key")
              : CodeBlock.of("call.key($L)", key.ordinal());
      case Parameter.Cause _ -> CodeBlock.of("call.trigger()");
    };
  }

  private static String publish(Result.Shape shape) {
    return switch (shape) {
      case ONE -> "publish";
      case OPTIONAL -> "publishIf";
      case LIST -> "publishAll";
      case AT -> "publishAt";
      case OPTIONAL_AT -> "publishIfAt";
      case LIST_AT -> "publishAllAt";
    };
  }
}
