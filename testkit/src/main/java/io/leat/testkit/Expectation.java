package io.leat.testkit;

import io.leat.engine.EngineEvent;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opentest4j.AssertionFailedError;

/**
 * Compares what a test expects with what there is, and says what the difference is and how it came.
 *
 * @param events everything on the log, in order of offset
 * @param expected offsets of the products that were expected before
 */
record Expectation(Graph graph, List<Event> events, Account account, Set<Long> expected) {

  /** That the topics of a pattern got these values, in order, and no others. */
  void products(String topic, List<Value> wanted) {
    checkTopic(topic);
    List<Event> found = unexpected(Pattern.query(topic));
    List<Value> values = found.stream().map(Values::of).toList();
    found.forEach(event -> expected.add(event.offset()));
    if (!values.equals(wanted)) {
      String message =
          "expected on %s%s%s%s"
              .formatted(
                  topic,
                  listed(wanted.stream().map(Value::toString).toList()),
                  "\nbut there was"
                      + listed(found.stream().map(event -> told(event, topic)).toList()),
                  reason(topic, wanted, values));
      throw failed(message, wanted, values);
    }
  }

  /** Products that match and were not expected yet, in order of position. */
  private List<Event> unexpected(Pattern topic) {
    Map<String, Integer> ranks = new HashMap<>();
    graph.nodes().forEach(node -> ranks.put(node.name(), ranks.size()));
    return events.stream()
        .filter(event -> !event.isRoot() && !expected.contains(event.offset()))
        .filter(event -> topic.match(event.topic()) != null)
        .sorted(
            Comparator.comparingLong(Event::root)
                .thenComparingInt(event -> ranks.getOrDefault(event.node(), ranks.size()))
                .thenComparingInt(Event::call)
                .thenComparingInt(Event::ordinal))
        .toList();
  }

  /** Refuses to look where nothing can be: a slip of the pen would be an expectation fulfilled. */
  private void checkTopic(String topic) {
    Pattern pattern = Pattern.query(topic);
    boolean published =
        pattern.plain()
            ? graph.source(topic) != null
            : graph.nodes().stream()
                .flatMap(node -> node.outputs().stream())
                .anyMatch(output -> output.pattern().overlaps(pattern));
    if (!published && !topic.equals("**") && events.stream().noneMatch(e -> is(e, pattern))) {
      List<String> outputs =
          graph.nodes().stream()
              .flatMap(node -> node.outputs().stream())
              .map(output -> output.pattern().toString())
              .toList();
      throw new AssertionError(
          "no node publishes to " + topic + "; nodes publish to " + String.join(", ", outputs));
    }
  }

  private static boolean is(Event event, Pattern pattern) {
    return !event.isRoot() && pattern.match(event.topic()) != null;
  }

  /** That exactly these nodes ran, in whatever order. */
  void ran(List<String> wanted, List<String> ran) {
    List<String> missing = new ArrayList<>();
    List<String> more = new ArrayList<>(ran);
    for (String node : wanted) {
      checkNode(node);
      int place = place(node, more);
      if (place < 0) {
        missing.add(node);
      } else {
        more.remove(place);
      }
    }
    if (!missing.isEmpty() || !more.isEmpty()) {
      String message =
          "expected to run: %s%s%s"
              .formatted(
                  wanted.isEmpty() ? "nothing" : String.join(", ", wanted),
                  missing.isEmpty() ? "" : "\nbut did not run: " + String.join(", ", missing),
                  more.isEmpty() ? "" : "\nbut ran too: " + String.join(", ", more));
      throw failed(message, wanted, ran);
    }
  }

  /** A name alone is any call of the node; the exact text is better. */
  private static int place(String node, List<String> ran) {
    int exact = ran.indexOf(node);
    for (int i = 0; exact < 0 && i < ran.size(); i++) {
      if (ran.get(i).startsWith(node + " {")) {
        return i;
      }
    }
    return exact;
  }

  private void checkNode(String named) {
    int brace = named.indexOf(" {");
    String node = brace < 0 ? named : named.substring(0, brace);
    if (graph.node(node) == null) {
      throw new AssertionError(
          "there is no node "
              + node
              + "; the nodes are "
              + String.join(", ", graph.nodes().stream().map(Node::name).toList()));
    }
  }

  /** The first failure of a node that was not expected yet and says this. */
  EngineEvent.Failed failure(String node, String text, Set<EngineEvent.Failed> before) {
    checkNode(node);
    List<EngineEvent.Failed> failures =
        account.failures().stream().filter(failure -> !before.contains(failure)).toList();
    return failures.stream()
        .filter(failure -> failure.node().equals(node) && failure.message().contains(text))
        .findFirst()
        .orElseThrow(
            () ->
                failed(
                    "expected node %s to fail with a message that contains: %s%s"
                        .formatted(
                            node,
                            text,
                            failures.isEmpty()
                                ? "\nbut nothing failed"
                                : "\nbut there failed" + told(failures)),
                    text,
                    told(failures)));
  }

  /** That nothing failed but what was expected to. */
  void noFailureBut(Set<EngineEvent.Failed> wanted) {
    List<EngineEvent.Failed> others =
        account.failures().stream().filter(failure -> !wanted.contains(failure)).toList();
    if (!others.isEmpty()) {
      throw failed(
          "nodes failed, and no expectFailure asked for it:" + told(others), List.of(), others);
    }
  }

  private static String told(List<EngineEvent.Failed> failures) {
    return listed(
        failures.stream()
            .map(f -> Account.at(f.node(), f.binding()) + ": " + Account.cut(f.message()))
            .toList());
  }

  /** In what the first value that is not as it should be differs, or why there is none. */
  private String reason(String topic, List<Value> wanted, List<Value> values) {
    for (int i = 0; i < Math.min(wanted.size(), values.size()); i++) {
      if (!wanted.get(i).equals(values.get(i))) {
        String difference = FirstDifference.between(wanted.get(i), values.get(i));
        return difference.isEmpty() ? "" : "\nthey differ in value " + (i + 1) + " " + difference;
      }
    }
    Node source = values.isEmpty() && !topic.contains("*") ? graph.source(topic) : null;
    return source == null ? "" : "\n" + whyNothing(source);
  }

  private String whyNothing(Node source) {
    String name = source.name();
    if (account.failures().stream().anyMatch(failure -> failure.node().equals(name))) {
      return "node " + name + " publishes there, and failed";
    }
    if (account.ran(name)) {
      return "node " + name + " publishes there; it ran, and did not publish this";
    }
    List<String> absent =
        source.inputs().stream()
            .filter(Input::required)
            .filter(
                input -> events.stream().noneMatch(e -> input.pattern().match(e.topic()) != null))
            .map(input -> input.pattern().toString())
            .toList();
    return absent.isEmpty()
        ? "node " + name + " publishes there, and did not run"
        : "node %s publishes there, and did not run: it requires %s, where nothing is"
            .formatted(name, String.join(" and ", absent));
  }

  private String told(Event event, String topic) {
    String value = Values.of(event).toString();
    return topic.contains("*") ? event.topic() + ": " + value : value;
  }

  private static String listed(List<String> lines) {
    if (lines.isEmpty()) {
      return "\n    nothing";
    }
    StringBuilder list = new StringBuilder();
    lines.forEach(line -> list.append("\n    ").append(line));
    return list.toString();
  }

  private AssertionFailedError failed(String message, Object wanted, Object found) {
    String story = String.join("\n    ", account.lines(events));
    return new AssertionFailedError(message + "\nwhat happened:\n    " + story, wanted, found);
  }
}
