package io.leat.docs;

import static java.util.Comparator.comparingLong;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What two runs on the same roots must have in common, made of what {@code tail} prints. */
final class CanonicalForm {

  private static final String STATE_CHANGES = "state-changes.log";

  private record Product(long root, String node, long call, long ordinal, String rest) {}

  private CanonicalForm() {}

  /**
   * Roots in order, then products by number of root, node, call and ordinal; each with topic and
   * value. On the way, checks that offsets are dense.
   *
   * @param tail of every topic, as jsonl
   */
  static List<String> of(List<String> tail) {
    var form = new ArrayList<String>();
    var products = new ArrayList<Product>();
    Map<Long, Long> numbers = new HashMap<>();
    long dense = 0;
    for (String line : tail) {
      JsonNode event = Value.parse(line).json();
      long offset = event.get("offset").longValue();
      long root = event.get("root").longValue();
      String topic = event.get("topic").textValue();
      String rest = topic + " " + event.get("value");
      assertThat(offset).as("offset").isEqualTo(dense++);
      if (!event.get("node").isNull()) {
        products.add(
            new Product(
                root,
                event.get("node").textValue(),
                event.get("call").longValue(),
                event.get("ordinal").longValue(),
                rest));
      } else if (!topic.equals(STATE_CHANGES)) {
        numbers.put(offset, (long) numbers.size());
        form.add(rest);
      }
    }
    products.stream()
        .filter(product -> numbers.containsKey(product.root))
        .sorted(
            comparingLong(Product::root)
                .thenComparing(Product::node)
                .thenComparingLong(Product::call)
                .thenComparingLong(Product::ordinal))
        .map(
            product ->
                "%d %s %d %d %s"
                    .formatted(
                        numbers.get(product.root),
                        product.node,
                        product.call,
                        product.ordinal,
                        product.rest))
        .forEach(form::add);
    return form;
  }
}
