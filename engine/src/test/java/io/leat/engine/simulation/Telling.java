package io.leat.engine.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.log.Event;
import io.leat.nodes.Node;
import io.leat.nodes.Product;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;

/** Reads what is told of the products of a node that is not pure. */
final class Telling {
  private Telling() {}

  static List<Product> products(Node node, JsonNode told, List<Event> published) {
    Iterator<Event> events = published.iterator();
    var products = new ArrayList<Product>();
    for (JsonNode product : told) {
      var output =
          node.outputs().stream()
              .filter(out -> out.name().equals(product.get("output").textValue()))
              .findFirst()
              .orElseThrow();
      var rest = new LinkedHashMap<String, String>();
      if (product.has("value")) {
        product
            .path("binding")
            .properties()
            .forEach(bound -> rest.put(bound.getKey(), bound.getValue().textValue()));
        products.add(new Product(output.index(), Value.of(product.get("value")), Binding.of(rest)));
      } else {
        Event event = events.next();
        Binding all = output.pattern().match(event.topic());
        if (all == null) {
          throw new AssertionError(event.topic() + " is not of " + output.pattern());
        }
        all.values()
            .forEach(
                (variable, value) -> {
                  if (!node.variables().contains(variable)) {
                    rest.put(variable, value);
                  }
                });
        products.add(
            new Product(output.index(), Value.encoded(event.payload().bytes()), Binding.of(rest)));
      }
    }
    if (events.hasNext()) {
      throw new AssertionError("more was published than is told: " + events.next());
    }
    return products;
  }
}
