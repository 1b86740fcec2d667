package io.leat.nodes.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Kind;
import io.leat.nodes.Mode;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

final class DrawingTest {

  private static Graph graph() {
    GraphBuilder g = Graph.builder();
    g.topic("quake/{id}", Type.OBJECT);
    g.topic("rules");
    g.topic("unread", Type.list(Type.NUMBER));
    g.time("tick", Duration.ofMinutes(5));
    g.distinct("alert/{id}", Type.STRING);
    NodeBuilder classify = g.node("classify");
    classify.input("quake", "quake/{id}");
    classify.input("rules", "rules", Mode.LOOKUP, Mode.REQUIRED);
    classify.option("threshold", Type.NUMBER, 4.5);
    classify.option("label", Type.STRING, "<b>\"&");
    classify.output("alert", "alert/{id}");
    classify.version("1").run(_ -> {});
    NodeBuilder count = g.node("count");
    count.input("alert", "alert/*");
    count.input("quake", "quake/*");
    count.output("total", "total");
    count.own().version("1").run(_ -> {});
    NodeBuilder watch = g.node("watch");
    watch.input("log", Graph.STATE_CHANGES);
    watch.option("key", Type.STRING);
    watch.kind(Kind.EFFECT).version("1").run(_ -> {});
    NodeBuilder draw = g.node("draw").kind(Kind.RECORDED).own();
    draw.input("tick", "tick");
    draw.output("card", "card", Type.STRING);
    draw.version("1").run(_ -> {});
    return g.build();
  }

  @Test
  void textTellsWhoReadsAndPublishesWhat() {
    assertThat(Drawing.TEXT.of(graph()))
        .isEqualTo(
            """
            quake/{id}  object
            rules  any
            tick  instant, every 5m
            unread  list<number>
            classify
              <- quake  quake/{id}
              <- rules  rules, looked up, required
              =  threshold  4.5  number
              =  label  "<b>\\"&"  string
              -> alert  alert/{id}  string, distinct
            count  reads its own products
              <- alert  alert/*
              <- quake  quake/*
              -> total  total  any
            draw  recorded  reads its own products
              <- tick  tick
              -> card  card  string
            watch  effect
              <- log  state-changes.log
              =  key  must be set  string
            """);
  }

  @Test
  void dotAndMermaidNameEveryPartAndLine() {
    assertThat(Drawing.DOT.of(graph()))
        .contains(
            "p2 [label=\"quake/{id}\\nobject\", shape=cds];",
            "p4 [label=\"tick\\ninstant, every 5m\", shape=cds];",
            "[label=\"watch\\neffect\\nkey: string\", shape=box, style=\"rounded,bold\"];",
            "p8 -> p0;",
            "p3 -> p8 [style=dashed];")
        .doesNotContain("<b>");
    assertThat(Drawing.MERMAID.of(graph()))
        .startsWith("flowchart LR\n")
        .contains("  p3 -.-> p8\n", "  p2 --> p9\n", "[\"watch<br>effect<br>key: string\"]\n");
  }

  @Test
  void theSvgIsOnePageThatNeedsNothing() throws Exception {
    String svg = Drawing.SVG.of(graph());

    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(1 + 12);
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(svg).contains("rect class=\"effect\"", ">recorded</text>");
    assertThat(svg).doesNotContain("href", "@import", "url(http");
  }

  @Test
  void noTwoPartsOfTheSvgCoverEachOther() throws Exception {
    NodeList boxes =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(
                new ByteArrayInputStream(Drawing.SVG.of(graph()).getBytes(StandardCharsets.UTF_8)))
            .getElementsByTagName("rect");

    for (int i = 1; i < boxes.getLength(); i++) {
      for (int j = 1; j < i; j++) {
        assertThat(rectangle(boxes.item(i)).intersects(rectangle(boxes.item(j)))).isFalse();
      }
    }
  }

  private static Rectangle2D rectangle(Node box) {
    double[] edges = new double[4];
    String[] names = {"x", "y", "width", "height"};
    for (int i = 0; i < names.length; i++) {
      edges[i] = Double.parseDouble(box.getAttributes().getNamedItem(names[i]).getNodeValue());
    }
    return new Rectangle2D.Double(edges[0], edges[1], edges[2], edges[3]);
  }

  @Test
  void theJsonIsTheDescription() {
    assertThat(Graph.described(Value.parse(Drawing.JSON.of(graph())).json())).isEqualTo(graph());
  }

  @ParameterizedTest
  @EnumSource
  void theSameGraphGivesTheSameDrawingAndAnEmptyOneIsFine(Drawing drawing) {
    assertThat(drawing.of(graph())).isEqualTo(drawing.of(graph())).endsWith("\n");
    assertThatCode(() -> drawing.of(Graph.builder().build())).doesNotThrowAnyException();
  }
}
