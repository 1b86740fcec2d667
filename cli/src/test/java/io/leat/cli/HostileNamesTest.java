package io.leat.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leat.engine.Leat;
import io.leat.nodes.Graph;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Pattern;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Value;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The names that are refused everywhere are refused by every verb that takes one. */
final class HostileNamesTest {
  private static final Path NAMES =
      Path.of("../nodes/src/test/resources/io/leat/nodes/value/hostile-names.json");

  /** Patterns, which `tail` takes. */
  private static final Set<String> QUERIES = Set.of("*", "**", "a/*", "a/**", "a/*/b");

  @TempDir Path folder;

  private static List<String> names() throws IOException {
    var names = new ArrayList<String>();
    for (JsonNode name : new ObjectMapper().readTree(Files.readString(NAMES))) {
      names.add(name.textValue());
    }
    assertThat(names).hasSizeGreaterThanOrEqualTo(500);
    return names;
  }

  private static void closed(Consumer<String> door) throws IOException {
    var open = new ArrayList<String>();
    for (String name : names()) {
      try {
        door.accept(name);
        open.add(Show.whole(name));
      } catch (Invalid refused) {
        assertThat(refused.problems()).allMatch(problem -> problem.length() < 600);
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void appendTakesNoneAsTopicOrFromAValueOrUnderAnotherName() throws IOException {
    Graph graph = Rooms.graph();

    closed(
        name -> {
          String topic = TopicTemplate.of(name, Map.of(), graph).topic(Value.NULL);
          graph.checkRoot(topic, Value.NULL);
        });
    closed(
        name -> {
          var value = JsonNodeFactory.instance.objectNode().put("room", name);
          String topic = TopicTemplate.of("reading/{room}", Map.of(), graph).topic(Value.of(value));
          graph.checkRoot(topic, Value.parse("1"));
        });
    closed(name -> TopicTemplate.of("reading/{room}", Map.of(name, "field"), graph));
  }

  @Test
  void optionsAreNotSetUnderThem() throws IOException {
    try (Leat leat = Leat.inMemory(Rooms.graph())) {
      closed(
          name -> {
            Settings settings = new Settings(leat.graph());
            settings.text("--set " + name + "=", name, "1");
            List<String> problems = settings.problems(leat);
            if (!problems.isEmpty()) {
              throw new Invalid(problems);
            }
          });

      // As they are written in the list; half a character is in no file that is UTF-8.
      List<String> written =
          Files.readAllLines(NAMES).stream()
              .filter(line -> line.startsWith("\"") && !line.matches(".*\\\\ud[89a-f].*"))
              .map(line -> line.replaceFirst(",$", ""))
              .toList();
      Path file = folder.resolve("options.json");
      Files.writeString(file, "{" + String.join(":1,", written) + ":1}");
      Settings settings = new Settings(leat.graph());
      settings.file(file, "options.json");

      assertThat(settings.problems(leat))
          .hasSizeGreaterThanOrEqualTo(500)
          .hasSize(written.size())
          .allMatch(problem -> problem.length() < 600);
    }
  }

  @Test
  void importTakesNoneFromALineOfAnExport() throws IOException {
    Graph graph = Rooms.graph();

    closed(
        name -> {
          ObjectNode event = JsonNodeFactory.instance.objectNode().put("topic", name);
          String line = event.put("value", 1).toString();
          try {
            var _ = new EventLines(new ByteArrayInputStream(line.getBytes(UTF_8)), graph).next();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  @Test
  void getAndTailLookForNone() throws IOException {
    closed(Pattern::topic);
    closed(
        name -> {
          if (QUERIES.contains(name)) {
            throw new Invalid("a query");
          }
          Topics.parse(List.of(name));
        });
  }

  @Test
  void theVerbsThemselvesRefuseThemAndWriteNothing() {
    Shell shell = Shell.in(folder, Shell.ROOMS);

    for (String name : List.of("reading/..", "reading/a b", "reading/\u202ea", "reading/", "..")) {
      assertThat(shell.run("append", name, "1").expect(ExitCode.INVALID).err().lines())
          .allMatch(line -> line.startsWith("leat: ") && !line.contains("\u202e"));
      shell.run("get", name).expect(ExitCode.INVALID);
      shell.run("tail", name).expect(ExitCode.INVALID);
      shell.run("run", "--set", name + "=1").expect(ExitCode.INVALID);
    }
    assertThat(shell.run("tail", "-o", "jsonl").ok().out()).isEmpty();
  }
}
