package io.leat.nodes;

import io.leat.nodes.value.Durations;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Names;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Types;
import io.leat.nodes.value.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * Fits declared topics and nodes together: resolves types, finds sources and edges, and says
 * everything that does not fit. Used once, by one thread.
 */
final class Wiring {

  /** An output with the node that has it. */
  record Published(Node node, Output<?> output) {}

  private final Problems problems;
  private final Types types = new Types();
  private final List<Topic<?>> topics = new ArrayList<>();
  private final List<Node> drafts;

  private final Trie<Topic<?>> declared = new Trie<>();
  private final Trie<Topic<?>> families = new Trie<>();
  private final Trie<Published> published = new Trie<>();
  private final Map<String, Topic<?>> settings = new HashMap<>();

  Wiring(Problems problems, List<Type<?>> types, List<Topic<?>> topics, List<Node> drafts) {
    this.problems = problems;
    this.drafts = drafts;
    types.forEach(type -> register(type, "types", type.name()));
    topics.forEach(this::declare);
  }

  /**
   * @throws Invalid with every problem, those included that were found before
   */
  Graph graph(RenameMap renames) {
    checkNames();
    drafts.forEach(this::publish);
    drafts.forEach(this::placeOptions);
    List<Node> resolved = drafts.stream().map(this::resolve).toList();
    resolved.forEach(this::checkTriggers);
    List<Node> ranked = ranked(resolved);
    checkRenames(renames);
    problems.raise();
    topics.sort(Comparator.comparing(topic -> topic.pattern().toString(), Utf8.ORDER));
    return new Graph(ranked, topics, types.declared(), settings, renames);
  }

  private void checkRenames(RenameMap renames) {
    Set<String> nodes = new LinkedHashSet<>();
    drafts.forEach(node -> nodes.add(node.name()));
    Set<String> patterns = new LinkedHashSet<>();
    topics.forEach(topic -> patterns.add(topic.pattern().toString()));
    renames.check(nodes, patterns, problems);
  }

  private void register(Type<?> type, String... path) {
    Type<?> other = types.add(type);
    if (other != null) {
      problems.add(
          "type '" + other.name() + "' is declared in two ways; give one of them another name",
          path);
    }
  }

  private void declare(Topic<?> topic) {
    String text = topic.pattern().toString();
    register(topic.type(), "topics", text);
    if (!placeable(topic.pattern(), "topics", text)) {
      return;
    }
    for (Topic<?> other : declared.overlapping(topic.pattern())) {
      if (other.pattern().equals(topic.pattern())) {
        problems.add("is declared twice", "topics", text);
      } else if (!other.type().equals(topic.type())
          || other.distinct() != topic.distinct()
          || !Objects.equals(other.every(), topic.every())) {
        problems.add(
            "overlaps topic %s, which is declared otherwise (%s, not %s); some topic would be of both"
                .formatted(other.pattern(), says(other), says(topic)),
            "topics",
            text);
      }
    }
    declared.put(topic.pattern(), topic);
    families.put(topic.pattern(), topic);
    topics.add(topic);
  }

  private static String says(Topic<?> topic) {
    return topic.type().name()
        + (topic.distinct() ? ", distinct" : "")
        + (topic.every() == null ? "" : ", every " + Durations.text(topic.every()));
  }

  /** Whether events may be published to topics of a pattern. */
  private boolean placeable(Pattern pattern, String... path) {
    if (!GraphBuilder.readable(pattern)) {
      return false;
    }
    if (pattern.wild()) {
      problems.add(
          "has a wildcard in " + pattern + "; only inputs may, a topic is named by variables",
          path);
      return false;
    }
    if (pattern.toString().equals(Graph.STATE_CHANGES)) {
      problems.add(Graph.STATE_CHANGES + " is written by the engine alone", path);
      return false;
    }
    return closed(pattern, path);
  }

  /** Refuses a lone variable or wildcard: it would match options and state-changes.log. */
  private boolean closed(Pattern pattern, String... path) {
    if (pattern.segments() > 1 || pattern.plain()) {
      return true;
    }
    problems.add(
        pattern
            + " would be every topic of one segment, options and state-changes.log too;"
            + " begin it with a word: prices/"
            + pattern,
        path);
    return false;
  }

  private void checkNames() {
    Set<String> names = new LinkedHashSet<>();
    for (Node node : drafts) {
      if (!names.add(node.name())) {
        problems.add(
            "the name is given twice; give each node a name of its own", "nodes", node.name());
      }
    }
  }

  private void publish(Node node) {
    for (Output<?> output : node.outputs()) {
      String[] path = {"nodes", node.name(), "outputs", output.name()};
      if (!placeable(output.pattern(), path)) {
        continue;
      }
      for (Published other : published.overlapping(output.pattern())) {
        problems.add(
            other.node.equals(node)
                ? "publishes to %s, as output %s does; publish several events to one output"
                    .formatted(output.pattern(), other.output.name())
                : "publishes to %s, but node %s does too (%s); a topic has one source"
                    .formatted(output.pattern(), other.node.name(), other.output.pattern()),
            path);
      }
      published.put(output.pattern(), new Published(node, output));
      place(output, path);
    }
  }

  /** Finds the topic of an output among those declared, or declares it. */
  private void place(Output<?> output, String... path) {
    register(output.type(), path);
    List<Topic<?>> over = declared.overlapping(output.pattern());
    for (Topic<?> topic : over) {
      if (topic.every() != null) {
        problems.add(
            "publishes to " + topic.pattern() + ", which the clock feeds; a topic has one source",
            path);
      } else if (!topic.pattern().covers(output.pattern())) {
        problems.add(
            "publishes to %s, of which %s is only a part; declare %s"
                .formatted(output.pattern(), topic.pattern(), output.pattern()),
            path);
      } else if (!output.type().equals(Type.UNTYPED) && !output.type().is(topic.type())) {
        problems.add(
            "publishes values of type %s, but topic %s is of type %s; make them one"
                .formatted(output.type(), topic.pattern(), topic.type()),
            path);
      }
    }
    if (over.isEmpty()) {
      var topic = new Topic<>(output.pattern(), known(output.type()), false);
      topics.add(topic);
      families.put(topic.pattern(), topic);
    }
  }

  private static Type<?> known(Type<?> type) {
    return type.equals(Type.UNTYPED) ? Type.ANY : type;
  }

  private void placeOptions(Node node) {
    for (Option<?> option : node.options()) {
      String[] path = {"nodes", node.name(), "options", option.name()};
      register(option.type(), path);
      String name = node.topicOf(option);
      if (Names.topicProblem(name) != null) {
        continue;
      }
      if (families.find(name) != null || name.equals(Graph.STATE_CHANGES)) {
        problems.add("is set at topic " + name + ", which is a topic already; rename one", path);
      }
      settings.put(name, new Topic<>(Pattern.parse(name), option.type(), true));
    }
  }

  private Node resolve(Node node) {
    List<Input<?>> inputs = new ArrayList<>();
    for (Input<?> input : node.inputs()) {
      inputs.add(resolve(input, "nodes", node.name(), "inputs", input.name()));
    }
    List<Output<?>> outputs = new ArrayList<>();
    for (Output<?> output : node.outputs()) {
      outputs.add(
          output.type().equals(Type.UNTYPED) ? output.as(typeAt(output.pattern())) : output);
    }
    return node.with(inputs, outputs);
  }

  private Type<?> typeAt(Pattern pattern) {
    List<Topic<?>> over = families.overlapping(pattern);
    return over.isEmpty() ? Type.ANY : over.getFirst().type();
  }

  private Input<?> resolve(Input<?> input, String... path) {
    register(input.type(), path);
    Pattern pattern = input.pattern();
    if (!GraphBuilder.readable(pattern) || !closed(pattern, path)) {
      return input;
    }
    List<Topic<?>> over = new ArrayList<>(families.overlapping(pattern));
    over.addAll(ofTheEngine(pattern.toString()));
    if (over.isEmpty()) {
      problems.add(
          "reads %s, which is no topic of this graph%s"
              .formatted(
                  Show.quoted(pattern.toString()), Nearest.topicHint(pattern.toString(), known())),
          path);
      return input;
    }
    if (!input.type().equals(Type.UNTYPED)) {
      checkTypes(input, over, path);
      return input;
    }
    boolean one = over.stream().allMatch(topic -> topic.type().equals(over.getFirst().type()));
    Type<?> type = one ? over.getFirst().type() : Type.ANY;
    return input.as(type);
  }

  private void checkTypes(Input<?> input, List<Topic<?>> over, String... path) {
    for (Topic<?> topic : over) {
      if (!topic.type().is(input.type())) {
        problems.add(
            "reads values of type %s, but topic %s is of type %s; make them one"
                .formatted(input.type(), topic.pattern(), topic.type()),
            path);
      }
    }
  }

  /** Options and state-changes.log, which are read by their names only. */
  private List<Topic<?>> ofTheEngine(String name) {
    if (name.equals(Graph.STATE_CHANGES)) {
      return List.of(Graph.STATE_CHANGES_TOPIC);
    }
    Topic<?> setting = settings.get(name);
    return setting == null ? List.of() : List.of(setting);
  }

  private List<String> known() {
    var known = new ArrayList<String>();
    topics.forEach(topic -> known.add(topic.pattern().toString()));
    known.add(Graph.STATE_CHANGES);
    return known;
  }

  private void checkTriggers(Node node) {
    if (node.inputs().isEmpty()) {
      problems.add("has no inputs, so nothing would ever invoke it", "nodes", node.name());
    } else if (node.inputs().stream().noneMatch(Input::trigger)) {
      problems.add(
          "has no input that triggers, so nothing would ever invoke it", "nodes", node.name());
    }
    for (Input<?> trigger : node.inputs()) {
      if (!trigger.trigger()) {
        continue;
      }
      Set<String> unbound = new TreeSet<>(Utf8.ORDER);
      unbound.addAll(node.variables());
      trigger.pattern().variables().forEach(unbound::remove);
      boolean bound =
          unbound.isEmpty()
              || node.inputs().stream()
                  .anyMatch(
                      other ->
                          other.index() != trigger.index()
                              && other.pattern().variables().containsAll(unbound));
      if (!bound) {
        problems.add(
            "triggers, but leaves %s unbound, which no other input has together; say trigger: false or add such an input"
                .formatted(String.join(", ", unbound)),
            "nodes",
            node.name(),
            "inputs",
            trigger.name());
      }
    }
  }

  private List<Node> ranked(List<Node> nodes) {
    Map<String, Node> byName = new LinkedHashMap<>();
    nodes.forEach(node -> byName.put(node.name(), node));
    var ranking = new Ranking(byName.keySet());
    for (Node node : nodes) {
      for (Input<?> input : node.inputs()) {
        Pattern pattern = input.pattern();
        if (pattern.segments() == 1 && !pattern.plain()) {
          continue;
        }
        for (Published source : published.overlapping(pattern)) {
          ranking.edge(source.node.name(), node.name());
        }
      }
    }
    List<Node> ranked = new ArrayList<>();
    ranking
        .order()
        .forEach(
            name -> {
              Node node = byName.get(name);
              if (node != null) {
                ranked.add(node);
              }
            });
    for (List<String> cycle : ranking.cycles()) {
      String hint =
          cycle.size() > 2
              ? "; break it by reading one of these topics elsewhere"
              : "; its own last product a node sees by own (own: true, @Own)";
      problems.add("cycle: " + String.join(" -> ", cycle) + hint, "nodes", cycle.getFirst());
    }
    return ranked;
  }
}
