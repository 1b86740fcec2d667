package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.nodes.drawing.Drawing;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code leat graph}: who reads and publishes what. */
@Command(
    name = "graph",
    description = "Draw the graph: topics, nodes, options, and who reads and publishes what.",
    footerHeading = "%n",
    footer = {
      "An svg is a page of its own, in light and dark, for a README or a browser; dot is for",
      "Graphviz, mermaid for Markdown, json is the graph as the log records it. Runs no node.",
      "",
      "  leat graph",
      "  leat graph --format svg > graph.svg"
    })
final class GraphVerb implements Callable<Integer> {
  private final Console console;
  @Mixin private final GraphFileArgument argument = new GraphFileArgument();

  @Option(
      names = "--format",
      paramLabel = "text|dot|mermaid|svg|json",
      description = "What to draw it as. Default: text.",
      converter = DrawingConverter.class)
  private Drawing drawing = Drawing.TEXT;

  GraphVerb(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Path drawn = argument.file(console);
    byte[] text = drawing.of(Workspace.load(console, drawn)).getBytes(UTF_8);
    console.out().write(text, 0, text.length);
    return ExitCode.DONE;
  }

  /** A drawing by its name. */
  static final class DrawingConverter implements ITypeConverter<Drawing> {
    @Override
    public Drawing convert(String name) {
      return switch (name) {
        case "text" -> Drawing.TEXT;
        case "dot" -> Drawing.DOT;
        case "mermaid" -> Drawing.MERMAID;
        case "svg" -> Drawing.SVG;
        case "json" -> Drawing.JSON;
        default ->
            throw new TypeConversionException(
                "'" + name + "' is not text, dot, mermaid, svg or json");
      };
    }
  }
}
