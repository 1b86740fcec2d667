package io.leat.nodes.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.NodeBuilder;
import io.leat.nodes.file.GraphFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that mean harm, or look like what they are not, pass no door of this room. */
final class HostileNamesTest {
  @TempDir private Path folder;

  /** Names of topics, none of which is one. */
  private static Set<String> corpus() {
    var names = new LinkedHashSet<String>();
    List<String> carriers = List.of("%s", "a%s", "%sa", "a%sb", "a/%s/b");
    for (String part :
        List.of(
            "",
            " ",
            ".",
            "..",
            "...",
            "-",
            "--help",
            "~",
            "*",
            "**",
            "{",
            "}",
            "{}",
            "\\",
            "%2e%2e",
            "%00",
            "$HOME",
            "$(id)",
            "`id`",
            ";",
            "&",
            "|",
            "<",
            ">",
            "'",
            "\"",
            "#",
            "?",
            "!",
            "=",
            ",",
            "^",
            "(",
            ")",
            "[",
            "]",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "\u001b[31m",
            "C:\\",
            "\\\\host\\a")) {
      names.add(part);
      names.add("a/" + part);
      names.add("a/" + part + "/b");
      names.add(part + "/../a");
    }
    // Controls, formats, separators, private use, surrogates, and what no renderer shows.
    for (int c = 0; c < 0x20; c++) {
      addAll(names, carriers, Character.toString(c));
    }
    for (int c :
        new int[] {
          0x7f, 0x80, 0x85, 0x9f, 0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1680, 0x17b4, 0x180b,
          0x180e, 0x2000, 0x2003, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2024, 0x2025, 0x2026,
          0x2028, 0x2029, 0x202a, 0x202d, 0x202e, 0x202f, 0x2044, 0x205f, 0x2060, 0x2064, 0x2066,
          0x2069, 0x206f, 0x2215, 0x2800, 0x3000, 0x3164, 0xd800, 0xdbff, 0xdc00, 0xe000, 0xfe00,
          0xfe0f, 0xfeff, 0xff0e, 0xff0f, 0xff3c, 0xffa0, 0xfff9, 0xfffd, 0xffff, 0x1d173, 0x1f600,
          0xe0001, 0xe0020, 0xe0100, 0xf0000, 0x10ffff
        }) {
      addAll(names, carriers, Character.toString(c));
    }
    // Not in normal form C: each looks like a name that another sequence spells.
    for (String composed : List.of("é", "ñ", "ü", "Å", "가", "ǖ", "が", "ệ")) {
      names.add("a/" + Normalizer.normalize(composed, Normalizer.Form.NFD));
      names.add(Normalizer.normalize(composed, Normalizer.Form.NFD));
    }
    names.addAll(List.of("\u212b", "\u2126", "\u0301a", "a/\u0301", "\u0958"));
    names.addAll(List.of("x".repeat(256), "a/".repeat(32) + "a", "ä".repeat(128), "/".repeat(600)));
    names.addAll(
        List.of(
            "x/".repeat(40),
            ("y".repeat(200) + "/").repeat(3) + "y",
            "a.",
            "a./b",
            "x".repeat(1 << 20)));
    return names;
  }

  private static void addAll(Set<String> names, List<String> carriers, String part) {
    carriers.forEach(carrier -> names.add(carrier.formatted(part)));
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(corpus()).hasSizeGreaterThanOrEqualTo(500);
  }

  /** Other rooms test their doors with the same names. To write them anew: -Dleat.write. */
  @Test
  void theCorpusIsThereForOtherRoomsToo() throws IOException {
    Path file = Path.of("src/test/resources/io/leat/nodes/value/hostile-names.json");
    var lines = new StringBuilder("[");
    for (String name : corpus()) {
      if (name.length() <= 4_096) {
        lines.append(lines.length() == 1 ? "\n" : ",\n").append(ascii(name));
      }
    }
    lines.append("\n]\n");
    if (System.getProperty("leat.write") != null) {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.writeString(file, lines);
    }

    assertThat(file).content().isEqualTo(lines.toString());
  }

  /** A string of JSON that every editor shows. */
  private static String ascii(String name) {
    var json = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      json.append(
          c >= ' ' && c < 0x7f && c != '"' && c != '\\'
              ? String.valueOf(c)
              : String.format(Locale.ROOT, "\\u%04x", (int) c));
    }
    return json.append('"').toString();
  }

  /**
   * Every door is closed to every name, with a short message on one line in which nothing is
   * hidden.
   */
  private static void closed(Consumer<String> door) {
    var open = new ArrayList<String>();
    for (String name : corpus()) {
      try {
        door.accept(name);
        open.add(Show.text(name));
      } catch (Invalid e) {
        for (String problem : e.problems()) {
          assertThat(problem).hasSizeLessThan(600);
          assertThat(problem.chars())
              .as(problem)
              .allMatch(c -> c >= 0x20 && !Character.isISOControl(c));
          assertThat(problem).doesNotContain("\u202e", "\u200b", "\u2066");
        }
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void topicsAndAppends() {
    GraphBuilder g = Graph.builder();
    g.topic("a/{x}");
    g.topic("a/{x}/b");
    Graph graph = g.build();

    closed(Pattern::topic);
    closed(name -> graph.checkRoot(name, Value.NULL));
  }

  @Test
  void declaredTopicsInputsAndOutputs() {
    closed(
        name -> {
          GraphBuilder g = Graph.builder();
          g.topic(name);
          g.build();
        });
    closed(
        name -> {
          GraphBuilder g = Graph.builder();
          g.topic("a/{x}");
          NodeBuilder n = g.node("n");
          n.input("in", "a/{x}");
          n.output("out", name);
          n.run(_ -> {});
          g.build();
        });
    closed(
        name -> {
          if (name.equals("*") || name.equals("a/*") || name.equals("a/*/b")) {
            throw new Invalid("a wildcard, which inputs may have");
          }
          GraphBuilder g = Graph.builder();
          g.topic("a/{x}");
          NodeBuilder n = g.node("n");
          n.input("in", name);
          n.run(_ -> {});
          g.build();
        });
  }

  @Test
  void wordsOfNodesInputsOptionsVariablesAndTypes() {
    closed(name -> Type.ANY.where(name, "anything", _ -> true));
    closed(name -> Pattern.parse("p/{" + name + "}"));
    closed(name -> build(name, "in", "o"));
    closed(name -> build("n", name, "o"));
    closed(name -> build("n", "in", name));
  }

  private static void build(String node, String input, String option) {
    GraphBuilder g = Graph.builder();
    g.topic("t");
    NodeBuilder n = g.node(node);
    n.input(input, "t");
    n.option(option, Type.ANY, JsonNodeFactory.instance.nullNode());
    n.run(_ -> {});
    g.build();
  }

  @Test
  void bindingsOfProducts() {
    closed(name -> Binding.of(Map.of("x", name)));
  }

  @Test
  void theGraphFile() {
    closed(
        name -> {
          String yaml = "{\"topics\": {%s: {}}}".formatted(JsonNodeFactory.instance.textNode(name));
          Path file = folder.resolve("leat.yaml");
          try {
            Files.write(file, yaml.getBytes(StandardCharsets.UTF_8));
          } catch (IOException e) {
            throw new AssertionError(e);
          }
          GraphFile.load(file);
        });
  }

  @Test
  void descriptionsOfGraphs() {
    closed(
        name -> {
          var description = JsonNodeFactory.instance.objectNode();
          description.putObject("topics").putObject(name);
          Objects.requireNonNull(Graph.described(description));
        });
  }

  @Test
  void lookingForATopicOfAHostileNameFindsNothing() {
    GraphBuilder g = Graph.builder();
    g.topic("a/{x}");
    Graph graph = g.build();

    for (String name : corpus()) {
      if (!name.startsWith("a/")) {
        assertThat(graph.topic(name)).isNull();
      }
    }
    assertThatThrownBy(() -> graph.upstreamOf("../a")).isInstanceOf(Invalid.class);
  }
}
