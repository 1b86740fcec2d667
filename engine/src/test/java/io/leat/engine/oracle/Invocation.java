package io.leat.engine.oracle;

import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a node, as the traversal rule demands it.
 *
 * @param root number of the root, from 0
 * @param shown by index of input, the event that it was handed: number of its root, then {@code
 *     root}, or node, call and ordinal of a product; null where absent
 * @param cause the first trigger of its set: {@code root}, or node, call and ordinal of a product
 * @param trigger name of the input or option that it triggered
 * @param products in order of ordinal; none if it failed
 */
public record Invocation(
    int root,
    Node node,
    int call,
    Handed handed,
    List<@Nullable String> shown,
    String cause,
    String trigger,
    List<Produced> products,
    boolean failed) {

  /** One event that it publishes. */
  public record Produced(int ordinal, String topic, Value value) {}

  public Binding binding() {
    return handed.binding();
  }

  /** What it was handed, as text: equal if and only if the node could not tell the difference. */
  public static String text(Node node, Handed handed) {
    var parts = new ArrayList<String>();
    parts.add(handed.binding().values().toString());
    for (var input : node.inputs()) {
      String from = handed.topics().get(input.index());
      parts.add(
          input.name()
              + text(handed.inputs().get(input.index()))
              + (from == null ? "" : "@" + from));
    }
    for (var option : node.options()) {
      parts.add(option.name() + ":" + text(handed.options().get(option.index())));
    }
    for (int i = 0; i < handed.own().size(); i++) {
      parts.add("own." + node.outputs().get(i).name() + text(handed.own().get(i)));
    }
    if (handed.context() != null) {
      parts.add("by " + handed.context());
    }
    return String.join(" ", parts);
  }

  private static String text(@Nullable Value value) {
    return value == null ? "?" : "=" + Json.text(value);
  }
}
