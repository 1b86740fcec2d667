package io.leat.processor;

import com.palantir.javapoet.CodeBlock;
import io.leat.nodes.value.Pattern;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** The topics of a graph that fits together, declared or published, each with its type. */
final class Families {

  /**
   * A topic or family of topics.
   *
   * @param values the Java type of its values
   * @param type the expression of its type
   */
  record Family(Pattern pattern, TypeMirror values, CodeBlock type) {}

  private final List<Family> families = new ArrayList<>();
  private final JavaTypes types;
  private final Complaints complaints;

  Families(AnnotatedGraph graph, JavaTypes types, Complaints complaints) {
    this.types = types;
    this.complaints = complaints;
    for (DeclaredTopic topic : graph.topics()) {
      VariableElement field = topic.field();
      CodeBlock type = field == null ? types.expression(topic.type()) : JavaTypes.expression(field);
      families.add(new Family(Pattern.parse(topic.pattern()), topic.type(), type));
    }
    for (AnnotatedNode node : graph.nodes()) {
      for (Result result : node.results()) {
        Pattern pattern = Pattern.parse(result.pattern());
        if (find(pattern) == null) {
          CodeBlock type = undeclared(node, result, graph.host());
          families.add(new Family(pattern, result.type(), type));
        }
      }
    }
  }

  /** The first that has topics in common with a pattern; null if there is none. */
  @Nullable Family find(Pattern pattern) {
    for (Family family : families) {
      if (family.pattern.overlaps(pattern)) {
        return family;
      }
    }
    return null;
  }

  /**
   * The argument, with a comma before it, that says as what values of a pattern's topics are read
   * or published; empty for JSON, which goes without saying.
   */
  CodeBlock argument(String pattern, TypeMirror values) {
    if (types.isJson(values)) {
      return CodeBlock.of("");
    }
    Family family = find(Pattern.parse(pattern));
    return CodeBlock.of(
        ", $L",
        family != null && types.same(family.values, values)
            ? family.type
            : types.expression(values));
  }

  /**
   * The type of a topic that only its node names: that of the one field for such values, if any.
   */
  private CodeBlock undeclared(AnnotatedNode node, Result result, TypeElement host) {
    if (types.isBuiltIn(result.type())) {
      return types.expression(result.type());
    }
    List<VariableElement> fields = new TypeFields(host, types, complaints).of(result.type(), types);
    if (fields.size() > 1) {
      complaints.add(
          result.element(),
          "node %s, output %s: several types have values of %s (%s); declare the topic: @Topic(value = \"%s\", type = \"%s\")"
              .formatted(
                  node.name(),
                  result.name(),
                  types.show(result.type()),
                  String.join(", ", fields.stream().map(Object::toString).toList()),
                  result.pattern(),
                  fields.getFirst()));
    }
    return fields.isEmpty()
        ? types.expression(result.type())
        : JavaTypes.expression(fields.getFirst());
  }
}
