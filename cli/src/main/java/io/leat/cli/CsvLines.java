package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.engine.Root;
import io.leat.nodes.Graph;
import io.leat.nodes.Topic;
import io.leat.nodes.value.Cells;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Roots from comma-separated values (RFC 4180, UTF-8): the first record names the fields, each
 * other one is an object. What a cell is follows from the type of the topic that it goes to. Owned
 * by one thread.
 */
final class CsvLines implements Lines {
  private final CsvRecords records;
  private final TopicTemplate template;
  private final Graph graph;

  /** By name of type. */
  private final Map<String, Cells> cells = new HashMap<>();

  private @Nullable List<String> names;

  CsvLines(InputStream text, TopicTemplate template, Graph graph) {
    this.records = new CsvRecords(text);
    this.template = template;
    this.graph = graph;
  }

  @Override
  public List<Root> next(int count) throws IOException {
    List<Root> roots = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    records.allow(BATCH_BYTES_MAX);
    if (names == null) {
      names = header();
    }
    List<String> fields = names;
    while (fields != null && roots.size() < count && problems.size() < PROBLEMS_MAX) {
      List<String> record = records.next();
      if (record == null) {
        break;
      }
      try {
        roots.add(root(fields, record));
      } catch (Invalid e) {
        String place = "line " + records.line() + ": ";
        e.problems().forEach(problem -> problems.add(place + problem));
      }
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return roots;
  }

  /** The names of the fields; null if there is not even a header. */
  private @Nullable List<String> header() throws IOException {
    List<String> header = records.next();
    if (header == null) {
      return null;
    }
    var seen = new HashSet<String>();
    for (String name : header) {
      if (name.isEmpty() || !seen.add(name)) {
        throw new Invalid(
            "line "
                + records.line()
                + ": the header names the fields, "
                + (name.isEmpty() ? "but one has no name" : "but '" + name + "' twice"));
      }
    }
    return header;
  }

  private Root root(List<String> fields, List<String> record) {
    if (record.size() != fields.size()) {
      throw new Invalid(
          Words.count(record.size(), "cell")
              + " where the header names "
              + Words.count(fields.size(), "field"));
    }
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < record.size(); i++) {
      texts.put(fields.get(i), record.get(i));
    }
    String topic = template.topic(Value.of(texts));
    Cells typed = cellsOf(topic);
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < record.size(); i++) {
      JsonNode cell = typed.read(fields.get(i), record.get(i));
      if (cell != null) {
        object.set(fields.get(i), cell);
      }
    }
    Value value = Value.of(object);
    graph.checkRoot(topic, value);
    return new Root(topic, value);
  }

  private Cells cellsOf(String name) {
    Topic<?> topic = graph.topic(name);
    return topic == null
        ? Cells.of(null)
        : cells.computeIfAbsent(topic.type().name(), type -> Cells.of(topic.type()));
  }
}
