package io.leat.engine.oracle;

import io.leat.engine.oracle.Facts.Fact;
import io.leat.log.Event;
import io.leat.nodes.Graph;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What two runs must agree on, byte for byte: roots numbered from 0, then products by (root number,
 * node name, call, ordinal), each with topic and value; without offset, time, writer, the topic of
 * state changes and what it causes.
 */
public final class CanonicalForm {

  /** One product, its root by number. */
  private record Line(int root, String node, int call, int ordinal, String text) {
    static final Comparator<Line> ORDER =
        Comparator.comparingInt(Line::root)
            .thenComparing(Line::node, Utf8.ORDER)
            .thenComparingInt(Line::call)
            .thenComparingInt(Line::ordinal);

    @Override
    public String toString() {
      return root + " " + node + " " + call + " " + ordinal + " " + text;
    }
  }

  private CanonicalForm() {}

  /** Of the raw events of a log, in order of offset. */
  public static String of(List<Event> events) {
    return of(events, numbers(events));
  }

  /** The same with state changes, which are roots too, and what they cause. */
  public static String whole(List<Event> events) {
    return of(events, allNumbers(events));
  }

  private static String of(List<Event> events, Map<Long, Integer> numbers) {
    var roots = new ArrayList<String>();
    var products = new ArrayList<Line>();
    for (Event event : events) {
      Integer number = numbers.get(event.root());
      if (number == null) {
        continue;
      }
      String text =
          event.topic() + " " + new String(event.payload().bytes(), StandardCharsets.UTF_8);
      if (event.node() == null) {
        roots.add(number + " " + text);
      } else {
        products.add(new Line(number, event.node(), event.call(), event.ordinal(), text));
      }
    }
    return text(roots, products);
  }

  /** Of what an oracle says. */
  static String of(List<Fact> told, List<Invocation> invocations) {
    var roots = new ArrayList<String>();
    for (Fact root : told) {
      roots.add(roots.size() + " " + root.topic() + " " + Json.text(root.value()));
    }
    var products = new ArrayList<Line>();
    for (Invocation invocation : invocations) {
      for (var product : invocation.products()) {
        products.add(
            new Line(
                invocation.root(),
                invocation.node().name(),
                invocation.call(),
                product.ordinal(),
                product.topic() + " " + Json.text(product.value())));
      }
    }
    return text(roots, products);
  }

  /** The number of each root that counts, by offset. */
  public static Map<Long, Integer> numbers(List<Event> events) {
    var numbers = new HashMap<Long, Integer>();
    for (Event event : events) {
      if (event.isRoot() && !event.topic().equals(Graph.STATE_CHANGES)) {
        numbers.put(event.offset(), numbers.size());
      }
    }
    return numbers;
  }

  /** The number of each root, state changes among them, by offset. */
  public static Map<Long, Integer> allNumbers(List<Event> events) {
    var numbers = new HashMap<Long, Integer>();
    for (Event event : events) {
      if (event.isRoot()) {
        numbers.put(event.offset(), numbers.size());
      }
    }
    return numbers;
  }

  private static String text(List<String> roots, List<Line> products) {
    var text = new StringBuilder();
    roots.forEach(line -> text.append(line).append('\n'));
    products.stream().sorted(Line.ORDER).forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
