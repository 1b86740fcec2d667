package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where values are appended to: one topic, or a pattern whose variables come from the fields of
 * each value.
 */
final class TopicTemplate {
  private final Pattern pattern;

  /** By variable, the field that it takes. */
  private final Map<String, String> fields = new LinkedHashMap<>();

  private TopicTemplate(Pattern pattern) {
    this.pattern = pattern;
  }

  /**
   * @param bind the field of each variable that has another name
   * @throws Invalid if the text is no pattern, nothing in the graph matches it, or a binding is for
   *     no variable of it
   */
  static TopicTemplate of(String text, Map<String, String> bind, Graph graph) {
    var template = new TopicTemplate(Pattern.parse(text));
    Pattern pattern = template.pattern;
    if (pattern.wild()) {
      throw new Invalid(
          "topic '" + text + "' has a wildcard; name a variable, such as {id}, or one topic");
    }
    pattern.variables().forEach(variable -> template.fields.put(variable, variable));
    bind.forEach(
        (variable, field) -> {
          if (template.fields.put(variable, field) == null) {
            throw new Invalid(
                "--bind %s=%s: topic '%s' has no variable {%s}"
                    .formatted(Show.text(variable), Show.text(field), text, Show.text(variable)));
          }
        });
    if (!pattern.plain() && graph.topics().stream().noneMatch(t -> t.pattern().overlaps(pattern))) {
      throw new Invalid("unknown topic '" + text + "'; the topics are " + Topics.of(graph));
    }
    return template;
  }

  /**
   * The topic that a value goes to.
   *
   * @throws Invalid if a variable finds no field, or one that cannot be part of a topic's name
   */
  String topic(Value value) {
    if (fields.isEmpty()) {
      return pattern.toString();
    }
    var binding = new LinkedHashMap<String, String>();
    fields.forEach((variable, field) -> binding.put(variable, part(value.json(), variable, field)));
    return pattern.name(Binding.of(binding));
  }

  private String part(JsonNode value, String variable, String field) {
    JsonNode found = value.path(field);
    if (found.isTextual()) {
      return found.textValue();
    }
    if (found.isNumber()) {
      return Value.of(found).toString();
    }
    String name = variable.equals(field) ? "" : " (--bind " + variable + "=" + field + ")";
    String what =
        found.isMissingNode()
            ? "the value has no field '" + field + "'" + fieldsOf(value)
            : "field '" + field + "' is neither a string nor a number";
    throw new Invalid(what + "; variable {" + variable + "} of '" + pattern + "' takes it" + name);
  }

  private static String fieldsOf(JsonNode value) {
    if (!value.isObject()) {
      return ", it is no object";
    }
    var names = new java.util.ArrayList<String>();
    value.fieldNames().forEachRemaining(names::add);
    return names.isEmpty() ? "" : ", only " + String.join(", ", names);
  }
}
