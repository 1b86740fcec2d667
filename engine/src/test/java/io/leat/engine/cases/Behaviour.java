package io.leat.engine.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.leat.nodes.Call;
import io.leat.nodes.Code;
import io.leat.nodes.Input;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the nodes of worked cases compute, by the names that the cases give it. */
record Behaviour(
    String does, List<Input<JsonNode>> inputs, List<Option<JsonNode>> options, Output<JsonNode> out)
    implements Code {

  @Override
  public void run(Call call) {
    switch (does) {
      case "same" -> call.publish(out, in(call));
      case "sum" -> call.publish(out, DecimalNode.valueOf(sum(call)));
      case "total" -> call.publish(out, DecimalNode.valueOf(own(call).add(sum(call))));
      case "count" -> call.publish(out, DecimalNode.valueOf(own(call).add(BigDecimal.ONE)));
      case "list" -> list(call);
      case "parity" -> {
        BigDecimal two = BigDecimal.TWO;
        call.publish(out, DecimalNode.valueOf(in(call).decimalValue().remainder(two)));
      }
      case "show" -> call.publish(out, TextNode.valueOf(show(call)));
      case "fail-on" -> failOn(call);
      case "route" -> route(call);
      default -> throw new IllegalArgumentException("no case says what '" + does + "' is");
    }
  }

  private JsonNode in(Call call) {
    return call.get(inputs.getFirst());
  }

  private BigDecimal sum(Call call) {
    BigDecimal sum = BigDecimal.ZERO;
    for (Input<JsonNode> input : inputs) {
      sum = sum.add(call.find(input).map(JsonNode::decimalValue).orElse(BigDecimal.ZERO));
    }
    return sum;
  }

  private BigDecimal own(Call call) {
    return call.own(out).map(JsonNode::decimalValue).orElse(BigDecimal.ZERO);
  }

  private void list(Call call) {
    JsonNode in = in(call);
    if (in != null && in.isArray()) {
      in.forEach(element -> call.publish(out, element));
    } else {
      call.publish(out, in);
    }
  }

  private String show(Call call) {
    var parts = new ArrayList<String>();
    inputs.stream()
        .sorted(Comparator.comparing(Input::name))
        .forEach(
            input ->
                parts.add(
                    input.name() + (call.present(input) ? "=" + text(call.get(input)) : "?")));
    options.forEach(option -> parts.add(option.name() + ":" + text(call.get(option))));
    return String.join(" ", parts);
  }

  private static String text(JsonNode json) {
    return json == null ? "null" : Value.of(json).toString();
  }

  private void failOn(Call call) {
    if (in(call).equals(call.get(options.getFirst()))) {
      throw new IllegalArgumentException("the input is bad");
    }
    call.publish(out, in(call));
  }

  private void route(Call call) {
    Binding to = Binding.of(Map.of("to", in(call).get("to").asText()));
    call.publish(out, to, in(call).get("v"));
  }
}
