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
 * <p>What is promised to its code, and asked of it:
 *
 * <ol>
 *   <li>The code is invoked once for each input set that the rule of {@code docs/semantics.md}
 *       demands, and at one binding in the order of their triggers.
 *   <li>One outcome of an invocation is recorded, and all that it published is committed together,
 *       or nothing. The code itself may run again for an invocation whose outcome was not recorded
 *       before a crash, and on a fork. So the same inputs must give the same products.
 *   <li>It is handed an input set, option values and a binding; its own last products and the name
 *       of its trigger if it asks for them. Nothing else may influence what it publishes: no clock,
 *       no chance, no files, no order of a hash map.
 *   <li>Code given to {@code run} is called by the engine's thread, one invocation at a time, and
 *       holds up all others while it runs. Code given to {@code beside}, and that of every recorded
 *       node and effect, is called by other threads, up to {@code jobs} at once (1 if not said); if
 *       the node reads its own products, by one at a time. If it has a timeout and takes longer, it
 *       has failed: its thread is interrupted, and what it publishes later is dropped.
 *   <li>What it is handed never changes and may be kept. The call itself is dead once the code has
 *       returned: using it throws IllegalStateException.
 *   <li>What the code keeps in fields is not recorded and gone at the next start. What a node must
 *       remember it publishes, and asks for its own last product.
 *   <li>An input that is absent has had no event at this binding; one that is null has had a null.
 *       A required input is never absent.
 *   <li>A product is checked against the type of its topic. One that is not of it fails the
 *       invocation, and none of its products is published.
 *   <li>Whatever the code throws (an Exception, an AssertionError, a LinkageError, no stack or heap
 *       left) fails the invocation: an event on {@code state-changes.log} names node, root and
 *       binding, with the class and the message of what was thrown. Other errors end the engine.
 *   <li>After a failure under {@code SKIP} the traversal goes on, and what depends on the node
 *       keeps the previous value; the failure is the recorded outcome. Under {@code STOP} the
 *       engine ends, and the next start runs that invocation again.
 * </ol>
 *
 * @param name a word, unique in its graph
 * @param inputs in order of declaration, at least one
 * @param outputs in order of declaration, may be empty
 * @param options in order of declaration
 * @param variables of all input patterns, in order of name: what a binding of this node binds
 * @param own whether it is handed its own last products at the binding
 * @param context whether it is handed the name of what triggered it
 * @param kind what its invocations are
 * @param code identity of its code: the explicit version, else a digest
 * @param body what runs it
 * @param attempts how often an invocation is tried, at least 1; more than 1 only for what runs
 *     beside the engine
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
    Kind kind,
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
        name, inputs, outputs, options, variables, own, context, kind, code, body, attempts,
        backoff, onFailure);
  }

  /** The same node, run by another body; its code counts as the same. */
  Node by(Body body) {
    return new Node(
        name, inputs, outputs, options, variables, own, context, kind, code, body, attempts,
        backoff, onFailure);
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
        kind,
        code,
        body,
        attempts,
        backoff,
        onFailure);
  }
}
