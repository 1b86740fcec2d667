package io.leat.nodes.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is published about leat.yaml, the page and the schema, says what the loader does. */
final class GraphFilePagesTest {
  private static final Path PAGES = pages();
  private static final Type<?> SCHEMA =
      Type.ANY.where("file", Value.parse(read(PAGES.resolve("leat.schema.json"))).json());

  @TempDir private Path folder;

  private static Path pages() {
    Path at = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(at.resolve("docs/reference"))) {
      at = Objects.requireNonNull(at.getParent());
    }
    return at.resolve("docs/reference");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void load(String yaml) throws IOException {
    for (String script : new String[] {"classify.py", "strongest.py"}) {
      Files.writeString(folder.resolve(script), "");
    }
    GraphFile.load(Files.writeString(folder.resolve("leat.yaml"), yaml));
  }

  private static boolean accepted(String yaml) {
    Yaml read = Objects.requireNonNull(YamlReader.read(yaml, new HashMap<>()));
    return SCHEMA.refusal(Value.of(read.json())) == null;
  }

  @Test
  void everyExampleOnThePageLoadsAndFitsTheSchema() throws IOException {
    var blocks = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
    var found = blocks.matcher(read(PAGES.resolve("graph-file.md")));
    int examples = 0;
    while (found.find()) {
      load(found.group(1));
      assertThat(accepted(found.group(1))).as(found.group(1)).isTrue();
      examples++;
    }
    assertThat(examples).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "topics:",
        "topics: {x: }",
        "topics: {'größe/{id}': {type: list<number>, distinct: true}}",
        "types: {t: {schema: true}, u: {parent: t}, v: }",
        "graph: io.leat.nodes.file.GraphFileTest$Quakes\nclasspath: [.]",
        "topics: {x: {}}\nnodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}}}",
        "topics: {mag: {}}\nnodes: {n: {inputs: {mag: mag}, outputs: {top: top}, own: true, run:"
            + " {java: io.leat.nodes.file.GraphFileTest$Strongest, jobs: 2}}}",
        "topics: {'x/{id}': {}}\nrenamed: {'y/{id}': 'x/{id}'}",
        """
        topics: {x: {}}
        nodes:
          n:
            inputs: {x: {topic: x, trigger: true, required: true}}
            options: {o: {default: {a: [1]}, trigger: false}, p: }
            outputs: {out: "y/{z}"}
            own: true
            context: true
            memo: false
            kind: pure
            version: "1"
            on-failure: stop
            retry: {attempts: 2, backoff: 10ms}
            run: {command: [cat], mode: worker, timeout: 1h, jobs: 4, files: []}
        """
      })
  void theSchemaTakesWhatTheLoaderTakes(String yaml) throws IOException {
    load(yaml);

    assertThat(accepted(yaml)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nods: {}",
        "topics: []",
        "topics: {'': {}}",
        "topics: {'a//b': {}}",
        "topics: {'a/*': {}}",
        "topics: {x: any}",
        "topics: {x: {tpye: any}}",
        "topics: {x: {type: 7}}",
        "topics: {x: {distinct: no}}",
        "topics: {x: {every: often}}",
        "types: {'a b': {}}",
        "types: {t: {schema: 7}}",
        "types: {t: {parent: [number]}}",
        "graph: 7",
        "graph: com.example.Quakes\nnodes: {}",
        "classpath: .",
        "renamed: [x]",
        "renamed: {x: 7}",
        "nodes: {n: }",
        "nodes: {n: {}}",
        "nodes: {n: {inputs: {}, run: {command: [cat], mode: worker}}}",
        "nodes: {n: {inputs: {x: 7}, run: {command: [cat], mode: worker}}}",
        "nodes: {n: {inputs: {x: {trigger: true}}, run: {command: [cat], mode: worker}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat]}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: cat, mode: worker}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [], mode: worker}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: process}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker, java: X}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker, timeout: soon}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker, jobs: 0}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}, kind: efect}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}, memo: true}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}, version: 2}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}, on-failure: retry}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}, retry: {attempts: 0}}}",
        "nodes: {n: {inputs: {x: x}, run: {command: [cat], mode: worker}, outputs: {o: {topic:"
            + " y}}}}"
      })
  void theSchemaRefusesWhatTheLoaderRefuses(String yaml) {
    String fed = yaml.startsWith("nodes") ? "topics: {x: {}}\n" + yaml : yaml;

    assertThatThrownBy(() -> load(fed)).isInstanceOf(Invalid.class);
    assertThat(accepted(fed)).isFalse();
  }
}
