package io.leat.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.Handed;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Option;
import io.leat.nodes.Output;
import io.leat.nodes.value.Value;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What makes two invocations one execution: the same code, handed the same content. */
final class Execution {
  private Execution() {}

  /**
   * SHA-256 over the node's code identity and outputs and all that the invocation is handed, by
   * name: 64 lower-case hex digits. Where and when it runs is not part of it.
   */
  static String id(Node node, Handed handed) {
    ObjectNode whole = JsonNodeFactory.instance.objectNode().put("code", node.code());
    ObjectNode outputs = whole.putObject("outputs");
    for (Output<?> output : node.outputs()) {
      outputs.put(output.name(), output.pattern() + " " + output.type().name());
    }
    ObjectNode binding = whole.putObject("binding");
    handed.binding().values().forEach(binding::put);
    ObjectNode inputs = whole.putObject("inputs");
    ObjectNode topics = whole.putObject("topics");
    for (Input<?> input : node.inputs()) {
      put(inputs, input.name(), handed.inputs().get(input.index()));
      String topic = handed.topics().get(input.index());
      if (topic != null) {
        topics.put(input.name(), topic);
      }
    }
    ObjectNode options = whole.putObject("options");
    for (Option<?> option : node.options()) {
      put(options, option.name(), handed.options().get(option.index()));
    }
    ObjectNode own = whole.putObject("own");
    for (int i = 0; i < handed.own().size(); i++) {
      put(own, node.outputs().get(i).name(), handed.own().get(i));
    }
    if (handed.context() != null) {
      whole.put("context", handed.context());
    }
    return HexFormat.of().formatHex(sha256().digest(Value.of(whole).bytes()));
  }

  private static void put(ObjectNode fields, String name, @Nullable Value value) {
    if (value != null) {
      fields.set(name, value.json());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
