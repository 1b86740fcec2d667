package io.leat.nodes;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an invocation in a test is handed. */
public final class Given {

  private Given() {}

  /** Inputs by index, null where absent; every option at its default, no products of its own. */
  public static Handed inputs(Node node, Binding binding, @Nullable Value... inputs) {
    var none = new @Nullable String[inputs.length];
    var own = new @Nullable Value[node.own() ? node.outputs().size() : 0];
    List<Value> options =
        node.options().stream()
            .map(option -> option.fallback() == null ? Value.NULL : option.fallback())
            .toList();
    return new Handed(
        0,
        node.name(),
        0,
        binding,
        Arrays.asList(inputs),
        Arrays.asList(none),
        options,
        Arrays.asList(own),
        node.context() ? "in" : null,
        null);
  }
}
