package io.leat.cli;

import com.fasterxml.jackson.databind.JsonNode;
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
 * The roots of an exported history, one event a line. Products and what the engine said of itself
 * are passed over: they are computed anew. Owned by one thread.
 */
final class EventLines {
  private static final int ROOTS_MAX = 10_000;
  private static final int BATCH_BYTES_MAX = 32 << 20;

  private final InputStream text;
  private final Graph graph;
  private long read;

  EventLines(InputStream text, Graph graph) {
    this.text = new BufferedInputStream(text, 1 << 16);
    this.graph = graph;
  }

  /** How many lines were read. */
  long read() {
    return read;
  }

  /**
   * Some of the next roots, each checked; none at the end of the text.
   *
   * @throws Invalid naming a line that is no event, or whose root the graph refuses
   */
  List<Root> next() throws IOException {
    List<Root> roots = new ArrayList<>();
    long bytes = 0;
    while (roots.size() < ROOTS_MAX && bytes < BATCH_BYTES_MAX) {
      byte[] line = line();
      if (line == null) {
        break;
      }
      bytes += line.length;
      try {
        Root root = root(line);
        if (root != null) {
          graph.checkRoot(root.topic(), root.value());
          roots.add(root);
        }
      } catch (Invalid e) {
        throw new Invalid(e.problems().stream().map(p -> "line " + read + ": " + p).toList());
      }
    }
    return roots;
  }

  private static @Nullable Root root(byte[] line) {
    JsonNode event = Value.parse(line).json();
    JsonNode topic = event.path("topic");
    JsonNode value = event.path("value");
    if (!topic.isTextual() || value.isMissingNode()) {
      throw new Invalid("no event: it has a topic and a value, as leat export writes them");
    }
    boolean product = !event.path("node").isNull() && !event.path("node").isMissingNode();
    if (product || topic.textValue().equals(Graph.STATE_CHANGES)) {
      return null;
    }
    return new Root(topic.textValue(), Value.of(value));
  }

  /** The next line without its end; null at the end of the text. */
  private byte @Nullable [] line() throws IOException {
    int b = text.read();
    if (b < 0) {
      return null;
    }
    read++;
    var line = new ByteArrayOutputStream(512);
    while (b >= 0 && b != '\n') {
      if (line.size() > Value.BYTES_MAX) {
        throw new Invalid(
            "line " + read + " is longer than any value; a bundle carries long values");
      }
      line.write(b);
      b = text.read();
    }
    return line.toByteArray();
  }
}
