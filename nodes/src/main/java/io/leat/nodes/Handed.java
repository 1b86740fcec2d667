package io.leat.nodes;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that one invocation is handed: nothing else may influence its products.
 *
 * @param root offset of the root
 * @param node its name
 * @param call counts the calls of this node at this root, from 0
 * @param inputs by index; null where absent
 * @param topics by index: the topic that a wildcard input's value came from; null for other inputs
 *     and where absent
 * @param options by index: the effective values
 * @param own by index of output: the last product at the binding, null where there is none; empty
 *     unless the node asked for it
 * @param context the name of the input or option that triggered it; null unless the node asked for
 *     it
 * @param key of an effect: the same whenever this invocation is tried, now or after a crash; null
 *     for nodes of another kind
 */
public record Handed(
    long root,
    String node,
    int call,
    Binding binding,
    List<@Nullable Value> inputs,
    List<@Nullable String> topics,
    List<Value> options,
    List<@Nullable Value> own,
    @Nullable String context,
    @Nullable String key) {

  /** The invocation, {@code root.node.call}, for people and protocols. */
  public String invocation() {
    return root + "." + node + "." + call;
  }
}
