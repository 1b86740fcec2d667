package io.leat.cli;

import io.leat.engine.Root;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Roots from text with one JSON value a line. Lines without anything but white space are skipped
 * and counted. Owned by one thread.
 */
final class JsonLines implements Lines {
  private final InputStream text;
  private final TopicTemplate template;
  private final Graph graph;
  private long number;

  JsonLines(InputStream text, TopicTemplate template, Graph graph) {
    this.text = new BufferedInputStream(text, 1 << 16);
    this.template = template;
    this.graph = graph;
  }

  @Override
  public List<Root> next(int count) throws IOException {
    List<Root> roots = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    long room = BATCH_BYTES_MAX;
    while (roots.size() < count && problems.size() < PROBLEMS_MAX) {
      byte[] line = line(room);
      if (line == null) {
        break;
      }
      room -= line.length + 1;
      if (!blank(line)) {
        add(line, roots, problems);
      }
    }
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return roots;
  }

  private void add(byte[] line, List<Root> roots, List<String> problems) {
    try {
      Value value = Value.parse(line);
      Root root = new Root(template.topic(value), value);
      graph.checkRoot(root.topic(), value);
      roots.add(root);
    } catch (Invalid e) {
      e.problems().forEach(problem -> problems.add("line " + number + ": " + problem));
    }
  }

  /** The bytes of the next line without its end; null at the end of the text. */
  private byte @Nullable [] line(long room) throws IOException {
    int b = text.read();
    if (b < 0) {
      return null;
    }
    number++;
    var line = new ByteArrayOutputStream(512);
    while (b >= 0 && b != '\n') {
      if (line.size() >= room) {
        throw new Invalid(Lines.tooLong(number));
      }
      line.write(b);
      b = text.read();
    }
    return line.toByteArray();
  }

  private static boolean blank(byte[] line) {
    for (byte b : line) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}
