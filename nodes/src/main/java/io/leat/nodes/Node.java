package io.leat.nodes;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
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

  /** The product that publishes a value to an output, its binding checked, its value not. */
  public Product product(int output, Binding rest, Value value) {
    Pattern pattern = outputs.get(output).pattern();
    int bound = 0;
    for (String variable : pattern.variables()) {
      if (!variables.contains(variable)) {
        bound++;
        if (!rest.has(variable)) {
          throw new Invalid(
              "output %s publishes to %s: the product must bind %s, which the node's binding lacks"
                  .formatted(outputs.get(output).name(), pattern, variable));
        }
      }
    }
    if (bound != rest.size()) {
      throw new Invalid(
          "output %s publishes to %s: the product binds %s, more than the pattern leaves to it"
              .formatted(outputs.get(output).name(), pattern, rest));
    }
    return new Product(output, value, rest);
  }

  /**
   * The place of an input. Fails with IllegalArgumentException if this node has none of its name.
   */
  int index(Input<?> input) {
    return known(Handle.place(input, inputs), "input", input);
  }

  /** As {@link #index(Input)}. */
  int index(Output<?> output) {
    return known(Handle.place(output, outputs), "output", output);
  }

  /** As {@link #index(Input)}. */
  int index(Option<?> option) {
    return known(Handle.place(option, options), "option", option);
  }

  private int known(int place, String noun, Handle handle) {
    if (place < 0) {
      throw new IllegalArgumentException(
          "node %s has no %s %s".formatted(name, noun, Show.quoted(handle.name())));
    }
    return place;
  }

  /** The patterns that it reads, for messages. */
  String reads() {
    return String.join(", ", inputs.stream().map(input -> input.pattern().toString()).toList());
  }

  /** The same node under another name. */
  Node named(String name) {
    return new Node(
        name, inputs, outputs, options, variables, own, context, code, body, attempts, backoff,
        onFailure);
  }

  /** The same node, run by another body; its code counts as the same. */
  Node by(Body body) {
    return new Node(
        name, inputs, outputs, options, variables, own, context, code, body, attempts, backoff,
        onFailure);
  }

  /** The same node with other inputs and outputs, in the same places. */
  Node with(List<Input<?>> inputs, List<Output<?>> outputs) {
    return new Node(
        name,
        List.copyOf(inputs),
        List.copyOf(outputs),
        options,
        variables,
        own,
        context,
        code,
        body,
        attempts,
        backoff,
        onFailure);
  }
}
