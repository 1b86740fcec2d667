package io.leat.processor;

import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import org.jspecify.annotations.Nullable;

/**
 * The static fields of a class that hold types of values: {@code static final Type<Quake> QUAKE}.
 */
final class TypeFields {
  private final TypeElement host;
  private final Complaints complaints;

  /** By name: the Java type of the values. */
  private final Map<String, TypeMirror> values = new LinkedHashMap<>();

  private final Map<String, VariableElement> fields = new LinkedHashMap<>();

  TypeFields(TypeElement host, JavaTypes types, Complaints complaints) {
    this.host = host;
    this.complaints = complaints;
    for (VariableElement field : ElementFilter.fieldsIn(host.getEnclosedElements())) {
      TypeMirror value = types.argument(field.asType(), Type.class);
      if (value != null && field.getModifiers().contains(Modifier.STATIC)) {
        String name = field.getSimpleName().toString();
        values.put(name, value);
        fields.put(name, field);
      }
    }
  }

  /** The field of a name; null, with a complaint at {@code at}, if it cannot be used. */
  @Nullable VariableElement find(String name, Element at, String subject) {
    VariableElement field = fields.get(name);
    if (field == null) {
      complaints.add(
          at,
          "%s: type names no static field Type<…> of class %s, %s%s"
              .formatted(
                  subject,
                  host.getSimpleName(),
                  Show.quoted(name),
                  Nearest.hint(name, fields.keySet())));
      return null;
    }
    return visible(field, at, subject) ? field : null;
  }

  private boolean visible(VariableElement field, Element at, String subject) {
    if (!field.getModifiers().contains(Modifier.PRIVATE)) {
      return true;
    }
    complaints.add(
        at,
        "%s: the field %s is private, and the generated class reads it; leave `private` out"
            .formatted(subject, field.getSimpleName()));
    return false;
  }

  /** The Java type of the values of the type that a field of this class holds. */
  TypeMirror valuesOf(VariableElement field) {
    TypeMirror value = values.get(field.getSimpleName().toString());
    if (value == null) {
      throw new IllegalArgumentException(field + " is no field of " + host);
    }
    return value;
  }

  /** The fields whose values are of a Java type, in order of declaration. */
  List<VariableElement> of(TypeMirror type, JavaTypes types) {
    var found = new ArrayList<VariableElement>();
    fields.forEach(
        (name, field) -> {
          if (types.same(valuesOf(field), type)
              && !field.getModifiers().contains(Modifier.PRIVATE)) {
            found.add(field);
          }
        });
    return found;
  }
}
