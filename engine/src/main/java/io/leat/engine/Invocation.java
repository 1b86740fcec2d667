package io.leat.engine;

import io.leat.log.Event;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a node on one input set, as the log has it.
 *
 * @param code identity of the code that ran; null if the log does not tell, or it has not run yet
 * @param trigger name of the input or option that called for it first
 * @param inputs in order of declaration
 * @param own what the node was handed of its own last products, by output; empty unless it asks
 * @param options in order of declaration
 * @param products in order; may be empty
 * @param told the event on {@code state-changes.log} that says how it ended; null if none does: a
 *     pure node that did not fail
 * @param open true if it has not ended yet
 */
public record Invocation(
    long root,
    String node,
    int call,
    Binding binding,
    @Nullable String code,
    String trigger,
    List<Seen> inputs,
    List<Seen> own,
    List<Setting> options,
    List<Event> products,
    @Nullable Event told,
    boolean open) {

  /**
   * An event that it was handed.
   *
   * @param name of the input or output
   * @param triggered whether this event was the first to call for the invocation
   * @param event null where absent
   */
  public record Seen(String name, boolean triggered, @Nullable Event event) {}

  /**
   * An option as it was.
   *
   * @param set the event that set it; null if it had its default
   */
  public record Setting(String name, Value value, @Nullable Event set) {}
}
