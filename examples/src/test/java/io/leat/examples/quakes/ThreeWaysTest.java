package io.leat.examples.quakes;

import static org.assertj.core.api.Assertions.assertThat;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.log.Commit;
import io.leat.log.Durability;
import io.leat.log.Event;
import io.leat.log.LogReader;
import io.leat.nodes.Graph;
import io.leat.nodes.file.GraphFile;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quakes exist three times: with the builder, as annotated methods, and in Python. */
final class ThreeWaysTest {

  /** When the threshold is set, and to what: alerts are raised and withdrawn on the way. */
  private static final Map<Integer, String> THRESHOLDS = Map.of(600, "4", 1_200, "5.5");

  @TempDir private Path folder;

  /** Roots by number, then products by number of root, node, call and ordinal. */
  private List<String> canonicalForm(Leat leat) throws IOException {
    List<Value> lines = QuakesFileTest.lines();
    var roots = new ArrayList<Root>();
    for (int i = 0; i < lines.size(); i++) {
      String threshold = THRESHOLDS.get(i);
      if (threshold != null) {
        roots.add(new Root("classify.threshold", Value.parse(threshold)));
      }
      roots.add(new Root("quake/" + lines.get(i).json().get("id").textValue(), lines.get(i)));
    }
    leat.append(roots, Durability.PROCESS);
    leat.run();

    var form = new ArrayList<String>();
    var products = new ArrayList<Event>();
    Map<Long, Integer> numbers = new HashMap<>();
    try (LogReader reader = leat.read(0)) {
      for (Commit commit = reader.next(); commit != null; commit = reader.next()) {
        for (Event event : commit.events()) {
          if (event.node() != null) {
            products.add(event);
          } else if (!event.topic().equals(Graph.STATE_CHANGES)) {
            numbers.put(event.offset(), numbers.size());
            form.add(event.topic() + " " + text(event));
          }
        }
      }
    }
    products.stream()
        .sorted(
            Comparator.comparingLong(Event::root)
                .thenComparing(event -> String.valueOf(event.node()))
                .thenComparingInt(Event::call)
                .thenComparingInt(Event::ordinal))
        .map(
            event ->
                "%d.%s.%d.%d %s %s"
                    .formatted(
                        numbers.get(event.root()),
                        event.node(),
                        event.call(),
                        event.ordinal(),
                        event.topic(),
                        text(event)))
        .forEach(form::add);
    return form;
  }

  private static String text(Event event) {
    return Value.encoded(event.payload().bytes()).toString();
  }

  private List<String> inMemory(Graph graph) throws IOException {
    try (Leat leat = Leat.inMemory(graph)) {
      return canonicalForm(leat);
    }
  }

  private List<String> inPython() throws IOException {
    for (String file : List.of("leat.yaml", "quakes.py")) {
      Files.copy(QuakesFileTest.DATA.resolve("python").resolve(file), folder.resolve(file));
    }
    try (Leat leat = Leat.open(folder, GraphFile.load(folder.resolve("leat.yaml")))) {
      return canonicalForm(leat);
    }
  }

  @Test
  void allOfThemHaveTheSameCanonicalForm() throws IOException {
    List<String> built = inMemory(Quakes.graph());
    List<String> annotated = inMemory(AnnotatedQuakes.graph());
    List<String> python = inPython();

    assertThat(built).hasSizeGreaterThan(13_000).anyMatch(line -> line.endsWith(" null"));
    assertThat(annotated).isEqualTo(built);
    assertThat(python).isEqualTo(built);
  }

  @Test
  void allOfThemAreTheSameGraph() {
    Graph built = Quakes.graph();
    Graph python = GraphFile.load(QuakesFileTest.DATA.resolve("python/leat.yaml"));

    assertThat(AnnotatedQuakes.graph().changesSince(built)).isEmpty();
    assertThat(python.changesSince(built)).isEmpty();
    assertThat(AnnotatedQuakes.graph().identity()).isEqualTo(built.identity());
    assertThat(python.identity()).isEqualTo(built.identity());
  }

  @Test
  void aNodeIsTestedWithWhatAPersonShouldPass() {
    Quake quake = new Quake("a", 0, "earthquake", 5, "Banda Sea", 10);
    Shock shock = Shock.of(quake);

    assertThat(AnnotatedQuakesNodes.classify(quake).run().alert().orElseThrow().value())
        .isEqualTo(shock);
    assertThat(AnnotatedQuakesNodes.classify(quake).withThreshold(6).run().alert()).isEmpty();
  }
}
