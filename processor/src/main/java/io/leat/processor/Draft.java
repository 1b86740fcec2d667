package io.leat.processor;

import io.leat.nodes.Code;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Mode;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.Problems;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.type.TypeMirror;
import org.jspecify.annotations.Nullable;

/**
 * The graph of annotated classes, built once before there is any code: with the builder and the
 * checks that will build it at run time, so that both refuse the same in the same words. A type
 * stands for each Java type; what predicates say is not known yet.
 */
final class Draft {
  private static final Code NOTHING = _ -> {};

  private final AnnotatedGraph annotated;
  private final JavaTypes types;
  private final Complaints complaints;
  private final Problems problems = new Problems();
  private final GraphBuilder builder = new GraphBuilder(problems);

  /** By the path of keys that leads to a part of the graph. Of two at one path, the later. */
  private final Map<List<String>, Element> places = new HashMap<>();

  Draft(AnnotatedGraph annotated, JavaTypes types, Complaints complaints) {
    this.annotated = annotated;
    this.types = types;
    this.complaints = complaints;
  }

  /** The graph; null, with a complaint at each part that does not fit, if there is one. */
  @Nullable Graph graph() {
    for (DeclaredTopic topic : annotated.topics()) {
      places.put(List.of("topics", topic.pattern()), topic.host());
      if (topic.every() != null) {
        Topic<?> _ = builder.time(topic.pattern(), topic.every());
      } else if (topic.distinct()) {
        builder.distinct(topic.pattern(), types.standIn(topic.type()));
      } else {
        builder.topic(topic.pattern(), types.standIn(topic.type()));
      }
    }
    annotated.nodes().forEach(this::add);
    annotated.renames().forEach(renamed -> builder.renamed(renamed.from(), renamed.to()));
    Graph graph = null;
    try {
      graph = builder.build();
    } catch (Invalid e) {
      // Told below, each where it belongs: `problems` has the same.
    }
    problems.all().forEach(problem -> complaints.add(place(problem.path()), problem.toString()));
    if (graph != null) {
      annotated.nodes().forEach(this::checkVariables);
    }
    return graph;
  }

  /** The nearest part that has a place in the source. */
  private Element place(List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      Element element = places.get(path.subList(0, length));
      if (element != null) {
        return element;
      }
    }
    return annotated.host();
  }

  private void add(AnnotatedNode annotated) {
    String name = annotated.name();
    NodeBuilder node = builder.node(name);
    places.put(List.of("nodes", name), annotated.method());
    if (!annotated.said().version().isEmpty()) {
      node.version(annotated.said().version());
    }
    if (annotated.said().beside() < 0) {
      problems.add("beside must be at least 0, not " + annotated.said().beside(), "nodes", name);
    }
    for (Parameter.Read read : annotated.parameters(Parameter.Read.class)) {
      places.put(List.of("nodes", name, "inputs", read.name()), read.element());
      node.input(
          read.name(), read.pattern(), typeOf(read.type()), modes(read).toArray(new Mode[0]));
    }
    for (Parameter.Setting setting : annotated.parameters(Parameter.Setting.class)) {
      places.put(List.of("nodes", name, "options", setting.name()), setting.element());
      option(node, name, setting);
    }
    for (Result result : annotated.results()) {
      places.put(List.of("nodes", name, "outputs", result.name()), result.element());
      node.output(result.name(), result.pattern(), typeOf(result.type()));
    }
    node.kind(annotated.said().kind());
    Duration backoff = duration("backoff", annotated.said().backoff(), name);
    node.retry(annotated.said().attempts(), backoff == null ? Duration.ZERO : backoff);
    if (!annotated.said().timeout().isEmpty()) {
      Duration timeout = duration("timeout", annotated.said().timeout(), name);
      node.timeout(timeout == null ? Duration.ofSeconds(1) : timeout);
    }
    if (annotated.said().beside() > 0) {
      node.beside(annotated.said().beside(), NOTHING);
    } else {
      node.run(NOTHING);
    }
  }

  private @Nullable Duration duration(String noun, String text, String node) {
    Duration duration = Durations.parse(text);
    if (duration == null) {
      problems.add(
          "expected a %s such as 500ms, 10s or 5m, not %s".formatted(noun, Show.quoted(text)),
          "nodes",
          node);
    }
    return duration;
  }

  /** Of a text that the draft found to be a duration. */
  static Duration duration(String text) {
    return Objects.requireNonNull(Durations.parse(text), text);
  }

  /** JSON fits whatever its topic is of. */
  private Type<?> typeOf(TypeMirror value) {
    return types.isJson(value) ? Type.UNTYPED : types.standIn(value);
  }

  static List<Mode> modes(Parameter.Read read) {
    if (read.required()) {
      return read.trigger() ? List.of(Mode.REQUIRED) : List.of(Mode.LOOKUP, Mode.REQUIRED);
    }
    return read.trigger() ? List.of() : List.of(Mode.LOOKUP);
  }

  private void option(NodeBuilder node, String name, Parameter.Setting setting) {
    Value fallback = null;
    String json = setting.fallback();
    if (json != null) {
      try {
        fallback = Value.parse(json);
        checkReadable(setting, fallback);
      } catch (Invalid e) {
        complaints.add(
            setting.element(),
            "node %s, parameter %s: the default %s is refused: %s; write it as JSON"
                .formatted(name, setting.java(), Show.quoted(json), e.problems().getFirst()));
        fallback = null;
      }
    }
    node.option(setting.name(), types.standIn(setting.type()), fallback, setting.trigger());
  }

  /** A default must be of its Java type too: no fraction for an int. */
  private void checkReadable(Parameter.Setting setting, Value fallback) {
    if (types.is(setting.type(), Integer.class)) {
      fallback.as(Type.INTEGER.as(Integer.class));
    }
    if (fallback.isNull() && !types.isJson(setting.type())) {
      throw new Invalid("it is null");
    }
  }

  private void checkVariables(AnnotatedNode node) {
    var known = new TreeSet<String>();
    for (Parameter.Read read : node.parameters(Parameter.Read.class)) {
      known.addAll(Pattern.parse(read.pattern()).variables());
    }
    for (Parameter.Variable variable : node.parameters(Parameter.Variable.class)) {
      if (!known.contains(variable.variable())) {
        complaints.add(
            variable.element(),
            "node %s, parameter %s: no input has the variable %s%s"
                .formatted(
                    node.name(),
                    variable.java(),
                    Show.quoted(variable.variable()),
                    Nearest.hint(variable.variable(), known)));
      }
    }
  }
}
