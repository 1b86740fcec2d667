package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.nodes.Graph;
import io.leat.nodes.file.GraphFile;
import io.leat.nodes.value.Invalid;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A folder with a {@code leat.yaml}.
 *
 * @param folder absolute
 * @param console what its messages are relative to
 */
record Workspace(Path folder, Console console) {
  static final String GRAPH_FILE = "leat.yaml";

  /**
   * The workspace of a command.
   *
   * @param named what {@code -C} says; null to look here and in the parents
   * @throws Invalid if there is none
   */
  static Workspace find(Console console, @Nullable Path named) {
    if (named != null) {
      Path folder = console.path(named).normalize();
      if (!Files.isRegularFile(folder.resolve(GRAPH_FILE))) {
        throw new Invalid(
            Files.isDirectory(folder)
                ? "there is no leat.yaml in " + folder + "; leat init " + named + " makes one"
                : "there is no folder " + folder);
      }
      return new Workspace(folder, console);
    }
    for (Path at = console.folder(); at != null; at = at.getParent()) {
      if (Files.isRegularFile(at.resolve(GRAPH_FILE))) {
        return new Workspace(at, console);
      }
    }
    throw new Invalid(
        "there is no leat.yaml in "
            + console.folder()
            + " or a parent; leat init makes one, -C DIR names another folder");
  }

  Path graphFile() {
    return folder.resolve(GRAPH_FILE);
  }

  /**
   * What {@code leat.yaml} says.
   *
   * @throws Invalid naming every problem with its place
   */
  Graph graph() {
    return load(console, graphFile());
  }

  /**
   * The graph of a file, which messages name as it is seen from where the command was started.
   *
   * @throws Invalid naming every problem with its place
   */
  static Graph load(Console console, Path file) {
    return load(console, file, GraphFile::load);
  }

  /** The same, if this machine can run it too. */
  static Graph check(Console console, Path file) {
    return load(console, file, GraphFile::check);
  }

  private static Graph load(Console console, Path file, Function<Path, Graph> loader) {
    try {
      return loader.apply(file);
    } catch (Invalid e) {
      String absolute = file.toString();
      String shown = console.seen(file).toString();
      throw new Invalid(
          e.problems().stream().map(problem -> problem.replace(absolute, shown)).toList());
    }
  }

  /**
   * The workspace with its graph, through a branch: to append and to run.
   *
   * @throws Invalid if the graph is refused
   */
  Leat open(String branch) {
    return open(graph(), branch);
  }

  /**
   * The workspace through a branch, to read only: what was written can be read whatever has become
   * of the graph since, and without the time to load it.
   */
  Leat openToRead(String branch) {
    return open(Graph.builder().build(), branch);
  }

  private Leat open(Graph graph, String branch) {
    Leat leat = Leat.open(folder, graph).by(Console.user());
    try {
      return branch.equals(BranchOption.MAIN) ? leat : leat.on(branch);
    } catch (RuntimeException e) {
      leat.close();
      throw e;
    }
  }
}
