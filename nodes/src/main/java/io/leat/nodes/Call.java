package io.leat.nodes;

import io.leat.nodes.value.Binding;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One invocation as Java code sees it. Valid until {@link Code#run} returns. */
public interface Call {

  /**
   * The value of an input that is present; null if that is its value. Fails if it is absent: ask
   * {@link #find} where it may be.
   */
  <T extends @Nullable Object> T get(Input<T> input);

  /** The value of an input; empty if it is absent or null. */
  <T> Optional<T> find(Input<T> input);

  /**
   * The bytes of an input that is present and not null, one after the other: however many there
   * are, they need not be held in memory. To be read before {@link Code#run} returns.
   */
  InputStream open(Input<byte[]> input);

  /** Whether an input is there; true for one that is null. */
  boolean present(Input<?> input);

  /** The topic that a wildcard input's value came from. */
  String topic(Input<?> input);

  /** The effective value of an option. */
  <T> T get(Option<T> option);

  /** The value of a pattern variable. */
  String binding(String variable);

  /** The values of all pattern variables. */
  Binding binding();

  /**
   * This node's own last product at the binding; empty if there is none or it is null. Only if the
   * node asked for its own products.
   */
  <T> Optional<T> own(Output<T> output);

  /**
   * The name of the input or option that triggered this call. Only if the node asked for its
   * context.
   */
  String trigger();

  /**
   * The key by which a receiver tells that it was reached before: the same for the same invocation
   * and {@code ordinal} whenever it is tried, and no other. Only in an effect.
   *
   * @param ordinal which of the things that this invocation does to the world, from 0
   */
  String key(int ordinal);

  /** Publishes a value at the node's binding. */
  <T> void publish(Output<T> output, @Nullable T value);

  /** Publishes a value where the output's pattern has variables that the node's binding lacks. */
  <T> void publish(Output<T> output, Binding rest, @Nullable T value);
}
