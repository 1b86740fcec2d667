package io.leat.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.leat.engine.Root;
import io.leat.nodes.Graph;
import io.leat.nodes.Kind;
import io.leat.nodes.Node;
import io.leat.nodes.Runner;
import io.leat.nodes.value.Value;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The process in which a story's roots run again. Writes each invocation and what it published as a
 * line, in order of position.
 *
 * <p>Arguments: a folder with {@code source} (a {@link GraphSource}, serialized) and {@code roots}
 * (a line of JSON for each) and {@code answers} ({@link Answers}); the file to write; the folder in
 * which commands run; the names of the worlds that are other.
 */
final class Rerun {
  /** More crashes than this tell no more, and each reads the whole log. */
  private static final int CRASHES_MAX = 40;

  private final GraphSource source;
  private final Path folder;
  private final Answers answers;

  private Rerun(GraphSource source, Path folder, Answers answers) {
    this.source = source;
    this.folder = folder;
    this.answers = answers;
  }

  public static void main(String[] arguments) throws Exception {
    Path files = Path.of(arguments[0]);
    Rerun rerun =
        new Rerun(
            source(files.resolve("source")),
            Path.of(arguments[2]),
            Answers.read(files.resolve("answers")));
    List<String> others = List.of(arguments).subList(3, arguments.length);
    List<Root> roots = roots(files.resolve("roots"));

    List<Invocation> invocations = rerun.run(roots, others.contains(World.CRASHES.name()));
    if (others.contains(World.ORDER.name())) {
      invocations = rerun.again(invocations.reversed()).reversed();
    }
    List<String> lines =
        invocations.stream().sorted(Invocation.ORDER).map(Invocation::line).toList();
    Files.write(Path.of(arguments[1]), lines, UTF_8);
  }

  private static GraphSource source(Path file) throws IOException, ClassNotFoundException {
    try (var stream = new ObjectInputStream(Files.newInputStream(file))) {
      return (GraphSource) stream.readObject();
    }
  }

  private static List<Root> roots(Path file) throws IOException {
    List<Root> roots = new ArrayList<>();
    for (String line : Files.readAllLines(file, UTF_8)) {
      int blank = line.indexOf(' ');
      roots.add(new Root(line.substring(0, blank), Value.parse(line.substring(blank + 1))));
    }
    return roots;
  }

  static void write(List<Root> roots, Path file) throws IOException {
    Files.write(
        file, roots.stream().map(root -> root.topic() + " " + root.value()).toList(), UTF_8);
  }

  /** Everything that is invoked while the roots are handled, as it happens. */
  private List<Invocation> run(List<Root> roots, boolean crashing) {
    Recorder recorder = new Recorder(answers);
    Stage stage = new Stage(folder, recorder);
    int settings = settings(roots);
    int span = crashing ? Math.max(1, roots.size() / CRASHES_MAX) : Math.max(1, roots.size());
    stage.start(recorder.around(source.graph()).withoutClock(), roots.subList(0, settings));
    for (int from = settings; from < roots.size(); from += span) {
      if (!stage.running()) {
        stage.start(recorder.around(source.graph()).withoutClock(), List.of());
      }
      stage.append(roots.subList(from, Math.min(roots.size(), from + span)));
      stage.settle();
      stage.crash(false);
    }
    return recorder.invocations();
  }

  /** How many of the first roots set options, which must be there before anything runs. */
  private int settings(List<Root> roots) {
    Graph graph = source.graph();
    int count = 0;
    while (count < roots.size() && isOption(roots.get(count).topic(), graph)) {
      count++;
    }
    return count;
  }

  private static boolean isOption(String topic, Graph graph) {
    return graph.nodes().stream()
        .anyMatch(node -> node.options().stream().map(node::topicOf).anyMatch(topic::equals));
  }

  /** The same invocations, made one after the other of nodes that have never run. */
  private List<Invocation> again(List<Invocation> invocations) {
    Map<String, Runner> runners = new HashMap<>();
    for (Node node : source.graph().nodes()) {
      runners.put(node.name(), node.body().open(node, folder));
    }
    try {
      List<Invocation> again = new ArrayList<>();
      for (Invocation invocation : invocations) {
        if (invocation.node().kind() != Kind.PURE) {
          again.add(invocation);
          continue;
        }
        again.add(invocation.by(Objects.requireNonNull(runners.get(invocation.node().name()))));
      }
      return again;
    } finally {
      runners.values().forEach(Runner::close);
    }
  }
}
