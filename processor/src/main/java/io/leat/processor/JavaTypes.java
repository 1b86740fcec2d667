package io.leat.processor;

import com.fasterxml.jackson.databind.JsonNode;
import com.palantir.javapoet.CodeBlock;
import io.leat.nodes.value.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Java types as types of values. */
final class JavaTypes {

  /** What may be a value, for messages. */
  static final String VALUES =
      "boolean, int, long, double, String, byte[], Instant, Duration, JsonNode, a record or class"
          + " without type parameters, or a List of these";

  /** The name of a constant of {@link Type}, the constant, and what it is read as. */
  private record BuiltIn(String constant, Type<?> type, @Nullable Class<?> as) {}

  private static final Map<String, BuiltIn> BUILT_IN =
      Map.of(
          Boolean.class.getName(),
          new BuiltIn("BOOLEAN", Type.BOOLEAN, null),
          Integer.class.getName(),
          new BuiltIn("INTEGER", Type.INTEGER, Integer.class),
          Long.class.getName(),
          new BuiltIn("INTEGER", Type.INTEGER, null),
          Double.class.getName(),
          new BuiltIn("NUMBER", Type.NUMBER, null),
          String.class.getName(),
          new BuiltIn("STRING", Type.STRING, null),
          "byte[]",
          new BuiltIn("BYTES", Type.BYTES, null),
          JsonNode.class.getName(),
          new BuiltIn("ANY", Type.ANY, null),
          Instant.class.getName(),
          new BuiltIn("INSTANT", Type.INSTANT, null),
          Duration.class.getName(),
          new BuiltIn("DURATION", Type.DURATION, null));

  private final Elements elements;
  private final Types types;

  /** By the full name of a class: the type that stands for it in a draft. */
  private final Map<String, Type<?>> standIns = new HashMap<>();

  JavaTypes(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** The type with its primitives boxed. */
  TypeMirror boxed(TypeMirror type) {
    return type instanceof PrimitiveType primitive ? types.boxedClass(primitive).asType() : type;
  }

  boolean same(TypeMirror a, TypeMirror b) {
    return types.isSameType(boxed(a), boxed(b));
  }

  TypeMirror json() {
    return elements.getTypeElement(JsonNode.class.getName()).asType();
  }

  TypeMirror instant() {
    return elements.getTypeElement(Instant.class.getName()).asType();
  }

  boolean isJson(TypeMirror type) {
    return is(type, JsonNode.class);
  }

  boolean is(TypeMirror type, Class<?> known) {
    return qualified(type).equals(known.getCanonicalName());
  }

  /** The one argument of a generic type; null if the type is another. */
  @Nullable TypeMirror argument(TypeMirror type, Class<?> generic) {
    return is(type, generic)
            && type instanceof DeclaredType declared
            && declared.getTypeArguments().size() == 1
        ? declared.getTypeArguments().getFirst()
        : null;
  }

  /** Whether a value can be of this type. */
  boolean isValue(TypeMirror type) {
    TypeMirror boxed = boxed(type);
    if (BUILT_IN.containsKey(qualified(boxed))) {
      return true;
    }
    TypeMirror element = argument(boxed, List.class);
    if (element != null) {
      return isValue(element);
    }
    return boxed instanceof DeclaredType declared
        && boxed.getKind() == TypeKind.DECLARED
        && declared.getTypeArguments().isEmpty()
        && ((TypeElement) declared.asElement()).getTypeParameters().isEmpty()
        && !qualified(boxed).startsWith("java.");
  }

  /** Whether a Java type has a type of values that goes without saying. */
  boolean isBuiltIn(TypeMirror type) {
    return BUILT_IN.containsKey(qualified(boxed(type)));
  }

  /** How the type is written in a message. */
  String show(TypeMirror type) {
    TypeMirror element = argument(type, List.class);
    if (element != null) {
      return "List<" + show(element) + ">";
    }
    String name = qualified(type);
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** A type that stands for the values of a Java type while a graph is only a draft. */
  Type<?> standIn(TypeMirror type) {
    TypeMirror boxed = boxed(type);
    TypeMirror element = argument(boxed, List.class);
    if (element != null) {
      return Type.list(standIn(element));
    }
    BuiltIn known = BUILT_IN.get(qualified(boxed));
    return known != null
        ? known.type
        : standIns.computeIfAbsent(qualified(boxed), name -> Type.ANY.named(free(name)));
  }

  /** The simple name, unless another class has it already. */
  private String free(String qualified) {
    String simple = qualified.substring(qualified.lastIndexOf('.') + 1).replace('$', '-');
    boolean taken = standIns.values().stream().anyMatch(type -> type.name().equals(simple));
    return taken ? qualified.replaceAll("[.$]", "-") : simple;
  }

  /** The expression of the type that a Java type has without saying. */
  CodeBlock expression(TypeMirror type) {
    TypeMirror boxed = boxed(type);
    TypeMirror element = argument(boxed, List.class);
    if (element != null) {
      return CodeBlock.of("$T.list($L)", Type.class, expression(element));
    }
    BuiltIn known = BUILT_IN.get(qualified(boxed));
    if (known == null) {
      return CodeBlock.of("$T.of($S, $T.class)", Type.class, Words.kebab(show(boxed)), boxed);
    }
    CodeBlock constant = CodeBlock.of("$T.$L", Type.class, known.constant);
    return known.as == null ? constant : CodeBlock.of("$L.as($T.class)", constant, known.as);
  }

  /** The expression of a type that a field holds. */
  static CodeBlock expression(VariableElement field) {
    return CodeBlock.of("$T.$N", owner(field).asType(), field.getSimpleName());
  }

  /** The class of a member. */
  static TypeElement owner(Element member) {
    if (member.getEnclosingElement() instanceof TypeElement owner) {
      return owner;
    }
    throw new IllegalArgumentException(member + " is no member of a class");
  }

  private static String qualified(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return array.getComponentType().getKind() == TypeKind.BYTE ? "byte[]" : "array";
    }
    return type.getKind() == TypeKind.DECLARED
        ? ((TypeElement) ((DeclaredType) type).asElement()).getQualifiedName().toString()
        : type.getKind().name().toLowerCase(java.util.Locale.ROOT);
  }
}
