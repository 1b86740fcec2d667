package io.leat.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.value.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An invocation in which two runs of the same roots differ.
 *
 * @param usual null if only the other run has it
 * @param other null if only the usual run has it
 */
record Divergence(@Nullable JsonNode usual, @Nullable JsonNode other) {

  /**
   * The first divergence, by position, of each node that is to blame: it was handed the same in
   * both runs. If that is none, the first of all. Of lines as {@link Invocation#line} writes them,
   * which differ.
   */
  static List<Divergence> between(List<String> usual, List<String> other) {
    Map<String, JsonNode> there = new LinkedHashMap<>();
    other.forEach(line -> add(there, line));
    Map<String, JsonNode> here = new LinkedHashMap<>();
    usual.forEach(line -> add(here, line));
    Map<String, Divergence> byNode = new LinkedHashMap<>();
    here.forEach(
        (key, one) -> {
          JsonNode two = there.get(key);
          if (two != null && !two.equals(one) && two.path("handed").equals(one.path("handed"))) {
            Divergence found = new Divergence(one, two);
            byNode.putIfAbsent(found.node(), found);
          }
        });
    return byNode.isEmpty() ? List.of(first(here, there)) : List.copyOf(byNode.values());
  }

  private static void add(Map<String, JsonNode> invocations, String line) {
    JsonNode invocation = Value.parse(line).json();
    String key = invocation.path("at") + " " + invocation.path("node") + invocation.path("call");
    invocations.put(key, invocation);
  }

  private static Divergence first(Map<String, JsonNode> here, Map<String, JsonNode> there) {
    for (Map.Entry<String, JsonNode> one : here.entrySet()) {
      JsonNode two = there.get(one.getKey());
      if (!one.getValue().equals(two)) {
        return new Divergence(one.getValue(), two);
      }
    }
    return there.entrySet().stream()
        .filter(two -> !here.containsKey(two.getKey()))
        .findFirst()
        .map(two -> new Divergence(null, two.getValue()))
        .orElseThrow();
  }

  /** Name of the node. */
  String node() {
    return one().path("node").asText().split(" ", 2)[0];
  }

  private JsonNode one() {
    return Objects.requireNonNull(usual == null ? other : usual);
  }

  /** For people, given what was other. */
  String told(World world) {
    JsonNode one = one();
    String[] root = one.path("at").asText().split(" ", 2);
    return "node %s is not deterministic. At root %s (%s) it usually%s\nbut %s it%s%s\n%s"
        .formatted(
            one.path("node").asText(),
            root[0],
            root[1],
            outcome(usual),
            world.told(),
            outcome(other),
            difference(),
            world.advice());
  }

  private static String outcome(@Nullable JsonNode invocation) {
    if (invocation == null) {
      return " is not invoked";
    }
    if (invocation.path("failed").asBoolean()) {
      return " fails";
    }
    if (invocation.path("products").isEmpty()) {
      return " publishes nothing";
    }
    StringBuilder text = new StringBuilder(" publishes");
    invocation
        .path("products")
        .forEach(product -> text.append("\n    ").append(Account.cut(product.toString())));
    return text.toString();
  }

  private String difference() {
    if (usual == null || other == null || !usual.has("products") || !other.has("products")) {
      return "";
    }
    String first =
        FirstDifference.between(Value.of(usual.path("products")), Value.of(other.path("products")));
    // A value that differs as a whole stands there as a whole.
    return first.isEmpty() || first.matches("(?s)at /[0-9]+/value: .*")
        ? ""
        : "\nthey differ " + first;
  }
}
