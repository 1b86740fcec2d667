package io.leat.nodes.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leat.nodes.Call;
import io.leat.nodes.Code;
import io.leat.nodes.Given;
import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Input;
import io.leat.nodes.Node;
import io.leat.nodes.Node.OnFailure;
import io.leat.nodes.Output;
import io.leat.nodes.Product;
import io.leat.nodes.Runner;
import io.leat.nodes.command.Command;
import io.leat.nodes.value.Binding;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Type;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GraphFileTest {
  @TempDir private Path folder;

  private Graph load(String yaml) {
    try {
      return GraphFile.load(Files.writeString(folder.resolve("leat.yaml"), yaml));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The problems of a file, without its folder. */
  private List<String> problems(String yaml) {
    try {
      load(yaml);
      return List.of();
    } catch (Invalid e) {
      return e.problems().stream().map(p -> p.replace(folder + "/", "")).toList();
    }
  }

  /** A node for a graph file. */
  public static final class Strongest implements Code {
    private static final Input<Double> MAG = Input.named("mag", Type.NUMBER);
    private static final Output<Double> TOP = Output.named("top", Type.NUMBER);

    @Override
    public void run(Call call) {
      call.publish(TOP, Math.max(call.get(MAG), call.own(TOP).orElse(0.0)));
    }
  }

  /** A Java graph. */
  public static final class Quakes {
    public static Graph graph() {
      GraphBuilder g = Graph.builder();
      g.topic("quake/{id}");
      return g.build();
    }
  }

  /** A Java graph that does not fit. */
  public static final class Broken {
    public static Graph graph() {
      GraphBuilder g = Graph.builder();
      g.node("idle").run(_ -> {});
      return g.build();
    }
  }

  @Test
  void theExampleOfTheDesignLoads() throws Exception {
    Files.writeString(folder.resolve("classify.py"), "pass");

    Graph graph =
        load(
            """
            types:
              magnitude: {parent: number, schema: {minimum: -2, maximum: 10}}
              quake:     {schema: {type: object, required: [id, mag, place, time]}}
              mags:      {parent: list<magnitude>}
            topics:
              "quake/{id}":   {type: quake}
              "alert/{id}":   {type: any, distinct: true}      # an unchanged product publishes nothing
              rules:          {type: any}
            nodes:
              classify:
                inputs:
                  quake: "quake/{id}"
                  rules: {topic: rules, trigger: false, required: true}
                options:
                  threshold: {type: magnitude, default: 4.5}
                  quiet: {trigger: false, default: [1, {b: no, a: 0x10}]}
                outputs:
                  alert: "alert/{id}"
                kind: pure
                run: {command: [python3, classify.py], mode: worker, files: [classify.py], timeout: 10s, jobs: 2}
                retry: {attempts: 3, backoff: 1s}
                on-failure: stop
              strongest:
                inputs: {alert: "alert/*"}
                outputs: {top: strongest}
                own: true
                context: true
                version: "2"
                run: {java: io.leat.nodes.file.GraphFileTest$Strongest}
            classpath: [.]
            """);

    Node classify = graph.nodes().getFirst();
    assertThat(graph.nodes().stream().map(Node::name)).containsExactly("classify", "strongest");
    assertThat(graph.types().stream().map(Type::name))
        .containsExactly("magnitude", "mags", "quake");
    assertThat(classify.inputs().getLast())
        .extracting(Input::trigger, Input::required)
        .containsExactly(false, true);
    assertThat(classify.options().getLast().fallback()).hasToString("[1,{\"a\":16,\"b\":\"no\"}]");
    assertThat(classify.options().getLast().trigger()).isFalse();
    assertThat(classify.attempts()).isEqualTo(3);
    assertThat(classify.backoff()).isEqualTo(Duration.ofSeconds(1));
    assertThat(classify.onFailure()).isEqualTo(OnFailure.STOP);
    assertThat(classify.body())
        .isEqualTo(
            Command.worker("python3", "classify.py")
                .files("classify.py")
                .timeout(Duration.ofSeconds(10))
                .jobs(2));
    Node strongest = graph.nodes().getLast();
    assertThat(strongest.own() && strongest.context()).isTrue();
    assertThat(strongest.code()).isEqualTo("2");
    assertThatThrownBy(() -> graph.checkRoot("quake/x", Value.parse("{\"id\":1}")))
        .hasMessageContaining("required property 'mag' not found");
    assertThatThrownBy(() -> graph.checkRoot("classify.threshold", Value.parse("11")))
        .hasMessageContaining("maximum value of 10");
  }

  @Test
  void javaNodesFindTheirPartsByName() throws Exception {
    Node node =
        load("""
        topics: {mag: {type: number}}
        nodes:
          strongest:
            inputs: {mag: mag}
            outputs: {top: top}
            own: true
            run: {java: io.leat.nodes.file.GraphFileTest$Strongest}
        """)
            .nodes()
            .getFirst();

    try (Runner runner = node.body().open(node, folder)) {
      assertThat(runner.run(Given.inputs(node, Binding.EMPTY, Value.parse("6.4"))))
          .containsExactly(new Product(0, Value.parse("6.4"), Binding.EMPTY));
    }
  }

  @Test
  void aJavaNodeThatWaitsRunsBesideTheEngine() {
    Node node =
        load("""
        topics: {mag: {type: number}}
        nodes:
          strongest:
            inputs: {mag: mag}
            outputs: {top: top}
            kind: recorded
            retry: {attempts: 2}
            run: {java: io.leat.nodes.file.GraphFileTest$Strongest, jobs: 3, timeout: 2s}
        """)
            .nodes()
            .getFirst();

    assertThat(node.body().beside()).isTrue();
    assertThat(node.body().open(node, folder).jobs()).isEqualTo(3);
    assertThat(node.body().timeoutBeside()).isEqualTo(Duration.ofSeconds(2));
    assertThat(node.attempts()).isEqualTo(2);
  }

  @Test
  void everySectionMayBeLeftOutAndJsonIsYaml() {
    assertThat(load("").nodes()).isEmpty();
    assertThat(load("# nothing yet\n").nodes()).isEmpty();
    assertThat(load("topics:\n  x:\nnodes:\n").topics()).hasSize(1);
    assertThat(load("{\"topics\": {\"x\": {\"type\": \"number\"}}}").topics()).hasSize(1);
  }

  @Test
  void aJavaGraphIsNamedByItsClass() {
    assertThat(load("graph: io.leat.nodes.file.GraphFileTest$Quakes\nclasspath: [.]").topics())
        .hasSize(1);

    assertThat(
            problems(
                "graph: io.leat.nodes.file.GraphFileTest$Broken\nclasspath: [gone]\nnodes: {}\n"))
        .containsExactly(
            "leat.yaml:1:8: node idle: has no inputs, so nothing would ever invoke it",
            "leat.yaml:2:13: there is no 'gone' in " + folder,
            "leat.yaml:3:8: 'nodes' stands beside graph; a Java graph says all of it itself");
    assertThat(problems("graph: com.example.Gone"))
        .containsExactly(
            "leat.yaml:1:8: no class com.example.Gone on the class path []; is it compiled, and"
                + " named under classpath?");
    assertThat(problems("graph: java.lang.String"))
        .containsExactly(
            "leat.yaml:1:8: class java.lang.String has no method public static Graph graph()");
  }

  @Test
  void everyProblemIsToldWithItsPlace() {
    assertThat(
            problems(
                """
                types:
                  small: {parent: nmber, schema: {maximum: 3}}
                  loop: {parent: list<loop>}
                  bad: {schema: {type: nonsense}}
                  far: {schema: {$ref: "http://example.com/x"}}
                  number: {}
                topics:
                  "order/{id}": {tpye: small}
                  bad name: {}
                  tick: {every: often}
                  "files/{path...}": {watch: data, glob: "*"}
                  any: any
                nodes:
                  price:
                    inputs:
                      order: "oder/{id}"
                      fx: {topic: tick, trigger: no}
                      none: {required: true}
                    options:
                      limit: {type: integer, default: 4.5}
                      kind: {type: 7}
                    outputs: {out: [price]}
                    kind: efect
                    memo: true
                    on-failure: skpi
                    version: 2
                    run: {command: python3, mode: process, timeout: soon, jobs: 0}
                    retry: {attempts: many}
                  price2:
                    inputs: {order: "order/{id}"}
                    run: {java: com.example.Gone, timeout: 2s}
                renamed: {cost: prize, old: 7}
                nods: {}
                """))
        .containsExactly(
            "leat.yaml:2:19: type small: unknown type 'nmber'; did you mean number?",
            "leat.yaml:3:18: type loop: cycle: loop descends from itself through list<loop>; end it"
                + " in a built-in type",
            "leat.yaml:4:17: type bad: /type: does not have a value in the enumeration [\"array\","
                + " \"boolean\", \"integer\", \"null\", \"number\", \"object\", \"string\"]",
            "leat.yaml:4:17: type bad: /type: string found, array expected",
            "leat.yaml:5:17: type far: $ref 'http://example.com/x' leads out of the schema; nothing"
                + " is fetched, so copy it under $defs",
            "leat.yaml:6:3: type 'number' is built in; choose another name",
            "leat.yaml:8:18: topic order/{id}: unknown key 'tpye'; did you mean type?",
            "leat.yaml:9:3: topic 'bad name' contains ' '; allowed are letters, digits and - _ . :"
                + " @ +",
            "leat.yaml:10:17: topic tick: expected a duration such as 500ms, 10s or 5m, not the"
                + " text 'often'",
            "leat.yaml:11:3: topic 'files/{path...}' contains {path...}; this version has no"
                + " variables for the rest yet",
            "leat.yaml:11:23: topic files/{path...}: key 'watch' is not built in this version yet",
            "leat.yaml:11:36: topic files/{path...}: key 'glob' is not built in this version yet",
            "leat.yaml:12:8: topic any: expected keys with values, not the text 'any'",
            "leat.yaml:16:14: node price, input order: reads 'oder/{id}', which is no topic of this"
                + " graph; did you mean order/{id}?",
            "leat.yaml:17:34: node price, input fx: expected true or false, not the text 'no'",
            "leat.yaml:18:7: node price, input none: has no topic; say topic: NAME",
            "leat.yaml:20:39: node price, option limit: the default 4.5 is not of type integer:"
                + " expected a whole number",
            "leat.yaml:21:20: node price, option kind: expected a text, not 7; write \"7\"",
            "leat.yaml:22:20: node price, output out: expected a text, not a list",
            "leat.yaml:23:11: node price: expected pure, recorded or effect, not 'efect'; did you"
                + " mean effect?",
            "leat.yaml:24:11: node price: 'memo: true' is not built in this version yet; leave it"
                + " out",
            "leat.yaml:25:17: node price: expected skip or stop, not 'skpi'; did you mean skip?",
            "leat.yaml:26:14: node price: expected a text, not 2; write \"2\"",
            "leat.yaml:27:20: node price: expected a list such as [a, b], not the text 'python3'",
            "leat.yaml:27:35: node price: 'mode: process' is not built in this version yet; it"
                + " knows worker",
            "leat.yaml:27:53: node price: expected a duration such as 500ms, 10s or 5m, not the"
                + " text 'soon'",
            "leat.yaml:28:23: node price: expected a whole number, not the text 'many'",
            "leat.yaml:31:17: node price2: no class com.example.Gone on the class path []; is it"
                + " compiled, and named under classpath?",
            "leat.yaml:32:17: renamed cost: is said to be 'prize' now, which is no node and no"
                + " topic of this graph; did you mean price?",
            "leat.yaml:32:29: renamed old: expected a text, not 7; write \"7\"",
            "leat.yaml:33:1: unknown key 'nods'; did you mean nodes?");
  }

  @Test
  void cyclesAreCalledCyclesAtTheirNode() {
    assertThat(
            problems(
                """
                nodes:
                  b: {inputs: {in: x}, outputs: {out: y}, run: {command: [cat], mode: worker}}
                  a: {inputs: {in: y}, outputs: {out: x}, run: {command: [cat], mode: worker}}
                """))
        .containsExactly(
            "leat.yaml:3:3: node a: cycle: a -> b -> a; break it by reading one of these topics"
                + " elsewhere");
  }

  @Test
  void aKeyGivenTwiceIsRefused() {
    assertThat(problems("topics:\n  x: {}\n  y: {}\n  x: {type: number}\n"))
        .containsExactly("leat.yaml:4:3: key 'x' is given twice, first in line 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topics: [",
        "a: b: c",
        "\ttopics: {}",
        "topics: {x: {}",
        "--- {}\n--- {}",
        "topics: \u0007",
        "topics: !!python/object:os.system {}",
        "topics: {x: !!java.net.URL [a]}",
        "? [a]\n: b",
        "topics: *unknown",
        "- a",
        "topics",
        "topics: {x: {type: .nan}}"
      })
  void whatIsNotAGraphFileIsRefusedWithItsPlace(String yaml) {
    assertThat(problems(yaml)).isNotEmpty().allMatch(p -> p.matches("leat.yaml:\\d+:\\d+: .+"));
  }

  @Test
  void bombsAreRefused() {
    var laughs = new StringBuilder("a: &a0 [x, x]\n");
    for (int i = 1; i < 30; i++) {
      laughs.append("b%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
    }

    assertThat(problems(laughs.toString())).anyMatch(p -> p.contains("aliases"));
    assertThat(problems("[".repeat(10_000))).isNotEmpty();
    assertThat(problems("a: &a [*a]")).isNotEmpty();
    assertThat(problems("# " + "x".repeat(1 << 20))).singleElement().asString().contains("1048576");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    Path gone = folder.resolve("gone.yaml");

    assertThatThrownBy(() -> GraphFile.load(gone))
        .isInstanceOf(Invalid.class)
        .hasMessage("there is no file " + gone + "; `leat init` makes one");
  }
}
