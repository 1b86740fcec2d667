package io.leat.processor;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.annotation.Renamed;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Generated;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.util.Elements;

/** Writes the class that wires a graph which fits together. Used once. */
final class GraphWriter {
  private final AnnotatedGraph graph;
  private final Families families;
  private final JavaTypes types;
  private final Elements elements;
  private final ClassName name;

  /** The parameters of {@code graph(…)}, by name, in order of the constructors. */
  private final List<ParameterSpec> collaborators = new ArrayList<>();

  GraphWriter(AnnotatedGraph graph, Families families, JavaTypes types, Elements elements) {
    this.graph = graph;
    this.families = families;
    this.types = types;
    this.elements = elements;
    ClassName host = ClassName.get(graph.host());
    this.name = ClassName.get(host.packageName(), String.join("", host.simpleNames()) + "Nodes");
  }

  JavaFile file() {
    TypeElement host = graph.host();
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addOriginatingElement(host)
            .addAnnotation(
                AnnotationSpec.builder(Generated.class)
                    .addMember("value", "$S", NodeProcessor.class.getName())
                    .build())
            .addModifiers(Modifier.FINAL)
            .addJavadoc("The graph of {@link $T}, and each of its nodes alone.", host.asType())
            .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    if (host.getModifiers().contains(Modifier.PUBLIC)) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addMethod(wiring());
    for (AnnotatedNode node : graph.nodes()) {
      var writer = new NodeWriter(node, name, families, types, elements);
      type.addMethod(writer.factory()).addMethod(writer.wiring()).addType(writer.inputs());
    }
    return JavaFile.builder(name.packageName(), type.build())
        .skipJavaLangImports(true)
        .indent("  ")
        .build();
  }

  /** {@code graph(…)}: declares topics, makes instances, adds each node. */
  private MethodSpec wiring() {
    CodeBlock.Builder code = CodeBlock.builder();
    code.addStatement("$1T graph = $2T.builder()", GraphBuilder.class, Graph.class);
    graph.topics().forEach(topic -> code.addStatement("$L", declaration(topic)));
    Map<TypeElement, String> instances = new HashMap<>();
    for (ExecutableElement constructor : graph.constructors()) {
      TypeElement owner = JavaTypes.owner(constructor);
      String instance = Words.lower(owner.getSimpleName().toString()) + "Instance";
      instances.put(owner, instance);
      code.addStatement("$1T $2N = new $1T($3L)", owner.asType(), instance, arguments(constructor));
    }
    for (AnnotatedNode node : graph.nodes()) {
      if (node.isStatic()) {
        code.addStatement("$N(graph)", NodeWriter.adder(node));
      } else {
        code.addStatement("$N(graph, $N)", NodeWriter.adder(node), instances.get(node.owner()));
      }
    }
    for (Renamed renamed : graph.renames()) {
      code.addStatement("graph.renamed($S, $S)", renamed.from(), renamed.to());
    }
    code.addStatement("return graph.build()");
    return MethodSpec.methodBuilder("graph")
        .addModifiers(Modifier.PUBLIC, Modifier.STATIC)
        .addJavadoc(
            """
            The graph.

            @throws $T if types are declared in two ways, or defaults are not of theirs
            """,
            Invalid.class)
        .returns(Graph.class)
        .addParameters(collaborators)
        .addCode(code.build())
        .build();
  }

  private CodeBlock declaration(DeclaredTopic topic) {
    Duration every = topic.every();
    return every != null
        ? CodeBlock.of(
            "graph.time($S, $T.ofMillis($L))", topic.pattern(), Duration.class, every.toMillis())
        : CodeBlock.of(
            "graph.$L($S, $L)",
            topic.distinct() ? "distinct" : "topic",
            topic.pattern(),
            topicType(topic));
  }

  private CodeBlock topicType(DeclaredTopic topic) {
    Families.Family family = families.find(Pattern.parse(topic.pattern()));
    return family == null ? types.expression(topic.type()) : family.type();
  }

  /** The collaborators of an instance. Those of one name and type are one. */
  private CodeBlock arguments(ExecutableElement constructor) {
    var arguments = new ArrayList<CodeBlock>();
    for (VariableElement parameter : constructor.getParameters()) {
      String wanted = parameter.getSimpleName().toString();
      TypeName type = TypeName.get(parameter.asType());
      String free = wanted;
      for (int i = 2; taken(free, type); i++) {
        free = wanted + i;
      }
      ParameterSpec collaborator = ParameterSpec.builder(type, free).build();
      if (!collaborators.contains(collaborator)) {
        collaborators.add(collaborator);
      }
      arguments.add(CodeBlock.of("$N", free));
    }
    return CodeBlock.join(arguments, ", ");
  }

  private boolean taken(String name, TypeName type) {
    return name.equals("graph")
        || collaborators.stream()
            .anyMatch(known -> known.name().equals(name) && !known.type().equals(type));
  }
}
