package io.leat.nodes.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.nodes.Failed;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Handed;
import io.leat.nodes.Node;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a worker answers makes no topic of a hostile name. */
final class HostileAnswersTest {
  private static final Path NAMES =
      Path.of("src/test/resources/io/leat/nodes/value/hostile-names.json");

  private static Node node() {
    GraphBuilder g = Graph.builder();
    g.topic("in");
    NodeBuilder n = g.node("work");
    n.input("in", "in");
    n.output("out", "out/{to}");
    n.run(Command.worker("true"), Path.of(""));
    return g.build().nodes().getFirst();
  }

  private static final Handed HANDED =
      new Handed(
          0,
          "work",
          0,
          Binding.EMPTY,
          List.of(Value.NULL),
          Arrays.<@Nullable String>asList((String) null),
          List.of(),
          List.of(),
          null,
          null);

  /** An answer with one product. */
  private static String answer(String output, String to) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("invocation", "0.work.0");
    ObjectNode product = answer.putArray("products").addObject();
    product.put("output", output).put("value", 1).putObject("binding").put("to", to);
    return answer.toString();
  }

  @Test
  void noBindingAndNoOutputOfAHostileNamePasses() throws Exception {
    Node node = node();
    assertThat(WorkerLine.products(node, HANDED, answer("out", "x"))).hasSize(1);
    var passed = new ArrayList<String>();
    for (String name : names()) {
      for (String line : List.of(answer("out", name), answer(name, "x"))) {
        try {
          passed.add(name + ": " + WorkerLine.products(node, HANDED, line));
        } catch (Failed | WorkerLine.Garbled refused) {
          assertThat(refused.getMessage())
              .hasSizeLessThan(600)
              .doesNotContain("\u202e", "\u200b", "\u2066", "\u001b", "\0");
        }
      }
    }
    assertThat(passed).isEmpty();
  }

  private static List<String> names() throws IOException {
    var names = new ArrayList<String>();
    for (JsonNode name : new ObjectMapper().readTree(Files.readString(NAMES))) {
      names.add(name.textValue());
    }
    assertThat(names).hasSizeGreaterThanOrEqualTo(500);
    return names;
  }
}
