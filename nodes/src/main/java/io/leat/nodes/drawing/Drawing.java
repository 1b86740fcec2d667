package io.leat.nodes.drawing;

import io.leat.nodes.Graph;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.Topic;
import io.leat.nodes.drawing.Sketch.Kind;
import io.leat.nodes.drawing.Sketch.Line;
import io.leat.nodes.drawing.Sketch.Part;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.util.Locale;

/** A graph drawn for people, or for another tool. The same graph gives the same text. */
public enum Drawing {
  /** Nodes by rank, each with what it reads and publishes. */
  TEXT {
    @Override
    public String of(Graph graph) {
      return text(graph);
    }
  },
  /** For Graphviz. */
  DOT {
    @Override
    public String of(Graph graph) {
      return dot(Sketch.of(graph));
    }
  },
  /** For Markdown pages that draw Mermaid. */
  MERMAID {
    @Override
    public String of(Graph graph) {
      return mermaid(Sketch.of(graph));
    }
  },
  /** A picture that needs no tool, in light and dark. */
  SVG {
    @Override
    public String of(Graph graph) {
      return SvgPage.of(Sketch.of(graph));
    }
  },
  /** The graph's description. */
  JSON {
    @Override
    public String of(Graph graph) {
      return graph.describe().toPrettyString() + "\n";
    }
  };

  /** The drawing of a graph, with a line end after its last line. */
  public abstract String of(Graph graph);

  private static String text(Graph graph) {
    var text = new StringBuilder();
    for (Topic<?> topic : graph.topics()) {
      boolean product =
          graph.nodes().stream()
              .flatMap(node -> node.outputs().stream())
              .anyMatch(output -> output.pattern().overlaps(topic.pattern()));
      if (!product) {
        text.append(topic.pattern()).append("  ").append(Sketch.says(topic)).append('\n');
      }
    }
    for (Node node : graph.nodes()) {
      text.append(node.name()).append(says(node)).append('\n');
      for (Input<?> input : node.inputs()) {
        String how =
            (input.trigger() ? "" : ", looked up") + (input.required() ? ", required" : "");
        line(text, "<-", input.name(), input.pattern() + how);
      }
      for (Option<?> option : node.options()) {
        Value fallback = option.fallback();
        String value = fallback == null ? "must be set" : Show.value(fallback);
        line(text, "= ", option.name(), value + "  " + option.type());
      }
      for (Output<?> output : node.outputs()) {
        Topic<?> topic = topicOf(graph, output);
        line(text, "->", output.name(), output.pattern() + "  " + Sketch.says(topic));
      }
    }
    return text.toString();
  }

  private static Topic<?> topicOf(Graph graph, Output<?> output) {
    for (Topic<?> topic : graph.topics()) {
      if (topic.pattern().covers(output.pattern())) {
        return topic;
      }
    }
    return new Topic<>(output.pattern(), output.type(), false);
  }

  private static String says(Node node) {
    return (node.kind() == io.leat.nodes.Kind.PURE
            ? ""
            : "  " + node.kind().name().toLowerCase(Locale.ROOT))
        + (node.own() ? "  reads its own products" : "");
  }

  private static void line(StringBuilder text, String arrow, String name, String rest) {
    text.append("  ").append(arrow).append(' ').append(name).append("  ").append(rest).append('\n');
  }

  private static String dot(Sketch sketch) {
    var dot =
        new StringBuilder("digraph leat {\n  rankdir=LR;\n  node [fontname=\"sans-serif\"];\n");
    for (Part part : sketch.parts()) {
      String shape =
          switch (part.kind()) {
            case ROOT -> "cds";
            case PRODUCT -> "plaintext";
            case PURE -> "box, style=rounded";
            case RECORDED -> "box, style=\"rounded,dashed\"";
            case EFFECT -> "box, style=\"rounded,bold\"";
          };
      dot.append(
          "  p%d [label=\"%s\", shape=%s];\n".formatted(part.index(), label(part, "\\n"), shape));
    }
    for (Line line : sketch.lines()) {
      dot.append(
          "  p%d -> p%d%s;\n"
              .formatted(line.from(), line.to(), line.lookedUp() ? " [style=dashed]" : ""));
    }
    return dot.append("}\n").toString();
  }

  private static String mermaid(Sketch sketch) {
    var mermaid = new StringBuilder("flowchart LR\n");
    for (Part part : sketch.parts()) {
      String label = "\"" + label(part, "<br>") + "\"";
      mermaid.append(
          "  p%d%s\n"
              .formatted(
                  part.index(),
                  part.kind().node()
                      ? "[" + label + "]"
                      : part.kind() == Kind.ROOT ? ">" + label + "]" : "(" + label + ")"));
    }
    for (Line line : sketch.lines()) {
      mermaid.append(
          "  p%d %s p%d\n".formatted(line.from(), line.lookedUp() ? "-.->" : "-->", line.to()));
    }
    return mermaid.toString();
  }

  /** Name and remarks, with nothing in them that DOT or Mermaid would read. */
  private static String label(Part part, String lineEnd) {
    var label = new StringBuilder(plain(part.name()));
    part.remarks().forEach(remark -> label.append(lineEnd).append(plain(remark)));
    return label.toString();
  }

  private static String plain(String text) {
    return text.replace('"', '\'').replace('\\', '/').replace("<", "‹").replace(">", "›");
  }
}
