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

  /** The product that publishes a value to an output, its binding checked, its value not. */
  Product product(int output, Binding rest, Value value) {
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
   * Checks that products are of their outputs' types.
   *
   * @throws Invalid naming the output, the type whose predicate failed and the value
   */
  public void check(List<Product> products) {
    for (Product product : products) {
      Output<?> output = outputs.get(product.output());
      String refusal = output.type().refusal(product.value());
      if (refusal != null) {
        throw new Invalid(
            "output %s: the value %s %s"
                .formatted(output.name(), Show.value(product.value()), refusal));
      }
    }
  }

  /**
   * The place of an input: that of the handle, or else by name. Fails with IllegalArgumentException
   * if there is none.
   */
  int index(Input<?> input) {
    int index = input.index();
    if (index >= 0 && index < inputs.size() && inputs.get(index).name().equals(input.name())) {
      return index;
    }
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).name().equals(input.name())) {
        return i;
      }
    }
    throw unknown("input", input.name());
  }

  /** As {@link #index(Input)}. */
  int index(Output<?> output) {
    int index = output.index();
    if (index >= 0 && index < outputs.size() && outputs.get(index).name().equals(output.name())) {
      return index;
    }
    for (int i = 0; i < outputs.size(); i++) {
      if (outputs.get(i).name().equals(output.name())) {
        return i;
      }
    }
    throw unknown("output", output.name());
  }

  /** As {@link #index(Input)}. */
  int index(Option<?> option) {
    int index = option.index();
    if (index >= 0 && index < options.size() && options.get(index).name().equals(option.name())) {
      return index;
    }
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).name().equals(option.name())) {
        return i;
      }
    }
    throw unknown("option", option.name());
  }

  private IllegalArgumentException unknown(String noun, String unknown) {
    return new IllegalArgumentException(
        "node %s has no %s %s".formatted(name, noun, Show.quoted(unknown)));
  }

  /** The patterns that it reads, for messages. */
  String reads() {
    return String.join(", ", inputs.stream().map(input -> input.pattern().toString()).toList());
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
