package io.leat.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.leat.engine.Traffic;
import io.leat.engine.Traffic.AtNode;
import io.leat.engine.Traffic.OnEdge;
import io.leat.nodes.value.Show;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traffic on a branch as people and programs read it.
 *
 * @param holder who holds the branch; null if nobody does
 */
record TrafficView(Traffic traffic, String branch, @Nullable String holder) {
  private static final int NAME_CHARS_MAX = 20;

  /** Where work piles up comes first. */
  private static final Comparator<AtNode> BUSIEST_FIRST =
      Comparator.comparingLong(AtNode::waiting)
          .thenComparingInt(AtNode::inFlight)
          .thenComparingDouble(AtNode::perSecond)
          .reversed();

  /**
   * The lines to show.
   *
   * @param size what they must fit into: the busiest nodes then; null for every node, in order of
   *     rank
   */
  List<String> lines(Screen.@Nullable Size size) {
    var lines = new ArrayList<String>();
    lines.add(summary());
    Traffic.Busy busy = traffic.busy();
    if (busy != null) {
      lines.add(
          "node %s has been at root %d for %d s: everything else waits for it"
              .formatted(busy.node(), busy.root(), busy.forMs() / 1_000));
    }
    lines.add("");
    List<AtNode> nodes = traffic.nodes();
    int room = size == null ? Integer.MAX_VALUE : Math.max(1, size.lines() - lines.size() - 2);
    if (size != null) {
      nodes = nodes.stream().sorted(BUSIEST_FIRST).limit(room).toList();
    }
    lines.addAll(table(nodes));
    if (nodes.size() < traffic.nodes().size()) {
      lines.add("and " + Words.count(traffic.nodes().size() - nodes.size(), "quieter node"));
    }
    List<String> edges = edges();
    if (!edges.isEmpty() && lines.size() + edges.size() < room) {
      lines.add("");
      lines.addAll(edges);
    }
    return size == null ? lines : lines.stream().map(line -> cut(line, size.columns())).toList();
  }

  private String summary() {
    String how =
        traffic.running() ? "running" : holder == null ? "not running" : "held by " + holder;
    String rate = traffic.running() ? ", " + rate(traffic.rootsPerSecond()) + " roots/s" : "";
    return Show.text(
        "branch %s: %s, settled %d of %d%s"
            .formatted(branch, how, traffic.settled(), traffic.end(), rate));
  }

  private static List<String> table(List<AtNode> nodes) {
    var table =
        new TextTable(
            "NODE", ">WAITING", ">RUNNING", ">/S", ">LAST", ">CALLS", ">PRODUCTS", ">FAILED");
    for (AtNode node : nodes) {
      table.row(
          cut(node.name(), NAME_CHARS_MAX),
          count(node.waiting()),
          count(node.inFlight()),
          rate(node.perSecond()),
          duration(node.lastMicros()),
          count(node.invoked() + node.reused()),
          count(node.published()),
          count(node.failed()));
    }
    return table.lines();
  }

  /** What waits where, the fullest edges first. */
  private List<String> edges() {
    record Edge(AtNode node, OnEdge edge) {}
    var table = new TextTable(">WAITING", "EVENTS ON", "FOR");
    traffic.nodes().stream()
        .flatMap(node -> node.edges().stream().map(edge -> new Edge(node, edge)))
        .filter(edge -> edge.edge().waiting() > 0)
        .sorted(Comparator.comparingLong((Edge edge) -> edge.edge().waiting()).reversed())
        .forEach(
            edge ->
                table.row(count(edge.edge().waiting()), edge.edge().pattern(), edge.node().name()));
    return table.lines();
  }

  /** One JSON object. */
  byte[] json() {
    var line = new JsonLine().put("time", Instant.ofEpochMilli(traffic.timeMs()).toString());
    line.put("branch", branch).put("running", traffic.running());
    line.put("settled", traffic.settled()).put("end", traffic.end()).put("roots", traffic.roots());
    line.raw("rootsPerSecond", ascii(tenths(traffic.rootsPerSecond())));
    Traffic.Busy busy = traffic.busy();
    if (busy == null) {
      line.absent("busy");
    } else {
      var at = new JsonLine().put("node", busy.node()).put("root", busy.root());
      line.raw("busy", at.put("forMs", busy.forMs()).bytes());
    }
    return line.raw("nodes", list(traffic.nodes().stream().map(TrafficView::json).toList()))
        .bytes();
  }

  private static byte[] json(AtNode node) {
    var line = new JsonLine().put("node", node.name()).put("waiting", node.waiting());
    line.put("inFlight", node.inFlight()).put("invoked", node.invoked());
    line.raw("perSecond", ascii(tenths(node.perSecond()))).put("reused", node.reused());
    line.put("published", node.published()).put("failed", node.failed());
    if (node.lastMicros() < 0) {
      line.absent("lastMicros");
    } else {
      line.put("lastMicros", node.lastMicros());
    }
    List<byte[]> edges =
        node.edges().stream()
            .map(
                edge ->
                    new JsonLine()
                        .put("input", edge.input())
                        .put("topic", edge.pattern())
                        .put("waiting", edge.waiting())
                        .bytes())
            .toList();
    return line.raw("edges", list(edges)).bytes();
  }

  private static byte[] list(List<byte[]> objects) {
    var list = new ByteArrayOutputStream();
    list.write('[');
    for (byte[] object : objects) {
      if (list.size() > 1) {
        list.write(',');
      }
      list.writeBytes(object);
    }
    list.write(']');
    return list.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(US_ASCII);
  }

  /** {@code 999}, {@code 12k}, {@code 1.2M}: at most five characters. */
  static String count(long number) {
    if (number < 10_000) {
      return Long.toString(number);
    }
    if (number < 1_000_000) {
      return number / 1_000 + "k";
    }
    return number < 100_000_000
        ? number / 1_000_000 + "." + number / 100_000 % 10 + "M"
        : number / 1_000_000 + "M";
  }

  private static String rate(double perSecond) {
    return perSecond > 0 && perSecond < 10 ? tenths(perSecond) : count(Math.round(perSecond));
  }

  private static String tenths(double number) {
    long tenths = Math.round(number * 10);
    return tenths / 10 + "." + tenths % 10;
  }

  /** {@code 12us}, {@code 3ms}, {@code 1.5s}; {@code -} if nothing was measured. */
  static String duration(long micros) {
    if (micros < 0) {
      return "-";
    }
    if (micros < 1_000) {
      return micros + "us";
    }
    return micros < 1_000_000 ? micros / 1_000 + "ms" : tenths(micros / 1e6) + "s";
  }

  private static String cut(String text, int charsMax) {
    return text.codePointCount(0, text.length()) <= charsMax
        ? text
        : text.substring(0, text.offsetByCodePoints(0, charsMax - 1)) + "…";
  }
}
