package io.leat.nodes.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.leat.nodes.Failed;
import io.leat.nodes.Handed;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Output;
import io.leat.nodes.Product;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.JsonBytes;
import io.leat.nodes.value.JsonTree;
import io.leat.nodes.value.Nearest;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lines between the engine and a worker: one JSON object for each invocation, one for its
 * answer.
 */
final class WorkerLine {

  /** The answer's line cannot be relied on, nor what follows it. */
  static final class Garbled extends Exception {
    private static final long serialVersionUID = 1L;

    /** The invocation that the line is for, not the one that was asked; null if it names none. */
    final transient @Nullable String invocation;

    Garbled(String message) {
      this(message, null);
    }

    Garbled(String message, @Nullable String invocation) {
      super(message);
      this.invocation = invocation;
    }
  }

  private static final List<String> ANSWER_KEYS = List.of("invocation", "products", "error");
  private static final List<String> PRODUCT_KEYS = List.of("output", "value", "binding");

  private WorkerLine() {}

  /** The line that hands an invocation over, its end included. */
  static byte[] request(Node node, Handed handed) {
    var line = new JsonBytes(512);
    line.ascii("{\"invocation\":");
    line.string(handed.invocation());
    line.ascii(",\"binding\":");
    new Fields(line).add(handed.binding().values()).end();
    var absent = new ArrayList<String>();
    var inputs = new Fields(line, "inputs");
    for (Input<?> input : node.inputs()) {
      Value value = handed.inputs().get(input.index());
      if (value == null) {
        absent.add(input.name());
      } else {
        inputs.add(input.name(), value);
      }
    }
    inputs.end();
    line.ascii(",\"absent\":[");
    for (int i = 0; i < absent.size(); i++) {
      line.ascii(i == 0 ? "" : ",");
      line.string(absent.get(i));
    }
    line.ascii("]");
    var topics = new Fields(line, "topics");
    for (Input<?> input : node.inputs()) {
      String topic = handed.topics().get(input.index());
      if (topic != null) {
        topics.add(input.name(), topic);
      }
    }
    topics.end();
    var options = new Fields(line, "options");
    node.options()
        .forEach(option -> options.add(option.name(), handed.options().get(option.index())));
    options.end();
    addOwnAndContext(line, node, handed);
    line.ascii("}\n");
    return line.done();
  }

  private static void addOwnAndContext(JsonBytes line, Node node, Handed handed) {
    if (node.own()) {
      var own = new Fields(line, "own");
      for (Output<?> output : node.outputs()) {
        Value value = handed.own().get(output.index());
        if (value != null) {
          own.add(output.name(), value);
        }
      }
      own.end();
    }
    String context = handed.context();
    if (context != null) {
      line.ascii(",\"context\":");
      line.string(context);
    }
    String key = handed.key();
    if (key != null) {
      line.ascii(",\"key\":");
      line.string(key);
    }
  }

  /** Writes one object, field by field. */
  private static final class Fields {
    private final JsonBytes line;
    private boolean first = true;

    Fields(JsonBytes line) {
      this.line = line;
      line.add('{');
    }

    Fields(JsonBytes line, String name) {
      this.line = line;
      line.ascii(",\"" + name + "\":{");
    }

    private void name(String name) {
      line.ascii(first ? "" : ",");
      first = false;
      line.string(name);
      line.add(':');
    }

    void add(String name, Value value) {
      name(name);
      line.raw(value.bytes());
    }

    void add(String name, String value) {
      name(name);
      line.string(value);
    }

    Fields add(Map<String, String> values) {
      values.forEach(this::add);
      return this;
    }

    void end() {
      line.add('}');
    }
  }

  /**
   * The products that an answer publishes, in its order.
   *
   * @throws Garbled if the line is no answer to this invocation
   * @throws Failed if it says why the invocation failed, or publishes what the node cannot
   */
  static List<Product> products(Node node, Handed handed, String line) throws Garbled, Failed {
    JsonNode answer;
    try {
      answer = JsonTree.parse(line);
    } catch (Invalid e) {
      throw new Garbled(
          "answered %s, which is no JSON object (%s); write answers only to standard output, messages to standard error"
              .formatted(Show.quoted(line), e.problems().getFirst()));
    }
    JsonNode invocation = answer.path("invocation");
    if (!invocation.isTextual() || !invocation.textValue().equals(handed.invocation())) {
      throw new Garbled(
          "answered %s instead of invocation %s; begin the answer with the invocation it is for"
              .formatted(Show.text(answer.toString()), handed.invocation()),
          invocation.textValue());
    }
    checkKeys(answer, ANSWER_KEYS);
    JsonNode error = answer.path("error");
    if (!error.isMissingNode() && !error.isNull()) {
      throw new Failed(error.isTextual() ? error.textValue() : error.toString());
    }
    JsonNode products = answer.path("products");
    if (!products.isArray()) {
      throw new Failed("answered without a list of products; no products are []");
    }
    var read = new ArrayList<Product>();
    for (JsonNode product : products) {
      read.add(product(node, product));
    }
    return read;
  }

  private static Product product(Node node, JsonNode product) throws Failed {
    checkKeys(product, PRODUCT_KEYS);
    JsonNode name = product.path("output");
    JsonNode value = product.path("value");
    if (!name.isTextual() || value.isMissingNode()) {
      throw new Failed(
          "a product needs an output and a value, unlike " + Show.text(product.toString()));
    }
    for (Output<?> output : node.outputs()) {
      if (output.name().equals(name.textValue())) {
        try {
          return node.product(output.index(), binding(product.path("binding")), Value.of(value));
        } catch (Invalid e) {
          throw new Failed(String.join("; ", e.problems()));
        }
      }
    }
    List<String> known = node.outputs().stream().map(Output::name).toList();
    throw new Failed(
        "unknown output " + Show.quoted(name.textValue()) + Nearest.hint(name.textValue(), known));
  }

  private static Binding binding(JsonNode fields) throws Failed {
    var values = new java.util.HashMap<String, String>();
    for (Map.Entry<String, JsonNode> field : fields.properties()) {
      if (!field.getValue().isTextual()) {
        throw new Failed(
            "variable %s of a product is %s; it must be a string"
                .formatted(Show.text(field.getKey()), Show.text(field.getValue().toString())));
      }
      values.put(field.getKey(), field.getValue().textValue());
    }
    return Binding.of(values);
  }

  private static void checkKeys(JsonNode object, List<String> known) throws Failed {
    if (!object.isObject()) {
      throw new Failed("expected an object, not " + Show.text(object.toString()));
    }
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      if (!known.contains(field.getKey())) {
        throw new Failed(
            "unknown key " + Show.quoted(field.getKey()) + Nearest.hint(field.getKey(), known));
      }
    }
  }
}
