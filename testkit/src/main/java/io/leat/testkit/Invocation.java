package io.leat.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Value;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a rerun.
 *
 * @param root number of the root, counted from 0
 * @param topic of the root
 * @param rank of the node
 * @param products in the order published; null if it failed
 */
record Invocation(
    int root,
    String topic,
    int rank,
    Node node,
    int call,
    Handed handed,
    @Nullable List<Product> products) {

  /** By position. */
  static final Comparator<Invocation> ORDER =
      Comparator.comparingInt(Invocation::root)
          .thenComparingInt(Invocation::rank)
          .thenComparingInt(Invocation::call);

  /** The same with what a node publishes when it is invoked now. */
  Invocation by(Runner runner) {
    return new Invocation(root, topic, rank, node, call, handed, publish(runner, handed));
  }

  /** What an invocation publishes; null if it fails. */
  static @Nullable List<Product> publish(Runner runner, Handed handed) {
    try {
      return runner.run(handed);
    } catch (Exception e) {
      return null;
    }
  }

  /** As JSON: what is compared, and what a message tells. */
  String line() {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("at", root + " " + topic).put("node", Account.at(node.name(), handed.binding()));
    line.put("call", call).put("handed", digest());
    if (products == null) {
      line.put("failed", true);
    } else {
      ArrayNode list = line.putArray("products");
      products.forEach(product -> list.add(json(product)));
    }
    return Value.of(line).toString();
  }

  /** Of all that the node was handed: the same for the same. */
  private String digest() {
    String all =
        String.join(
            "\n",
            handed.inputs().toString(),
            handed.topics().toString(),
            handed.options().toString(),
            handed.own().toString(),
            String.valueOf(handed.context()));
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private JsonNode json(Product product) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("output", node.outputs().get(product.output()).name());
    if (!product.binding().isEmpty()) {
      json.put("binding", product.binding().toString());
    }
    json.set("value", product.value().json());
    return json;
  }
}
