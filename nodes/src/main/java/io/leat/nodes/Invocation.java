package io.leat.nodes;

import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Value;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One invocation of code of this process: what it was handed, and what it has published so far. */
final class Invocation implements Call {
  private final Node node;
  private final Handed handed;

  /** Seen by a thread that kept the call, sooner or later; the node's own sees it at once. */
  private final AtomicBoolean ended = new AtomicBoolean();

  private List<Product> products = List.of();

  Invocation(Node node, Handed handed) {
    this.node = node;
    this.handed = handed;
  }

  void end() {
    ended.setRelease(true);
  }

  List<Product> products() {
    return products;
  }

  // Null only if the value is null, as the contract says.
  @SuppressWarnings("NullAway")
  @Override
  public <T extends @Nullable Object> T get(Input<T> input) {
    return value(input).as(input.type());
  }

  @Override
  public InputStream open(Input<byte[]> input) {
    return value(input).openRaw();
  }

  private Value value(Input<?> input) {
    Value value = handed.inputs().get(index(input));
    if (value == null) {
      throw new IllegalStateException(
          "input " + input.name() + " is absent; ask find or present, or say that it is required");
    }
    return value;
  }

  @Override
  public <T> Optional<T> find(Input<T> input) {
    Value value = handed.inputs().get(index(input));
    return value == null ? Optional.empty() : Optional.ofNullable(value.as(input.type()));
  }

  @Override
  public boolean present(Input<?> input) {
    return handed.inputs().get(index(input)) != null;
  }

  @Override
  public String topic(Input<?> input) {
    int index = index(input);
    String topic = handed.topics().get(index);
    if (topic != null) {
      return topic;
    }
    Pattern pattern = node.inputs().get(index).pattern();
    if (pattern.wild()) {
      throw new IllegalStateException("input " + input.name() + " is absent and has no topic");
    }
    return pattern.name(handed.binding());
  }

  @Override
  public <T> T get(Option<T> option) {
    alive();
    int index = node.index(option);
    T object = handed.options().get(index).as(option.type());
    if (object == null) {
      throw new IllegalStateException("option " + node.topicOf(option) + " is null");
    }
    return object;
  }

  @Override
  public String binding(String variable) {
    alive();
    return handed.binding().get(variable);
  }

  @Override
  public Binding binding() {
    alive();
    return handed.binding();
  }

  @Override
  public <T> Optional<T> own(Output<T> output) {
    alive();
    if (!node.own()) {
      throw new IllegalStateException(
          "node " + node.name() + " is not handed its own products; declare own");
    }
    Value value = handed.own().get(node.index(output));
    return value == null ? Optional.empty() : Optional.ofNullable(value.as(output.type()));
  }

  @Override
  public String trigger() {
    alive();
    String trigger = handed.context();
    if (trigger == null) {
      throw new IllegalStateException(
          "node " + node.name() + " is not handed its trigger; declare context");
    }
    return trigger;
  }

  @Override
  public String key(int ordinal) {
    alive();
    String key = handed.key();
    if (key == null) {
      throw new IllegalStateException(
          "node " + node.name() + " is no effect and has no key; declare kind EFFECT");
    }
    return key + "." + ordinal;
  }

  @Override
  public <T> void publish(Output<T> output, @Nullable T value) {
    publish(output, Binding.EMPTY, value);
  }

  @Override
  public <T> void publish(Output<T> output, Binding rest, @Nullable T value) {
    alive();
    int index = node.index(output);
    add(node.product(index, rest, Value.of(output.type(), value)));
  }

  /** One product is what there mostly is. */
  private void add(Product product) {
    if (products.isEmpty()) {
      products = List.of(product);
      return;
    }
    if (products.size() == 1) {
      products = new ArrayList<>(products);
    }
    products.add(product);
  }

  private int index(Input<?> input) {
    alive();
    return node.index(input);
  }

  private void alive() {
    if (ended.getAcquire()) {
      throw new IllegalStateException(
          "invocation %s of node %s has ended; read and publish before run returns"
              .formatted(handed.invocation(), node.name()));
    }
  }
}
