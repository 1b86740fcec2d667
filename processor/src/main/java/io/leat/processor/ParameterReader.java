package io.leat.processor;

import io.leat.nodes.Kind;
import io.leat.nodes.annotation.Bound;
import io.leat.nodes.annotation.From;
import io.leat.nodes.annotation.In;
import io.leat.nodes.annotation.Key;
import io.leat.nodes.annotation.Node;
import io.leat.nodes.annotation.Option;
import io.leat.nodes.annotation.Own;
import io.leat.nodes.annotation.Trigger;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of one node's method. */
final class ParameterReader {
  private static final List<Class<? extends Annotation>> KINDS =
      List.of(In.class, Option.class, Own.class, Bound.class, Trigger.class, Key.class);

  /** Names that no component of a record may have. */
  private static final List<String> TAKEN =
      List.of(
          "clone",
          "finalize",
          "getClass",
          "hashCode",
          "notify",
          "notifyAll",
          "run",
          "toString",
          "wait");

  private final String node;
  private final Node said;
  private final List<Result> results;
  private final JavaTypes types;
  private final TypeFields fields;
  private final Complaints complaints;

  /** The surroundings of a parameter. */
  record Around(JavaTypes types, TypeFields fields, Complaints complaints) {}

  /**
   * @param said what the annotation of the method says
   */
  ParameterReader(String node, Node said, List<Result> results, Around around) {
    this.node = node;
    this.said = said;
    this.results = results;
    this.types = around.types;
    this.fields = around.fields;
    this.complaints = around.complaints;
  }

  /** The parameter; null, with a complaint, if it is none that a node can have. */
  @Nullable Parameter read(VariableElement parameter) {
    List<Class<? extends Annotation>> kinds =
        KINDS.stream().filter(kind -> parameter.getAnnotation(kind) != null).toList();
    if (TAKEN.contains(java(parameter))) {
      return refuse(parameter, "the name is taken in records; choose another");
    }
    if (kinds.size() != 1) {
      return refuse(
          parameter,
          (kinds.isEmpty() ? "it has no annotation" : "it has several annotations")
              + "; expected one of @In, @Option, @Own, @Bound, @Trigger, @Key, and collaborators in"
              + " the constructor of the class");
    }
    In in = parameter.getAnnotation(In.class);
    if (in != null) {
      return input(parameter, in);
    }
    Option option = parameter.getAnnotation(Option.class);
    if (option != null) {
      return option(parameter, option);
    }
    Own own = parameter.getAnnotation(Own.class);
    if (own != null) {
      return own(parameter, own.value());
    }
    Bound bound = parameter.getAnnotation(Bound.class);
    if (bound != null) {
      return bound(parameter, bound.value());
    }
    Key key = parameter.getAnnotation(Key.class);
    return key == null ? cause(parameter) : key(parameter, key.value());
  }

  private static String java(VariableElement parameter) {
    return parameter.getSimpleName().toString();
  }

  private @Nullable Parameter refuse(VariableElement parameter, String sentence) {
    complaints.add(
        parameter,
        "node %s, parameter %s: %s".formatted(node, parameter.getSimpleName(), sentence));
    return null;
  }

  private @Nullable Parameter input(VariableElement parameter, In in) {
    TypeMirror type = parameter.asType();
    TypeMirror optional = types.argument(type, Optional.class);
    TypeMirror inner = optional == null ? type : optional;
    TypeMirror from = types.argument(inner, From.class);
    TypeMirror value = types.boxed(from == null ? inner : from);
    if (!types.isValue(value)) {
      return refuse(
          parameter,
          "%s is no value of an input; expected %s, or an Optional or From of one"
              .formatted(types.show(value), JavaTypes.VALUES));
    }
    Parameter.Shape shape;
    if (optional != null) {
      shape = from == null ? Parameter.Shape.OPTIONAL : Parameter.Shape.OPTIONAL_FROM;
    } else if (from != null) {
      shape = Parameter.Shape.FROM;
    } else {
      shape = nullable(parameter) ? Parameter.Shape.NULLABLE : Parameter.Shape.PLAIN;
    }
    String name = in.name().isEmpty() ? Words.kebab(java(parameter)) : in.name();
    return new Parameter.Read(parameter, name, in.value(), in.trigger(), shape, value);
  }

  static boolean nullable(VariableElement parameter) {
    return Stream.concat(
            parameter.getAnnotationMirrors().stream(),
            parameter.asType().getAnnotationMirrors().stream())
        .map(AnnotationMirror::getAnnotationType)
        .anyMatch(type -> type.asElement().getSimpleName().contentEquals("Nullable"));
  }

  private @Nullable Parameter option(VariableElement parameter, Option option) {
    TypeMirror type = types.boxed(parameter.asType());
    if (!types.isValue(type)) {
      return refuse(
          parameter,
          "%s is no value of an option; expected %s".formatted(types.show(type), JavaTypes.VALUES));
    }
    boolean unset = option.defaultValue().equals(Option.NONE);
    if (unset != option.mustBeSet()) {
      return refuse(
          parameter,
          unset
              ? "the option has no default; give defaultValue, or say mustBeSet = true if every run"
                  + " has to set it"
              : "the option has a default and must be set; expected one of both");
    }
    VariableElement field = null;
    if (!option.type().isEmpty()) {
      field = fields.find(option.type(), parameter, subject(parameter));
      if (field == null) {
        return null;
      }
      if (!types.same(fields.valuesOf(field), type)) {
        return refuse(
            parameter,
            "it is a %s, but type %s has values of %s; expected the same"
                .formatted(types.show(type), option.type(), types.show(fields.valuesOf(field))));
      }
    }
    String json = null;
    if (!unset) {
      json = types.is(type, String.class) ? quoted(option.defaultValue()) : option.defaultValue();
    }
    String name = option.name().isEmpty() ? Words.kebab(java(parameter)) : option.name();
    return new Parameter.Setting(parameter, name, json, option.trigger(), type, field);
  }

  private static String quoted(String text) {
    return Value.of(Type.STRING, text).toString();
  }

  private String subject(VariableElement parameter) {
    return "node %s, parameter %s".formatted(node, parameter.getSimpleName());
  }

  private @Nullable Parameter own(VariableElement parameter, String output) {
    TypeMirror value = types.argument(parameter.asType(), Optional.class);
    if (value == null) {
      return refuse(
          parameter,
          "%s cannot be its own last product, for at first there is none; expected an Optional"
              .formatted(types.show(parameter.asType())));
    }
    List<String> known = results.stream().map(Result::name).toList();
    if (output.isEmpty() && known.size() != 1) {
      return refuse(
          parameter,
          known.isEmpty()
              ? "the node publishes nothing that could be its own; leave @Own out"
              : "the node has several outputs; name one: @Own(\"%s\")".formatted(known.getFirst()));
    }
    for (Result result : results) {
      if (output.isEmpty() || result.name().equals(output)) {
        return types.same(value, result.type())
            ? new Parameter.Last(parameter, result.name(), value)
            : refuse(
                parameter,
                "output %s publishes %s; expected Optional<%s>, not Optional<%s>"
                    .formatted(
                        result.name(),
                        types.show(result.type()),
                        types.show(result.type()),
                        types.show(value)));
      }
    }
    return refuse(
        parameter, "there is no output " + Show.quoted(output) + Nearest.hint(output, known));
  }

  private @Nullable Parameter bound(VariableElement parameter, String variable) {
    if (types.is(parameter.asType(), Binding.class) && variable.isEmpty()) {
      return new Parameter.Variables(parameter);
    }
    if (!types.is(parameter.asType(), String.class)) {
      return refuse(
          parameter,
          "%s cannot hold a pattern variable; expected a String, or a Binding for all of them"
              .formatted(types.show(parameter.asType())));
    }
    return new Parameter.Variable(parameter, variable.isEmpty() ? java(parameter) : variable);
  }

  private @Nullable Parameter key(VariableElement parameter, int ordinal) {
    if (said.kind() != Kind.EFFECT) {
      return refuse(
          parameter,
          "only an effect has keys; say @Node(kind = EFFECT), or leave the parameter out");
    }
    if (ordinal < 0) {
      return refuse(parameter, "the place " + ordinal + " of a key is below 0");
    }
    TypeMirror each = types.argument(parameter.asType(), IntFunction.class);
    if (each != null && types.is(each, String.class) && ordinal == 0) {
      return new Parameter.Key(parameter, null);
    }
    return types.is(parameter.asType(), String.class)
        ? new Parameter.Key(parameter, ordinal)
        : refuse(
            parameter,
            "%s cannot hold a key; expected a String, or an IntFunction<String> for the key of each"
                .formatted(types.show(parameter.asType())));
  }

  private @Nullable Parameter cause(VariableElement parameter) {
    return types.is(parameter.asType(), String.class)
        ? new Parameter.Cause(parameter)
        : refuse(
            parameter,
            "%s cannot hold the name of the trigger; expected a String"
                .formatted(types.show(parameter.asType())));
  }
}
