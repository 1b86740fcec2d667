package io.leat.nodes.file;

import io.leat.nodes.Graph;
import io.leat.nodes.GraphBuilder;
import io.leat.nodes.Node;
import io.leat.nodes.command.Command;
import io.leat.nodes.file.Yaml.Place;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Show;
import io.leat.nodes.value.Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a graph from its file, {@code leat.yaml}. YAML, so JSON too; every section may be left out.
 */
public final class GraphFile {

  /** The name of the file in a workspace. */
  public static final String NAME = "leat.yaml";

  static final long BYTES_MAX = 1 << 20;
  private static final List<String> SECTIONS =
      List.of("types", "topics", "nodes", "renamed", "classpath", "graph");
  private static final List<String> OF_A_JAVA_GRAPH = List.of("graph", "classpath");

  private GraphFile() {}

  /**
   * The graph that a file says. Files that it names are relative to its folder.
   *
   * @param file is named in messages as it is given
   * @throws Invalid with every problem, each as {@code FILE:LINE:COLUMN: …} in order of place
   */
  public static Graph load(Path file) {
    return load(file, false);
  }

  /**
   * The graph that a file says, as {@link #load}, if this machine can run it too.
   *
   * @throws Invalid with every problem, those included that the program of a command is not there
   */
  public static Graph check(Path file) {
    return load(file, true);
  }

  private static Graph load(Path file, boolean check) {
    String text = text(file);
    var places = new FilePlaces(file.toString());
    Map<Place, String> unreadable = YamlReader.problems();
    Yaml yaml = YamlReader.read(text, unreadable);
    unreadable.forEach(places::problem);
    if (yaml == null) {
      places.raise();
      return Graph.builder().build();
    }
    FileSection root = FileSection.of(places, yaml).only(SECTIONS, List.of());
    Path folder = folder(file);
    FileClasses classes = classes(root, folder);
    return root.has("graph")
        ? javaGraph(root, classes, places, check ? folder : null)
        : declaredGraph(root, new FileNodes.Surroundings(places, classes, folder, check));
  }

  static String text(Path file) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) > BYTES_MAX) {
        throw new Invalid(
            "%s has %d bytes, more than %d".formatted(file, Files.size(file), BYTES_MAX));
      }
      return YamlReader.text(Files.readAllBytes(file), new FilePlaces(file.toString()));
    } catch (NoSuchFileException e) {
      throw new Invalid("there is no file " + file + "; `leat init` makes one");
    } catch (IOException e) {
      throw new Invalid(file + " cannot be read: " + e.getMessage());
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static FileClasses classes(FileSection root, Path folder) {
    List<Path> entries = new ArrayList<>();
    List<String> named = root.texts("classpath");
    for (int i = 0; i < named.size(); i++) {
      Path path = path(folder, named.get(i));
      if (path != null && Files.exists(path)) {
        entries.add(path);
      } else {
        root.problem("classpath", i, "there is no " + Show.quoted(named.get(i)) + " in " + folder);
      }
    }
    return new FileClasses(entries, named);
  }

  private static @Nullable Path path(Path folder, String name) {
    try {
      return folder.resolve(name);
    } catch (InvalidPathException e) {
      return null;
    }
  }

  /**
   * @param folder in which programs are looked for; null if they are not
   */
  private static Graph javaGraph(
      FileSection root, FileClasses classes, FilePlaces places, @Nullable Path folder) {
    for (String key : root.keys()) {
      if (SECTIONS.contains(key) && !OF_A_JAVA_GRAPH.contains(key)) {
        root.problem(key, "'" + key + "' stands beside graph; a Java graph says all of it itself");
      }
    }
    String name = root.text("graph");
    Graph graph = null;
    try {
      graph = name == null ? null : classes.graph(name);
    } catch (Invalid e) {
      e.problems().forEach(problem -> root.problem("graph", problem));
    }
    if (graph != null && folder != null) {
      for (Node node : graph.nodes()) {
        if (node.body() instanceof Command command) {
          command
              .missing(folder)
              .forEach(missing -> root.problem("graph", "node " + node.name() + ": " + missing));
        }
      }
    }
    places.raise();
    return Objects.requireNonNull(graph);
  }

  private static Graph declaredGraph(FileSection root, FileNodes.Surroundings surroundings) {
    FilePlaces places = surroundings.places();
    var types = new FileTypes(root.section("types"));
    var graph = new GraphBuilder(places.problems());
    types.types().declared().values().forEach(graph::type);
    FileSection topics = root.section("topics");
    for (String pattern : topics.keys()) {
      FileSection fields =
          topics
              .section(pattern)
              .only(List.of("type", "distinct", "every"), List.of("watch", "glob"));
      Type<?> type = types.type(fields, "type");
      if (fields.has("every")) {
        graph.time(pattern, every(fields, type));
      } else if (fields.flag("distinct", false)) {
        graph.distinct(pattern, type);
      } else {
        graph.topic(pattern, type);
      }
    }
    var nodes = new FileNodes(graph, types, surroundings);
    FileSection section = root.section("nodes");
    section.keys().forEach(name -> nodes.read(name, section.section(name)));
    FileSection renamed = root.section("renamed");
    for (String before : renamed.keys()) {
      String now = renamed.text(before);
      if (now != null) {
        graph.renamed(before, now);
      }
    }
    Graph built = null;
    try {
      built = graph.build();
    } catch (Invalid e) {
      // Told below: `places` has the same problems, and knows where they stand.
    }
    places.raise();
    return Objects.requireNonNull(built);
  }

  private static Duration every(FileSection fields, Type<?> type) {
    if (fields.has("type") && !type.equals(Type.INSTANT)) {
      fields.problem("type", "ticks are of type instant; leave the type out");
    }
    if (fields.has("distinct")) {
      fields.problem("distinct", "no two ticks are equal; leave distinct out");
    }
    return fields.duration("every", Duration.ofSeconds(1));
  }
}
