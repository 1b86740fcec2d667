package io.leat.nodes;

import java.time.Duration;
import java.util.List;

/**
 * A function from an input set to products, as declared.
 *
 * @param inputs in order of declaration, at least one
 * @param outputs in order of declaration, may be empty
 * @param options in order of declaration
 * @param variables of all input patterns, in order of name: what a binding of this node binds
 * @param own whether it is handed its own last products at the binding
 * @param context whether it is handed the name of what triggered it
 * @param code identity of its code: the explicit version, else a digest
 * @param body what runs it
 * @param attempts how often an invocation is tried, at least 1; more than 1 for commands only
 * @param backoff between two attempts
 * @param onFailure what a failed invocation does to the run
 */
public record Node(
    String name,
    List<Input<?>> inputs,
    List<Output<?>> outputs,
    List<Option<?>> options,
    List<String> variables,
    boolean own,
    boolean context,
    String code,
    Body body,
    int attempts,
    Duration backoff,
    OnFailure onFailure) {

  /** What a failed invocation does. */
  public enum OnFailure {
    /** The traversal goes on; what depends on the node keeps its previous value. */
    SKIP,
    /** The engine ends; the next start tries that invocation again. */
    STOP
  }

  /** The topic at which an option of this node is set. */
  public String topicOf(Option<?> option) {
    return name + "." + option.name();
  }
}
