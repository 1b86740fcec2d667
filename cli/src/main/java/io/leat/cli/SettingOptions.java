package io.leat.cli;

import io.leat.engine.Leat;
import io.leat.engine.Root;
import io.leat.nodes.value.Invalid;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of nodes that are set before anything runs. */
final class SettingOptions {

  @Option(
      names = "--set",
      paramLabel = "NODE.OPTION=VALUE",
      description = "Set an option of a node first; VALUE is JSON. May be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  @Option(
      names = "--options",
      paramLabel = "FILE",
      description = "Set the options that a file lists, one a line: node.option: VALUE (YAML).")
  private @Nullable Path file;

  /**
   * The options as roots: those of the file, of which others take the place that the environment
   * sets, of which those take the place that {@code --set} does.
   *
   * @param environment where {@code LEAT_OPT_NODE_OPTION} may stand; empty where it does not count
   * @throws Invalid naming every problem, that an option would have no value among them
   */
  List<Root> roots(Console console, Leat leat, Map<String, String> environment) {
    Settings all = new Settings(leat.graph());
    if (file != null) {
      all.file(console.path(file), console.seen(console.path(file)).toString());
    }
    all.environment(environment);
    settings.forEach((option, value) -> all.text("--set " + option + "=", option, value));
    List<String> problems = all.problems(leat);
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return all.roots();
  }
}
