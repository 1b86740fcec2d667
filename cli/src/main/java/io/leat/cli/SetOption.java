package io.leat.cli;

import io.leat.engine.Root;
import io.leat.nodes.value.Invalid;
import io.leat.nodes.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of nodes that are set before anything runs. */
final class SetOption {

  @Option(
      names = "--set",
      paramLabel = "NODE.OPTION=VALUE",
      description = "Set an option of a node first; VALUE is JSON. May be given several times.")
  private Map<String, String> settings = new LinkedHashMap<>();

  /**
   * The options as roots, in the order given.
   *
   * @throws Invalid naming each value that is no JSON
   */
  List<Root> roots() {
    List<Root> roots = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    settings.forEach(
        (option, value) -> {
          try {
            roots.add(new Root(option, Value.parse(value)));
          } catch (Invalid e) {
            e.problems().forEach(p -> problems.add("--set " + option + "=" + value + ": " + p));
          }
        });
    if (!problems.isEmpty()) {
      throw new Invalid(problems);
    }
    return roots;
  }
}
