package io.leat.nodes.drawing;

import io.leat.nodes.drawing.Sketch.Line;
import io.leat.nodes.drawing.Sketch.Part;
import java.util.List;
import java.util.Locale;

/**
 * A sketch as SVG: no scripts, no fonts or files from elsewhere, colours for light and dark. Used
 * once.
 */
final class SvgPage {
  private static final double CHAR = 7.3;
  private static final double SMALL_CHAR = 6.1;
  private static final int LINE = 16;
  private static final int PAD = 12;
  private static final int GAP_X = 56;
  private static final int GAP_Y = 18;
  private static final int MARGIN = 16;

  private static final String STYLE =
      """
      <style>
        svg { color-scheme: light dark; }
        .page { fill: #ffffff; }
        text { font: 12.5px ui-sans-serif, system-ui, sans-serif; fill: #1c2733; }
        text.remark { font-size: 10.5px; fill: #5d6b7a; }
        text.name { font-weight: 600; }
        .pure { fill: #e8f1fb; stroke: #4a86c5; stroke-width: 1.4; }
        .recorded { fill: #f0ebfb; stroke: #7f62bf; stroke-width: 1.4; }
        .effect { fill: #fcebea; stroke: #c25b52; stroke-width: 1.4; }
        .root { fill: #fdf3dc; stroke: #c9993a; }
        .product { fill: #ffffff; stroke: #93a1b0; }
        .line { fill: none; stroke: #93a1b0; stroke-width: 1.3; }
        .lookup { stroke-dasharray: 4 4; }
        .head { fill: #93a1b0; }
        @media (prefers-color-scheme: dark) {
          .page { fill: #0d1117; }
          text { fill: #e6edf3; }
          text.remark { fill: #9aa8b6; }
          .pure { fill: #17304a; stroke: #5b9bdc; }
          .recorded { fill: #2b2148; stroke: #9a80dc; }
          .effect { fill: #421f1d; stroke: #dc7b72; }
          .root { fill: #3a2f14; }
          .product { fill: #0d1117; stroke: #66758a; }
          .line { stroke: #66758a; }
          .head { fill: #66758a; }
        }
      </style>
      <defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="head" d="M0,0 L8,4 L0,8 z"/></marker></defs>
      """;

  private final Sketch sketch;
  private final Layout layout;

  /** By vertex: the left edge, the middle, half the height and the width. */
  private final double[] x;

  private final double[] y;
  private final double[] half;
  private final double[] width;
  private double pageWidth;
  private double pageHeight;

  private SvgPage(Sketch sketch) {
    this.sketch = sketch;
    this.layout = new Layout(sketch);
    int vertices = layout.columns().stream().mapToInt(List::size).sum();
    x = new double[vertices];
    y = new double[vertices];
    half = new double[vertices];
    width = new double[vertices];
    place();
  }

  static String of(Sketch sketch) {
    return new SvgPage(sketch).svg();
  }

  private void place() {
    for (Part part : sketch.parts()) {
      double widest = part.name().length() * CHAR;
      for (String remark : part.remarks()) {
        widest = Math.max(widest, remark.length() * SMALL_CHAR);
      }
      width[part.index()] = Math.ceil(widest) + 2 * PAD;
      half[part.index()] = (LINE * (1 + part.remarks().size()) + PAD) / 2.0;
    }
    double tallest = 0;
    for (List<Integer> column : layout.columns()) {
      tallest = Math.max(tallest, height(column));
    }
    double at = MARGIN;
    for (List<Integer> column : layout.columns()) {
      double widest = column.stream().mapToDouble(vertex -> width[vertex]).max().orElse(0);
      double top = MARGIN + (tallest - height(column)) / 2;
      for (int vertex : column) {
        x[vertex] = at + (widest - width[vertex]) / 2;
        y[vertex] = top + half[vertex];
        top += 2 * half[vertex] + GAP_Y;
      }
      at += widest + GAP_X;
    }
    pageWidth = Math.max(2 * MARGIN, at - GAP_X + MARGIN);
    pageHeight = tallest + 2 * MARGIN;
  }

  private double height(List<Integer> column) {
    return column.stream().mapToDouble(vertex -> 2 * half[vertex] + GAP_Y).sum() - GAP_Y;
  }

  private String svg() {
    var svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0"
                + " %.0f %.0f\" role=\"img\">\n",
            pageWidth,
            pageHeight,
            pageWidth,
            pageHeight));
    svg.append(STYLE).append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    for (int i = 0; i < sketch.lines().size(); i++) {
      line(svg, sketch.lines().get(i), layout.way(i));
    }
    sketch.parts().forEach(part -> part(svg, part));
    return svg.append("</svg>\n").toString();
  }

  private void line(StringBuilder svg, Line line, List<Integer> way) {
    int first = way.getFirst();
    double fromX = x[first] + width[first];
    double fromY = y[first];
    var path = new StringBuilder(String.format(Locale.ROOT, "M%.1f,%.1f", fromX, fromY));
    for (int vertex : way.subList(1, way.size())) {
      double middle = (fromX + x[vertex]) / 2;
      path.append(
          String.format(
              Locale.ROOT,
              " C%.1f,%.1f %.1f,%.1f %.1f,%.1f",
              middle,
              fromY,
              middle,
              y[vertex],
              x[vertex],
              y[vertex]));
      fromX = x[vertex];
      fromY = y[vertex];
    }
    svg.append(
        "<path class=\"line%s\" marker-end=\"url(#head)\" d=\"%s\"/>\n"
            .formatted(line.lookedUp() ? " lookup" : "", path));
  }

  private void part(StringBuilder svg, Part part) {
    int i = part.index();
    double radius = part.kind().node() ? 7 : half[i];
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\""
                + " rx=\"%.1f\"/>\n",
            part.kind().name().toLowerCase(Locale.ROOT),
            x[i],
            y[i] - half[i],
            width[i],
            2 * half[i],
            Math.min(radius, 16)));
    double middle = x[i] + width[i] / 2;
    double line = y[i] - half[i] + PAD / 2.0 + 11.5;
    text(svg, part.kind().node() ? "name" : "topic", middle, line, part.name());
    for (String remark : part.remarks()) {
      line += LINE;
      text(svg, "remark", middle, line, remark);
    }
  }

  private static void text(StringBuilder svg, String style, double x, double y, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%s</text>\n",
            style,
            x,
            y,
            escaped(text)));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
