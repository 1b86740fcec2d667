package io.leat.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.log.Event;
import io.leat.nodes.Node;
import io.leat.nodes.Output;
import io.leat.nodes.Product;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The products of an invocation of a recorded or effect node, as a state change tells them so that
 * they can be had again: in order, each by its output. The value of one that was published is the
 * event itself; one that {@code distinct} withheld stands here in full.
 */
final class Answer {
  private final ArrayNode told = JsonNodeFactory.instance.arrayNode();

  /**
   * Adds a product.
   *
   * @param withheld whether {@code distinct} stopped it
   */
  void add(Node node, Product product, boolean withheld) {
    ObjectNode entry = told.addObject();
    entry.put("output", node.outputs().get(product.output()).name());
    if (!withheld) {
      return;
    }
    if (!product.binding().isEmpty()) {
      ObjectNode binding = entry.putObject("binding");
      product.binding().values().forEach(binding::put);
    }
    entry.set("value", product.value().json());
  }

  ArrayNode told() {
    return told;
  }

  /**
   * The products again.
   *
   * @param node has the outputs that were told of
   * @param events what was published, in order
   */
  static List<Product> products(Node node, JsonNode told, List<Event> events) {
    List<Product> products = new ArrayList<>();
    int published = 0;
    for (JsonNode entry : told) {
      Output<?> output = output(node, entry.path("output").asText());
      if (entry.has("value")) {
        products.add(
            new Product(
                output.index(), Value.of(entry.path("value")), binding(entry.path("binding"))));
      } else {
        Event event = events.get(published++);
        products.add(
            new Product(
                output.index(),
                LoggedValue.of(event.payload()),
                rest(node, output, event.topic())));
      }
    }
    return products;
  }

  private static Output<?> output(Node node, String name) {
    return node.outputs().stream()
        .filter(output -> output.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no output " + name + " of " + node.name()));
  }

  private static Binding binding(JsonNode told) {
    Map<String, String> values = new LinkedHashMap<>();
    told.properties().forEach(value -> values.put(value.getKey(), value.getValue().asText()));
    return Binding.of(values);
  }

  /** What the product brought itself. */
  private static Binding rest(Node node, Output<?> output, String topic) {
    Binding whole = output.pattern().match(topic);
    if (whole == null) {
      throw new IllegalStateException(topic + " is not of " + output.pattern());
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (String variable : output.pattern().variables()) {
      if (!node.variables().contains(variable)) {
        values.put(variable, whole.get(variable));
      }
    }
    return Binding.of(values);
  }
}
